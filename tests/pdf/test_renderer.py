"""The finished PDF: tagged, titled, in its language, with its fonts, whatever reader opens it."""

from dataclasses import replace

import pytest

from helpcenter.pdf import PdfFailed
from helpcenter.pdf.pool import Pool
from tests.pdf.reading import elements, font_file, fonts, open_pdf, tags, text_of
from tests.pdf.samples import make_document, make_sheet


@pytest.fixture(scope="module")
def sheet(pool: Pool) -> bytes:
    """A rendered sheet of eight steps."""
    return pool.render(make_sheet())


def test_the_pdf_says_its_title_and_its_language(sheet: bytes) -> None:
    with open_pdf(sheet) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Recevoir nos mails dans Gmail"
        assert str(pdf.Root.Lang) == "fr"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == "Recevoir nos mails dans Gmail"


def test_the_title_and_the_language_of_the_document_win_over_those_of_its_html(pool: Pool) -> None:
    document = make_document(head="<title>autre</title>", title="Le bon", language="en")
    with open_pdf(pool.render(document)) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Le bon"
        assert str(pdf.Root.Lang) == "en"


def test_the_pdf_declares_pdf_ua_and_is_tagged(sheet: bytes) -> None:
    with open_pdf(sheet) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"


def test_headings_lists_links_and_figures_are_tagged(sheet: bytes) -> None:
    with open_pdf(sheet) as pdf:
        found = tags(pdf)
    assert found.count("H1") == 1
    assert found.count("LI") == found.count("H2") == found.count("Figure") == 8
    assert "Link" in found


def test_every_figure_has_its_alternative_text(sheet: bytes) -> None:
    with open_pdf(sheet) as pdf:
        texts = [str(element.Alt) for element in elements(pdf) if str(element.S) == "/Figure"]
    assert texts == [f"Écran de l’étape {number}" for number in range(1, 9)]


def test_all_fonts_are_embedded_and_can_be_read_back(sheet: bytes) -> None:
    with open_pdf(sheet) as pdf:
        found = fonts(pdf)
        assert found
        assert all(font_file(font) is not None for font in found)
        assert all("/ToUnicode" in font for font in found)
        assert {str(font.BaseFont).partition("+")[2] for font in found} <= {"Noto-Sans", "Noto-Sans-Bold", "NotoSans", "NotoSans-Bold"}


def test_words_on_the_page_and_in_the_drawings_can_be_searched(sheet: bytes) -> None:
    text = text_of(sheet)
    assert "Huit gestes suffisent." in text
    assert text.count("ne-pas-repondre@ani.example") == 8


def test_the_same_document_gives_the_same_bytes(pool: Pool, sheet: bytes) -> None:
    assert pool.render(make_sheet()) == sheet


def test_a_stylesheet_of_one_document_does_not_colour_the_next(pool: Pool) -> None:
    plain = pool.render(make_document())
    pool.render(make_document(stylesheet="p { color: red; counter-increment: x } @counter-style x { system: cyclic; symbols: a }"))
    assert pool.render(make_document()) == plain


@pytest.mark.parametrize(("most_pages", "pages"), [(3, 3), (2, 2), (1, 1), (0, 1)], ids=["it fits", "tighter", "tightest", "never"])
def test_a_document_that_grows_too_long_is_laid_out_tighter(pool: Pool, most_pages: int, pages: int) -> None:
    three, two, one = (f"section {{ break-before: {where} }}" for where in ("page", "auto", "avoid"))
    document = replace(
        make_document("<h1>Un</h1><section>Deux</section><section class=last>Trois</section>", stylesheet=three),
        most_pages=most_pages,
        tighter=(f"{two} .last {{ break-before: page }}", f"{one} .last {{ break-before: avoid }}"),
    )
    with open_pdf(pool.render(document)) as pdf:
        assert len(pdf.pages) == pages


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("<p style='colour: red'>x</p>", "unknown property"),
        ("<p>\ue123</p>", "U\\+E123"),
        ('<img src="picture:step.svg">', "alt"),
    ],
)
def test_every_complaint_of_the_engine_fails_a_strict_render(pool: Pool, body: str, complaint: str) -> None:
    with pytest.raises(PdfFailed, match=complaint):
        pool.render(make_document(body, pictures={"step.svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'}))


def test_a_complaint_does_not_keep_a_reader_from_the_pdf() -> None:
    pool = Pool()
    try:
        assert pool.render(make_document("<p>\ue123</p>")).startswith(b"%PDF-1.7")
    finally:
        pool.close()
