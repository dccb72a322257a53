"""Sheets on paper, opened and read."""

import io
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import zxingcpp
from PIL import Image

from helpcenter.organisations.logos import clean_logo
from helpcenter.pdf.document import PdfDocument
from helpcenter.pdf.pool import Pool
from helpcenter.tutorials.customisation import Customisation
from helpcenter.tutorials.options import SheetOptions, Size
from helpcenter.tutorials.printing import QR, STUCK_QR, DraftError, make_document, stylesheet
from helpcenter.tutorials.shape import WORDS_LENGTH, WORDS_LINES
from helpcenter.tutorials.sheet import make_sheet
from tests.organisations.pictures import make_picture
from tests.pdf.reading import elements, font_file, fonts, open_pdf, tags, text_of
from tests.tutorials.samples import LONGEST_SENDER, SENDER, make_branding, real_sheet, real_tutorials

PUBLIC = "https://aide.example"
IDS = (*real_tutorials().written_ids(), "sfr-web-generic", "outlook-mobile-android-ios-generic")
# One of each length, and those with most words.
CROWDED = (
    "gmail-web-filter",
    "gmail-web-not-spam",
    "outlook-web-safe-sender",
    "outlook-web-from-message",
    "outlook-classic-windows-safe-sender",
    "gmail-web-filter-from-file",
    "gmail-android-ios-not-spam",
    "generic",
)
LONG_NAME = "Association intercommunale pour l'animation sociale et culturelle des Trois Vallées"[:80]
LONG_CONTACT = "Accueil du centre, 12 place de la République, 01 99 00 12 34, lundi au vendredi, 8 h 30 à 12 h et 14 h à 18 h"
HOSTILE = "Maison <b>A</b> {{ 7*7 }} \"B\" & 'C' ]]> </style>"
LOGO = clean_logo(make_picture()).data


def document(tutorial_id: str = "gmail-web-filter", locale: str = "fr", screen: str | None = None, **branding: Any) -> PdfDocument:
    return make_document(real_sheet(tutorial_id, locale, screen, **branding), PUBLIC)


@pytest.mark.parametrize("locale", ["fr", "en"])
@pytest.mark.parametrize("tutorial_id", IDS)
def test_a_sheet_has_two_pages_at_most_with_every_step_and_the_address(pool: Pool, tutorial_id: str, locale: str) -> None:
    sheet = real_sheet(tutorial_id, locale, logo=LOGO, logo_hash="x")
    pdf = pool.render(make_document(sheet, PUBLIC))
    text = text_of(pdf)
    assert len(open_pdf(pdf).pages) <= 2
    assert SENDER in text
    assert sheet.branding.name in text
    count = len(sheet.steps)
    wanted = "Étape {} sur {}" if locale == "fr" else "Step {} of {}"
    assert all(wanted.format(number, count) in text for number in range(1, count + 1))
    assert all(label in text for label in sheet.does + sheet.limits + sheet.may_still_block if "\u00a0" not in label)


@pytest.mark.parametrize("tutorial_id", CROWDED)
@pytest.mark.parametrize(
    "branding",
    [
        {"name": LONG_NAME, "contact_line": LONG_CONTACT, "logo": LOGO, "logo_hash": "x"},
        {"name": LONG_NAME, "sender_address": LONGEST_SENDER, "contact_line": LONG_CONTACT},
        {"name": "W" * 80, "sender_address": f"{'w' * 40}@{'m' * 40}.example", "contact_line": "W" * 160},
    ],
    ids=["long name", "longest address", "no blanks"],
)
def test_the_longest_words_stay_on_two_pages(pool: Pool, tutorial_id: str, branding: dict[str, Any]) -> None:
    assert len(open_pdf(pool.render(document(tutorial_id, **branding))).pages) <= 2


@pytest.mark.parametrize(
    ("tutorial_id", "locale", "second"),
    [
        ("gmail-android-ios-contact", "fr", None),
        ("gmail-web-promotions", "de", None),
        ("gmail-web-filter", "de", None),
        ("free-zimbra-web-not-spam", "tr", None),
        ("outlook-web-safe-sender", "de", "fr"),
        ("orange-web-green-list", "es", "fr"),
    ],
)
def test_an_organisations_own_words_leave_the_sheet_on_two_pages(pool: Pool, tutorial_id: str, locale: str, second: str | None) -> None:
    tutorials = real_tutorials()
    tutorial = tutorials.find(tutorial_id, locale)
    assert tutorial
    # All that may be written, on as many lines as may be.
    line = ("Bonjour à tous " * 20)[: WORDS_LENGTH // WORDS_LINES - 1]
    words = {locale: "\n".join([line] * WORDS_LINES)}
    custom = Customisation(intro=words, closing=words)
    sheet = make_sheet(tutorials, tutorial, make_branding(logo=LOGO, logo_hash="x"), SheetOptions(second=second), custom)
    assert len(open_pdf(pool.render(make_document(sheet, PUBLIC))).pages) <= 2


@pytest.mark.parametrize(("tutorial_id", "locale", "second"), [("generic", "de", "ar"), ("gmail-web-filter", "de", None)])
@pytest.mark.parametrize("address", [LONGEST_SENDER, f"{'w' * 40}@{'m' * 40}.example"], ids=["longest", "widest"])
def test_what_nobody_expects_stays_on_two_pages(pool: Pool, tutorial_id: str, locale: str, second: str | None, address: str) -> None:
    tutorials = real_tutorials()
    tutorial = tutorials.find(tutorial_id, locale)
    assert tutorial
    branding = make_branding(name="W" * 80, sender_address=address, contact_line="W" * 160, logo=LOGO, logo_hash="x")
    pdf = pool.render(make_document(make_sheet(tutorials, tutorial, branding, SheetOptions(second=second)), PUBLIC))
    assert len(open_pdf(pdf).pages) <= 2


def test_large_letters_take_the_pages_that_they_need() -> None:
    tutorials = real_tutorials()
    tutorial = tutorials.find("gmail-web-filter", "fr")
    assert tutorial
    large = make_sheet(tutorials, tutorial, make_branding(), SheetOptions(size=Size.LARGE))
    assert make_document(large, PUBLIC).tighter == ()


def test_every_screen_language_can_be_printed(pool: Pool) -> None:
    for screen in ("es", "pt_BR", "de", "it", "tr", "ar"):
        pdf = pool.render(document(screen=screen))
        assert len(open_pdf(pdf).pages) <= 2


def test_the_honest_lines_stand_on_the_sheet(pool: Pool) -> None:
    english = text_of(pool.render(document("gmail-web-not-spam", "en")))
    assert "labels seen in published sources on 23 November 2026, not yet checked on a screen" in english
    assert "* This name was found in no source: the name may differ on your screen." in english
    assert "We never ask for your password." in english
    assert "“Report not spam”*" in english
    french = text_of(pool.render(document()))
    assert "23 novembre 2026" in french
    assert "pas encore vérifiés sur un écran" in french
    assert "le nom peut être différent" not in french


def test_it_is_built_as_pdf_ua(pool: Pool) -> None:
    pdf = open_pdf(pool.render(document()))
    root = pdf.Root
    assert str(root.Lang) == "fr"
    assert bool(root.MarkInfo.Marked)
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "Gmail\u00a0: recevoir nos mails – Centre social Les Tilleuls"
    found = tags(pdf)
    levels = [int(tag[1]) for tag in found if tag in {"H1", "H2", "H3"}]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert found.count("Figure") == 11
    assert all(str(figure.Alt) for figure in elements(pdf) if str(figure.S) == "/Figure")
    assert found.count("L") >= 1


def test_all_fonts_are_embedded_and_can_be_searched(pool: Pool) -> None:
    pdf = open_pdf(pool.render(document(screen="ar")))
    found = fonts(pdf)
    assert found
    assert all(font_file(font) is not None and "/ToUnicode" in font for font in found)


def test_the_qr_code_leads_to_the_page_for_phones(pool: Pool, tmp_path: Path) -> None:
    file = tmp_path / "sheet.pdf"
    file.write_bytes(pool.render(document(screen="de")))
    command = ["pdftoppm", "-r", "150", "-f", "1", "-l", "1", "-gray", "-png", str(file), str(tmp_path / "page")]
    subprocess.run(command, check=True)
    (picture,) = tmp_path.glob("page*.png")
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture.read_bytes())))
    assert code.text == f"{PUBLIC}/fr/o/tilleuls/gmail-web-filter?screen=de"
    corners = code.position
    millimetres = (corners.top_right.x - corners.top_left.x) / 150 * 25.4
    assert millimetres >= 25


def test_organisations_words_are_words(pool: Pool) -> None:
    made = document(name=HOSTILE, contact_line=HOSTILE)
    assert "<b>A</b>" not in made.html
    assert HOSTILE in text_of(pool.render(made))


def test_a_hostile_colour_never_reaches_the_stylesheet() -> None:
    with pytest.raises(ValueError, match="red"):
        stylesheet("red } @import url(//evil.example)")


def test_a_draft_is_not_printed() -> None:
    with pytest.raises(DraftError):
        document(is_draft=True)


def test_the_same_sheet_is_the_same_document() -> None:
    assert document().key() == document().key()
    assert document().key() != document(colour="#8a2f4f").key()
    assert set(document().pictures) == {QR, STUCK_QR, *(f"step-{number}.svg" for number in range(1, 10))}


def test_the_printer_is_not_loaded_by_this_room() -> None:
    code = "import sys, helpcenter.tutorials.printing, helpcenter.tutorials.routes; assert 'weasyprint' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_links_are_annotations_that_lead_to_the_site(pool: Pool) -> None:
    pdf = open_pdf(pool.render(document()))
    links = {str(note.A.URI) for page in pdf.pages for note in page.get("/Annots", pikepdf.Array()) if "/A" in note}
    assert links == {
        f"{PUBLIC}/fr/o/tilleuls/gmail-web-filter",
        f"{PUBLIC}/fr/o/tilleuls/gmail-web-not-spam",
        f"{PUBLIC}/fr/o/tilleuls/gmail-web-filter/stuck",
    }
