"""What is printed for a family: a letter, a slip for the next visit, a form to sign. In the family's language, with square and digits.

None of them names the family: whoever finds a paper learns which organisation asks, and no more.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from helpcenter.config import PACKAGE
from helpcenter.consent.notices import ShownNotice
from helpcenter.handover.handed import Handed
from helpcenter.i18n.locales import DEFAULT_LOCALE, FAMILY_LOCALES, LOCALES, get_locale
from helpcenter.i18n.templating import make_environment
from helpcenter.organisations.colours import colour_rule
from helpcenter.organisations.shown_branding import ShownBranding
from helpcenter.pdf.document import PdfDocument
from helpcenter.web.qr import qr_picture

LOGO = "logo.png"
QR = "qr.svg"
# Enough to tell two notices apart on paper; the whole hash stands in the evidence.
SHORT_HASH = 12


class PaperKind(StrEnum):
    """What is printed."""

    LETTER = "letter"
    """A page for an envelope with a window."""
    SLIP = "slip"
    """A third of a page, to cut off and hand over."""
    FORM = "form"
    """The whole notice with boxes to tick and a place to sign, and a strip that the person keeps."""


@dataclass(frozen=True)
class Paper:
    """Everything that a paper shows."""

    kind: PaperKind
    handed: Handed
    branding: ShownBranding
    notice: ShownNotice
    made_on: date


def make_paper(paper: Paper) -> PdfDocument:
    """The document to print."""
    locale = get_locale(paper.handed.locale or DEFAULT_LOCALE)
    # The printing process can reach no network and no folder: what a paper shows travels with it.
    pictures = {QR: qr_picture(paper.handed.url)}
    if paper.branding.logo:
        pictures[LOGO] = paper.branding.logo
    html = (
        make_environment(locale.code)
        .get_template(f"handover/family/{paper.kind.value}.html")
        .render(
            paper=paper,
            handed=paper.handed,
            branding=paper.branding,
            notice=paper.notice,
            has_logo=LOGO in pictures,
            seal=paper.notice.sha256[:SHORT_HASH],
            others=_other_languages(paper.handed.locale),
        )
    )
    return PdfDocument(html, _stylesheet(paper.branding.colour), pictures, _title(paper), locale.tag)


def paper_name(kind: PaperKind, locale: str | None) -> str:
    """The name of the file, such as letter-fr.pdf: nothing about a person."""
    return f"{kind.value}-{locale or DEFAULT_LOCALE}.pdf"


def _other_languages(locale: str | None) -> list[str]:
    """For a family whose language nobody knows: the names of those that its page speaks."""
    return [] if locale else [LOCALES[code].name for code in FAMILY_LOCALES if code != DEFAULT_LOCALE]


def _title(paper: Paper) -> str:
    return f"{paper.notice.title} – {paper.branding.name}"


def _stylesheet(colour: str) -> str:
    style = (PACKAGE / "static" / "css" / "handover-print.css").read_text(encoding="utf-8")
    return f"{style}\n{colour_rule(colour)}\n"
