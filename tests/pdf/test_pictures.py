"""Pictures: of known kinds, of bounded size, and drawings that cannot multiply themselves."""

from io import BytesIO

import pytest
from PIL import Image

from helpcenter.pdf import PdfFailed
from helpcenter.pdf.pool import Pool
from tests.pdf.reading import open_pdf
from tests.pdf.samples import make_document, make_drawing

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'
BODY = '<h1>x</h1><img src="picture:it" alt="Une image">'


def render(pool: Pool, picture: bytes) -> bytes:
    """A document with this picture."""
    return pool.render(make_document(BODY, pictures={"it": picture}))


def make_raster(width: int, height: int, kind: str = "PNG") -> bytes:
    """A one-coloured picture."""
    file = BytesIO()
    Image.new("RGB", (width, height), "#0b57d0").save(file, kind)
    return file.getvalue()


def nested_use(depth: int = 10) -> str:
    """One kilobyte that unfolds to millions of shapes."""
    groups = "".join(f'<g id="g{n}">{f"""<use xlink:href="#g{n - 1}"/>""" * 8}</g>' for n in range(1, depth))
    return f'<defs><g id="g0"><rect width="1" height="1"/></g>{groups}</defs><use xlink:href="#g{depth - 1}"/>'


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_logo_is_printed(pool: Pool, kind: str) -> None:
    with open_pdf(render(pool, make_raster(60, 24, kind))) as pdf:
        assert len(pdf.pages[0].get_images()) == 1


def test_a_drawing_is_printed_as_lines_not_as_pixels(pool: Pool) -> None:
    with open_pdf(render(pool, make_drawing(1))) as pdf:
        assert not pdf.pages[0].get_images()


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(pool: Pool) -> None:
    with pytest.raises(PdfFailed, match="9000 × 9000 pixels are too many"):
        render(pool, make_raster(9000, 9000))


@pytest.mark.parametrize("data", [b"", b"hello", b"GIF89a" + b"\0" * 30, b"%PDF-1.7", b"%!PS-Adobe-3.0 EPSF-3.0"])
def test_other_files_are_not_pictures(pool: Pool, data: bytes) -> None:
    with pytest.raises(PdfFailed, match="not a PNG, JPEG or WebP picture"):
        render(pool, data)


@pytest.mark.parametrize(
    ("content", "element"),
    [
        (nested_use(), "use"),
        ('<image href="file:///etc/passwd"/>', "image"),
        ('<style>@import "http://127.0.0.1:1/"</style>', "style"),
        ("<script>1</script>", "script"),
        ("<foreignObject/>", "foreignObject"),
        ('<pattern id="p"/>', "pattern"),
        ("<html:p xmlns:html='http://www.w3.org/1999/xhtml'/>", "xhtml"),
    ],
)
def test_a_drawing_holds_nothing_that_multiplies_loads_or_runs(pool: Pool, content: str, element: str) -> None:
    with pytest.raises(PdfFailed, match=f"element not allowed in a picture: .*{element}"):
        render(pool, SVG.format(content).encode())


def test_a_drawing_of_too_many_elements_is_refused(pool: Pool) -> None:
    with pytest.raises(PdfFailed, match="more than 3000 elements"):
        render(pool, SVG.format('<rect width="1" height="1"/>' * 3000).encode())


def test_a_drawing_declares_no_entities(pool: Pool) -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a "x">]>' + SVG.format("<text>&a;</text>")
    with pytest.raises(PdfFailed, match="may not declare entities"):
        render(pool, bomb.encode())


@pytest.mark.parametrize("data", [b"<svg", b"<svg><g></svg>"])
def test_a_broken_drawing_is_refused(pool: Pool, data: bytes) -> None:
    with pytest.raises(PdfFailed, match="not well-formed"):
        render(pool, data)


def test_a_mistake_inside_a_drawing_fails_the_render(pool: Pool) -> None:
    with pytest.raises(PdfFailed):
        render(pool, SVG.format('<text x="1" y="5" font-weight="heavy">x</text>').encode())
