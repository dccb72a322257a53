"""The poster and the sign for the counter: documents for the PDF room, in one language or two, made to be read from afar."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from helpcenter.config import PACKAGE
from helpcenter.documents.library import Library
from helpcenter.i18n.templating import make_environment
from helpcenter.kit.paper_text import PaperText, take_apart
from helpcenter.kit.texts import SHELF, Announcement, Kind
from helpcenter.organisations.colours import colour_rule
from helpcenter.organisations.shown_branding import ShownBranding
from helpcenter.pdf.document import PdfDocument
from helpcenter.web.qr import qr_picture

LOGO = "logo.png"
POINTS_PER_MM = 72 / 25.4
# The mean width of a letter of an address in bold Noto Sans, in parts of the letters' size; measured, rounded up.
LETTER_WIDTH = 0.64


@dataclass(frozen=True)
class Format:
    """How wide the address may be on this paper (mm), and its letters (points)."""

    template: str
    address_width: float
    largest: float
    # Smaller letters than these are not read from afar: a longer address takes two lines.
    smallest: float


FORMATS: Mapping[Kind, Format] = {
    Kind.POSTER: Format("kit/poster.html", 166, 34, 15),
    Kind.COUNTER_SIGN: Format("kit/counter_sign.html", 166, 30, 14),
}


class DraftError(ValueError):
    """Nothing is printed with an address that nobody has verified."""


def find_paper_texts(library: Library, announcements: Mapping[str, Announcement], kind: Kind) -> tuple[PaperText, ...]:
    """The words of a poster or sign, in those of the languages announced in that have them."""
    pages = ((library.find(SHELF, kind.value, locale), announcement) for locale, announcement in announcements.items())
    return tuple(take_apart(page, announcement.values()) for page, announcement in pages if page)


def make_paper(kind: Kind, texts: Sequence[PaperText], branding: ShownBranding, sheets_urls: Sequence[str]) -> PdfDocument:
    """A poster or sign in the languages of `texts`, each with the address of its sheets; DraftError for an unverified address."""
    if branding.is_draft:
        raise DraftError(branding.sender_address)
    first, measure = texts[0], FORMATS[kind]
    size = address_size(branding.sender_address, measure)
    # One code for each language: each leads to the sheets in its own.
    pictures = {f"qr-{number}.svg": qr_picture(url) for number, url in enumerate(sheets_urls)}
    if branding.logo:
        pictures[LOGO] = branding.logo
    html = (
        make_environment(first.locale.code)
        .get_template(measure.template)
        .render(
            texts=texts,
            branding=branding,
            has_logo=LOGO in pictures,
            sheets_urls=sheets_urls,
            is_long=size <= measure.smallest,
        )
    )
    title = f"{first.headline} – {branding.name}"
    return PdfDocument(html, _stylesheet(branding.colour, size), pictures, title, first.locale.tag, branding.owner)


def address_size(address: str, measure: Format) -> float:
    """The size of letters (points) with which the address fits into one line, within the format's limits."""
    # As large as the address allows on one line (docs/decisions/0022).
    fitting = measure.address_width * POINTS_PER_MM / (len(address) * LETTER_WIDTH)
    return round(max(measure.smallest, min(measure.largest, fitting)), 1)


def paper_name(kind: Kind, texts: Sequence[PaperText]) -> str:
    """The name of the file, such as poster-fr-ar.pdf."""
    return "-".join([kind.value, *(text.locale.code for text in texts)]) + ".pdf"


def _stylesheet(colour: str, size: float) -> str:
    style = (PACKAGE / "static" / "css" / "kit-print.css").read_text(encoding="utf-8")
    return f"{style}\n{colour_rule(colour)}\n.kit-address {{ font-size: {size}pt; }}\n"
