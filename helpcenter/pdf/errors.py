"""What can go wrong when a PDF is made; messages are for staff and logs, not for readers."""

INSTALL_HINT = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core"


class PdfError(Exception):
    """No PDF could be made."""


class PdfFailed(PdfError):  # noqa: N818 - says what became of the document
    """This document cannot be rendered: something in it is refused, broken or too expensive."""


class PdfUnavailable(PdfError):  # noqa: N818
    """No document can be rendered here: a library of the system is missing."""
