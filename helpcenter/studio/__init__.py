"""The studio: where an organisation shapes its sheets and hands them out.

For members: which mail clients in which order, in which languages, with words of their own; a preview that follows, a history, PDFs, links,
codes. Start at shape_form.py (the form as a value) and documents.py (the preview). Storage: tutorials/shape.py and customising.py there.
"""
