"""Nothing outside the document is read, and nothing in it points to a file."""

import pytest

from helpcenter.pdf import PdfFailed
from helpcenter.pdf.pool import Pool
from tests.pdf.samples import make_document

SECRET = "file:///etc/passwd"
OUTSIDE = [
    f"<link rel=attachment href={SECRET}>",
    f"<a rel=attachment href={SECRET}>x</a>",
    f"<link rel=stylesheet href={SECRET}>",
    f"<img src={SECRET} alt=x>",
    f"<embed src={SECRET}>",
    f"<object data={SECRET}></object>",
    "<base href=file:///etc/><img src=passwd alt=x>",
    "<img src=http://127.0.0.1:1/logo.png alt=x>",
    "<img src=https://cdn.example/logo.png alt=x>",
    "<img src=//cdn.example/logo.png alt=x>",
    "<img src=logo.png alt=x>",
    "<img src=data:image/png;base64,AAAA alt=x>",
    "<img src=picture:unknown.png alt=x>",
    "<img src=PICTURE:logo.png alt=x>",
    f"<p style='background: url({SECRET})'>x</p>",
    f"<style>p::before {{ content: url({SECRET}) }}</style><p>x</p>",
    f"<p style='display: list-item; list-style-image: url({SECRET})'>x</p>",
    "<style>@import 'http://127.0.0.1:1/a.css'</style>",
    f"<style>@color-profile --a {{ src: url({SECRET}) }}</style>",
]


@pytest.mark.parametrize("body", OUTSIDE)
def test_an_address_outside_the_document_fails_the_render(pool: Pool, body: str) -> None:
    with pytest.raises(PdfFailed, match="address refused"):
        pool.render(make_document(f"<h1>x</h1>{body}"))


@pytest.mark.parametrize("stylesheet", [f"@import '{SECRET}';", f"body {{ background: url({SECRET}) }}"])
def test_a_stylesheet_cannot_reach_out_either(pool: Pool, stylesheet: str) -> None:
    with pytest.raises(PdfFailed, match="address refused"):
        pool.render(make_document(stylesheet=stylesheet))


def test_a_stylesheet_brings_no_fonts(pool: Pool) -> None:
    with pytest.raises(PdfFailed, match="fonts come from the system"):
        pool.render(make_document(stylesheet=f"@font-face {{ font-family: x; src: url({SECRET}) }}"))


@pytest.mark.parametrize("target", [SECRET, "javascript:alert(1)", "/fr/articles/", "page.html"])
def test_a_link_that_no_reader_could_follow_is_refused(pool: Pool, target: str) -> None:
    with pytest.raises(PdfFailed, match="link refused"):
        pool.render(make_document(f"<h1>x</h1><p><a href='{target}'>x</a></p>"))


@pytest.mark.parametrize("target", ["https://aide.example/", "mailto:contact@ani.example", "tel:+33100000000"])
def test_a_whole_link_is_kept(pool: Pool, target: str) -> None:
    assert pool.render(make_document(f"<h1>x</h1><p><a href='{target}'>x</a></p>"))
