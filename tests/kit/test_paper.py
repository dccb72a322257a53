"""Poster and sign, printed and read."""

import subprocess
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from helpcenter.kit.paper import FORMATS, DraftError, address_size, find_paper_texts, make_paper, paper_name
from helpcenter.kit.texts import PAPERS, Kind
from helpcenter.organisations.logos import clean_logo
from helpcenter.pdf.document import PdfDocument
from helpcenter.pdf.pool import Pool
from tests.kit.samples import announcement, real_library
from tests.organisations.pictures import make_picture
from tests.pdf.reading import open_pdf, text_of
from tests.tutorials.samples import LONGEST_SENDER, make_branding

SENDER = "bonjour@tilleuls.example"
LOGO = clean_logo(make_picture()).data
URLS = {"fr": "https://aide.example/fr/o/tilleuls/", "en": "https://aide.example/en/o/tilleuls/"}


def paper(kind: Kind, *locales: str, **branding: Any) -> PdfDocument:
    """A poster or sign of the centre."""
    shown = make_branding(**({"sender_address": SENDER, "logo": LOGO, "logo_hash": "x"} | branding))
    what = announcement(sender_address=shown.sender_address, organisation=shown.name, contact=shown.contact)
    texts = find_paper_texts(real_library(), dict.fromkeys(locales, what), kind)
    return make_paper(kind, texts, shown, [URLS[locale] for locale in locales])


@pytest.mark.parametrize("kind", sorted(PAPERS))
@pytest.mark.parametrize("locales", [("fr",), ("fr", "en")])
def test_a_paper_is_one_page_with_the_address_unbroken(pool: Pool, kind: Kind, locales: tuple[str, ...]) -> None:
    pdf = pool.render(paper(kind, *locales))
    assert len(open_pdf(pdf).pages) == 1
    assert len(pdf) < 300_000
    assert SENDER in text_of(pdf)
    assert ("Look in your spam folder" in " ".join(text_of(pdf).split())) == ("en" in locales)


@pytest.mark.parametrize("kind", sorted(PAPERS))
def test_the_longest_values_stay_on_one_page(pool: Pool, kind: Kind) -> None:
    document = paper(
        kind, "fr", "en", sender_address=LONGEST_SENDER, name="N" * 20 + " de la Maison des associations", contact_line="C" * 120
    )
    pdf = pool.render(document)
    assert len(open_pdf(pdf).pages) == 1
    assert LONGEST_SENDER in "".join(text_of(pdf).split())


@pytest.mark.parametrize("kind", sorted(PAPERS))
def test_a_telephone_reads_the_code(pool: Pool, kind: Kind, tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(pool.render(paper(kind, "fr", "en")))
    subprocess.run(["pdftoppm", "-r", "100", "-png", "-singlefile", str(file), str(tmp_path / "paper")], check=True)
    found = {code.text for code in zxingcpp.read_barcodes(Image.open(tmp_path / "paper.png"))}
    # The poster has one code; of the two signs, each leads to the sheets in its own language.
    assert found == ({URLS["fr"]} if kind is Kind.POSTER else set(URLS.values()))


def test_nothing_is_printed_with_an_unverified_address() -> None:
    with pytest.raises(DraftError):
        paper(Kind.POSTER, "fr", is_draft=True)


def test_a_hostile_name_stays_text() -> None:
    document = paper(Kind.POSTER, "fr", name="A <b>B</b> </style> {{ 7*7 }}")
    assert "<b>B" not in document.html
    assert "49" not in document.html
    assert "{{ 7*7 }}" not in document.stylesheet


def test_the_address_is_as_large_as_its_length_allows() -> None:
    measure = FORMATS[Kind.POSTER]
    assert address_size("a@b.fr", measure) == measure.largest
    assert measure.smallest < address_size("a" * 30 + "@example.example", measure) < measure.largest
    assert address_size(LONGEST_SENDER, measure) == measure.smallest


def test_a_poster_says_in_each_language_whom_to_ask_and_once_where_that_is_the_same() -> None:
    both = {"fr": announcement(), "en": announcement(contact="Reception: 01 99 00 12 34")}
    texts = find_paper_texts(real_library(), both, Kind.POSTER)
    html = make_paper(Kind.POSTER, texts, make_branding(), list(URLS.values())).html
    assert html.count("Reception: 01 99 00 12 34") == 1
    assert html.count("01 99 00 12 34") == 2
    same = find_paper_texts(real_library(), dict.fromkeys(URLS, announcement()), Kind.POSTER)
    assert make_paper(Kind.POSTER, same, make_branding(), list(URLS.values())).html.count("01 99 00 12 34") == 1


def test_a_file_is_named_for_its_kind_and_languages() -> None:
    texts = find_paper_texts(real_library(), dict.fromkeys(URLS, announcement()), Kind.POSTER)
    assert paper_name(Kind.POSTER, texts) == "poster-fr-en.pdf"
