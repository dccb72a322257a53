"""Addresses as squares that a telephone reads: black on white whatever the colours of the page."""

from io import BytesIO

import segno

# What the standard asks for around the square (ISO/IEC 18004).
QUIET_ZONE = 4


def qr_svg(url: str) -> str:
    """An inline SVG without styles, for a page."""
    code = segno.make(url, error="m", boost_error=False, micro=False)
    return str(code.svg_inline(scale=4, border=QUIET_ZONE, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=True))


def qr_picture(url: str) -> bytes:
    """An SVG file, for paper and for posters."""
    buffer = BytesIO()
    code = segno.make_qr(url, error="m")
    code.save(buffer, kind="svg", border=QUIET_ZONE, xmldecl=False, svgclass=None, lineclass=None, omitsize=True, light="#fff")
    return buffer.getvalue()


def qr_png(url: str) -> bytes:
    """A PNG of some 600 pixels, for documents that take no SVG."""
    buffer = BytesIO()
    segno.make_qr(url, error="m").save(buffer, kind="png", scale=16, border=QUIET_ZONE)
    return buffer.getvalue()
