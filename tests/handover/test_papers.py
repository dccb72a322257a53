"""Letter, slip and form: one page, in the family's language, with square, code and digits, and nobody's name."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from helpcenter.config import Settings
from helpcenter.consent.notices import TYPICAL, NoticeBook
from helpcenter.handover.handed import Handed
from helpcenter.handover.papers import Paper, PaperKind, make_paper
from helpcenter.handover.scans import check_scan
from helpcenter.i18n.locales import FAMILY_LOCALES
from helpcenter.organisations.shown_branding import ShownBranding
from helpcenter.pdf.pool import shared_pool

NAME = "Maison des jeunes et de la culture de Saint-Étienne-lès-Forêts – service enfance"
CODE, DIGITS = "7K2M9QXD4TRW0PZ5", "4821"


def paper_of(kind: PaperKind, locale: str | None) -> Paper:
    handed = Handed(CODE, DIGITS, "https://aide.example.org", date(2026, 12, 23), locale)
    notice = NoticeBook(Settings().content).show(locale or "fr", {**TYPICAL, "organisation": NAME})
    branding = ShownBranding(NAME, "ani@ani.example", contact_line="Accueil : 01 99 00 12 34, du lundi au vendredi")
    return Paper(kind, handed, branding, notice, date(2026, 11, 23))


@pytest.mark.parametrize("locale", [*FAMILY_LOCALES, None])
@pytest.mark.parametrize("kind", PaperKind)
def test_a_paper_says_how_to_answer_and_how_to_check_it(kind: PaperKind, locale: str | None) -> None:
    document = make_paper(paper_of(kind, locale))
    assert document.html.count("7K2M-9QXD-4TRW-0PZ5") == 1
    assert f">{DIGITS}<" in document.html
    assert "aide.example.org/c" in document.html
    assert CODE not in document.title
    assert "qr.svg" in document.pictures
    assert document.language == (locale or "fr")


# The longest language, the one that runs the other way, and the unknown one with all names.
@pytest.mark.parametrize("locale", ["de", "ar", None])
@pytest.mark.parametrize("kind", PaperKind)
def test_a_paper_is_one_page_and_its_code_can_be_read(kind: PaperKind, locale: str | None) -> None:
    pages = PdfReader(BytesIO(shared_pool(True).render(make_paper(paper_of(kind, locale))))).pages
    assert len(pages) == 1
    text = pages[0].extract_text()
    assert "7K2M-9QXD-4TRW-0PZ5" in text
    # The digits stand apart, to be read one by one.
    assert DIGITS in text.replace(" ", "")


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"%PDF-1.4", "application/pdf"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\x00\x00\x00\x18ftypheic", "image/heic"),
    ],
)
def test_what_a_file_is_its_first_bytes_say(data: bytes, media_type: str) -> None:
    assert check_scan(data) == media_type
