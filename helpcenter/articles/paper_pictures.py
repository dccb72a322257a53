"""The pictures of an article for paper: drawings with their styles written out, photos no larger than a page needs."""

import io
from functools import cache
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import css_inline

from helpcenter.documents.pictures import Picture
from helpcenter.pdf.drawings import MAX_ELEMENTS, SVG, SVG_ELEMENTS, write_drawing

STYLE = f"{SVG}style"
# Stands last, so that it wins over the families that a drawing names for screens.
PAPER_FONT = 'text { font-family: "Noto Sans", "Noto Sans Arabic" }'
# The width of a page at 200 dots per inch.
LARGEST_SIDE = 1600
FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WEBP"}


def for_paper(picture: Picture) -> bytes | None:
    """The bytes for a document; None for a drawing that no document may hold."""
    return _drawing(picture.data) if picture.media_type == "image/svg+xml" else _photo(picture)


def _drawing(data: bytes) -> bytes | None:
    svg = ElementTree.fromstring(data)  # noqa: S314 - checked when it was read: no document type, no entities
    css = "\n".join([*_take_styles(svg), PAPER_FONT])
    elements = [element.tag for element in svg.iter()]
    if len(elements) > MAX_ELEMENTS or not SVG_ELEMENTS.issuperset(elements):
        return None
    # Media queries are dropped on the way: paper is light.
    written = _inliner().inline_fragment(write_drawing(svg), css)
    # The library writes HTML, which names a character that XML only counts.
    drawing = written.replace("&nbsp;", "&#160;").encode()
    # Where the inliner writes HTML that is no XML, the paper shows the drawing's words instead (docs/decisions/0018).
    return drawing if _is_xml(drawing) else None


def _is_xml(drawing: bytes) -> bool:
    try:
        ElementTree.fromstring(drawing)  # noqa: S314 - as above
    except ElementTree.ParseError:
        return False
    return True


def _take_styles(svg: Element) -> list[str]:
    """Remove the stylesheets of a drawing and give their texts."""
    found = [(parent, child) for parent in svg.iter() for child in parent if child.tag == STYLE]
    for parent, child in found:
        parent.remove(child)
    return [child.text or "" for _parent, child in found]


def _photo(picture: Picture) -> bytes:
    if max(picture.width, picture.height) <= LARGEST_SIDE:
        return picture.data
    # Pillow takes long to load, and most pictures are drawings.
    from PIL import Image

    buffer = io.BytesIO()
    with Image.open(io.BytesIO(picture.data), formats=[FORMATS[picture.media_type]]) as photo:
        photo.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
        photo.save(buffer, FORMATS[picture.media_type])
    return buffer.getvalue()


@cache
def _inliner() -> css_inline.CSSInliner:
    return css_inline.CSSInliner(load_remote_stylesheets=False)
