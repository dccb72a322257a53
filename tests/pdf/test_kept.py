"""What a warm engine keeps changes no document: it prints, byte for byte, what a fresh one prints."""

import pytest

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


LINKS = (
    '<html lang="fr"><body><p><a href="https://un.example/">un</a> <b lang="en">two</b></p>'
    '<p id="la">trois</p><img src="picture:a.svg" alt="Un"></body></html>'
)
INNER_RULES = "<head><style>p { margin: %dmm }</style></head><body>"


@pytest.mark.parametrize(
    ("rules", "others"),
    [
        # Another address, description, language of a passage, element, anchor.
        ("", [("un.ex", "deux.ex"), ('"Un"', '"Deux"'), ('lang="en"', 'lang="ar"'), ("<p id", "<div id"), ('"la"', '"lb"')]),
        (
            'a[href="https://un.example/"] { font-size: 30pt } img[alt=Deux] { width: 9mm }',
            [("un.example", "deux.example"), ("Un", "Deux")],
        ),
        ("p:has(+ p) { margin: 9mm } b:last-child { font-size: 20pt }", [("<b", "<i"), (" <b", "<u>x</u><b"), ("</p><img", "</p>x<img")]),
        ("p { margin: 9mm }", [("<body>", INNER_RULES % 1), ("<body>", INNER_RULES % 5)]),
    ],
)
def test_a_document_built_alike_takes_over_no_style_that_is_not_its_own(rules: str, others: list[tuple[str, str]]) -> None:
    pictures = {"a.svg": SAMPLE.pictures["drawing.svg"]}
    texts = [LINKS, *(LINKS.replace(*each) for each in others)]
    documents = [PdfDocument(text, STYLE + rules, pictures, "Liens", "fr") for text in texts]
    warm = Renderer()

    assert [warm.render(each).pdf for each in documents] == [Renderer().render(each).pdf for each in documents]


STEPS = (
    '<html lang="fr"><body><div class="step"><h2>Un</h2><p>Ouvrez <b>la très longue case de la page</b> puis lisez.</p>'
    '<img src="picture:a.svg" alt="Un"></div><div class="step"><p lang="ar">نص</p><p>Lisez<a href="https://un.example">ici</a></p></div></body></html>'
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("la très longue case", "la case"),
        ("<b>la", "la <b>"),
        ('alt="Un"', 'alt="Deux"'),
        ('"https://un.example"', '"https://deux.example"'),
        ('lang="ar"', 'lang="en"'),
        # In another place across the page, and in less room.
        ('<div class="step"><h2>Un', 'Trois <div class="step"><h2>Un'),
        ("<body>", '<body><p class="mark">Un</p>'),
        ("<div", '<div style="width: 50mm"><div'),
    ],
)
def test_a_kept_step_is_not_taken_for_another(old: str, new: str) -> None:
    wide = SAMPLE.pictures["drawing.svg"]
    high = wide.replace(b"0 0 360 180", b"0 0 360 360")
    texts = [STEPS, STEPS.replace(old, new)]
    documents = [PdfDocument(text, STYLE, {"a.svg": picture}, "Pas", "fr") for text in texts for picture in (wide, high)]
    warm = Renderer()

    assert [warm.render(each).pdf for each in documents * 2] == [Renderer().render(each).pdf for each in documents] * 2


WORDS = '<html lang="fr"><body><p>Été <b>%s</b> <span style="font-size: 9pt">%s</span> <u>%s</u></p></body></html>'


def test_a_kept_line_brings_its_letters_into_the_fonts_of_the_next_document() -> None:
    words = ["cœur", "AVATAR", "مرحبا", "cœur AVATAR", "a\u202fb", "ffi"]
    documents = [PdfDocument(WORDS % (word, word, word), STYLE, {}, "Mots", "fr") for word in words]
    warm = Renderer()

    assert [warm.render(each).pdf for each in documents * 2] == [Renderer().render(each).pdf for each in documents] * 2


def test_a_letter_that_no_font_has_is_complained_of_in_every_document() -> None:
    document = PdfDocument(WORDS % ("\U0001f9ff", "a", "b"), STYLE, {}, "Mots", "fr")
    warm = Renderer()

    assert warm.render(document).complaints == warm.render(document).complaints == Renderer().render(document).complaints
