"""What a warm engine keeps changes no document: it prints, byte for byte, what a fresh one prints."""

from helpcenter.pdf.document import PdfDocument
from helpcenter.pdf.renderer import Renderer
from helpcenter.pdf.sample import SAMPLE, STYLE
from tests.pdf.samples import make_sheet

TABLE = (
    '<html lang="fr"><body><h1>Un</h1><table><tr><th>A</th><td>B</td></tr></table>'
    '<p id="la">été <a href="https://a.example">a</a></p></body></html>'
)


def test_documents_in_any_order_come_out_as_from_a_fresh_engine() -> None:
    documents = [
        SAMPLE,
        PdfDocument(TABLE, STYLE, {}, "Un", "fr"),
        PdfDocument(TABLE.replace("été", "autre"), STYLE, {}, "Deux", "en"),
        make_sheet(),
    ]
    warm = Renderer()

    first = [warm.render(each).pdf for each in documents]
    again = [warm.render(each).pdf for each in reversed(documents)]

    assert first == [Renderer().render(each).pdf for each in documents]
    assert again == first[::-1]


def test_the_drawing_of_another_colour_is_not_taken_for_a_kept_one() -> None:
    red = SAMPLE.pictures["drawing.svg"].replace(b"#0b6b6b", b"#aa0000")
    other = PdfDocument(SAMPLE.html, SAMPLE.stylesheet, {"drawing.svg": red}, SAMPLE.title, SAMPLE.language)
    warm = Renderer()

    assert warm.render(SAMPLE).pdf != warm.render(other).pdf == Renderer().render(other).pdf
