"""Articles on paper, opened and read; tests/pdf/test_articles.py lets strangers look at them."""

import io
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
import zxingcpp
from PIL import Image

from helpcenter.articles.printing import LOGO, QR, is_long, make_document
from helpcenter.i18n.formats import format_date
from helpcenter.organisations.logos import clean_logo
from helpcenter.pdf.pool import Pool
from tests.articles.samples import real_article, real_library, tilleuls, vendor
from tests.documents.texts import write_text
from tests.organisations.pictures import make_picture
from tests.pdf.reading import elements, font_file, fonts, open_pdf, tags, text_of

PUBLIC = "https://aide.example"
HOSTILE = "Maison <b>A</b> {{ 7*7 }} \"B\" & 'C' ]]> </style>"
GUIDE = f"{PUBLIC}/fr/articles/mail-delivery"


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    """A warm worker, strict about every complaint."""
    pool = Pool(is_strict=True)
    yield pool
    pool.close()


@pytest.fixture(scope="module")
def guide(pool: Pool) -> bytes:
    """The longest article of the product, with drawings, boxes and a table."""
    return pool.render(make_document(real_article(), vendor(), PUBLIC))


def test_it_says_which_version_it_is_and_where_the_present_one_stands(guide: bytes) -> None:
    article = real_article()
    text = text_of(guide)
    pages = len(open_pdf(guide).pages)
    assert text.count(f"Version du {format_date(article.updated_on, 'fr')}") == pages + 1
    assert text.count(article.digest[:8]) == pages + 1
    assert text.count("aide.example/fr/articles/mail-delivery") >= pages
    assert f"{pages} / {pages}" in text


def test_the_qr_code_leads_to_the_article(guide: bytes, tmp_path: Path) -> None:
    file = tmp_path / "article.pdf"
    file.write_bytes(guide)
    subprocess.run(["pdftoppm", "-r", "150", "-f", "1", "-l", "1", "-gray", "-png", str(file), str(tmp_path / "page")], check=True)
    (picture,) = tmp_path.glob("page*.png")
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture.read_bytes())))
    assert code.text == GUIDE
    assert (code.position.top_right.x - code.position.top_left.x) / 150 * 25.4 >= 25


def test_a_long_article_has_a_table_of_contents_and_a_short_one_has_none(tmp_path: Path) -> None:
    matter = {"summary": "A sentence that is long enough for a list.", "section": "why", "updated_on": "2026-11-02"}
    write_text(tmp_path, "articles/short/fr", "## A {#a}\n\nMot.\n\n## B {#b}\n\nMot.\n\n## C {#c}\n\nMot.", title="Court", **matter)
    library = real_library()
    library.root = tmp_path
    assert is_long(real_article())
    assert not is_long(real_article("short", library=library))
    assert "Dans ces pages" in make_document(real_article(), vendor(), PUBLIC).html


def test_links_are_whole_and_their_addresses_are_printed(guide: bytes) -> None:
    pdf = open_pdf(guide)
    links = {str(note.A.URI) for page in pdf.pages for note in page.get("/Annots", pikepdf.Array()) if "/A" in note and "/URI" in note.A}
    assert {GUIDE, f"{PUBLIC}/fr/tutorials/", f"{PUBLIC}/fr/assistance", f"{PUBLIC}/c/"} <= links
    assert all(link.startswith(PUBLIC) for link in links)
    text = text_of(guide)
    assert "Adresses des liens" in text
    for address in ("aide.example/fr/tutorials/", "aide.example/fr/assistance", "aide.example/c/"):
        assert address in text


def test_an_organisations_paper_shows_its_name_and_address_and_keeps_to_its_pages(pool: Pool) -> None:
    branding = tilleuls(logo=clean_logo(make_picture()).data, logo_hash="x", contact_line="Accueil : 01 99 00 12 34")
    document = make_document(real_article(), branding, PUBLIC)
    text = text_of(pool.render(document))
    assert "Centre social Les Tilleuls" in text
    assert "aide.example/fr/o/tilleuls/articles/mail-delivery" in text
    assert "aide.example/fr/o/tilleuls/" in text
    assert f"{PUBLIC}/fr/tutorials/" not in document.html
    assert LOGO in document.pictures
    assert "--sheet-colour: #2c6e49" in document.stylesheet


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_it_is_built_as_pdf_ua(pool: Pool, locale: str) -> None:
    pdf = open_pdf(pool.render(make_document(real_article(locale=locale), vendor(), PUBLIC)))
    assert str(pdf.Root.Lang) == locale
    assert bool(pdf.Root.MarkInfo.Marked)
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == f"{real_article(locale=locale).title} – ANI"
    found = tags(pdf)
    levels = [int(tag[1]) for tag in found if tag in {"H1", "H2", "H3"}]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    # The QR code and two drawings, each with its words.
    assert found.count("Figure") == 3
    assert all(str(item.Alt) for item in elements(pdf) if str(item.S) == "/Figure")
    assert {"Table", "TH", "TD", "L", "LI", "Link"} <= set(found)
    assert all(font_file(font) is not None and "/ToUnicode" in font for font in fonts(pdf))


def test_organisations_words_are_words(pool: Pool) -> None:
    document = make_document(real_article(), tilleuls(name=HOSTILE, contact_line=HOSTILE), PUBLIC)
    assert "<b>A</b>" not in document.html
    assert HOSTILE in text_of(pool.render(document))


def test_a_hostile_colour_never_reaches_the_stylesheet() -> None:
    with pytest.raises(ValueError, match="red"):
        make_document(real_article(), tilleuls(colour="red } @import url(//evil.example)"), PUBLIC)


def test_the_same_article_is_the_same_document_and_holds_its_pictures_only() -> None:
    document = make_document(real_article(), vendor(), PUBLIC)
    assert document.key() == make_document(real_article(), vendor(), PUBLIC).key()
    names = {name.split(".")[0] for name in document.pictures}
    assert names == {QR.split(".")[0], "path-of-a-mail", "volume-spike"}
