"""Trusted-sender tutorials, branded for an organisation: content → sheet → preview, page, PDF.

For families, who learn to trust an organisation's sender address, and for the organisations that hand the sheets out.
Start at sheet.py (what is rendered); labels.py, tutorial.py and drawings.py read what staff edit; printing.py makes PDFs.
"""
