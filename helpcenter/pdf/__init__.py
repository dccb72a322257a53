"""HTML in, PDF out: the only room that knows WeasyPrint; its workers and its cache.

Rooms that print make a `PdfDocument` (document.py) and ask `Pdfs` (service.py) for its bytes. Start at service.py.
"""

from helpcenter.pdf.document import PdfDocument
from helpcenter.pdf.errors import PdfError, PdfFailed, PdfUnavailable

__all__ = ["PdfDocument", "PdfError", "PdfFailed", "PdfUnavailable"]
