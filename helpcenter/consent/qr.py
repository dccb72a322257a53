"""The code as a square that a telephone reads."""

import segno


def qr_svg(url: str) -> str:
    """An inline SVG without styles, black on white whatever the colours of the page."""
    code = segno.make(url, error="m", boost_error=False, micro=False)
    return str(code.svg_inline(scale=4, border=4, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=True))
