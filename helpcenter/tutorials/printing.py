"""Sheets on paper: a document for the PDF room, complete in itself."""

from helpcenter.config import PACKAGE
from helpcenter.i18n.catalogs import translations_of
from helpcenter.i18n.templating import make_environment
from helpcenter.organisations.colours import colour_rule
from helpcenter.pdf.document import PdfDocument
from helpcenter.tutorials.fullness import fullness_of
from helpcenter.tutorials.options import Size
from helpcenter.tutorials.places import SheetPlace, other_path, paper_query, sheet_path, stuck_path, stuck_query
from helpcenter.tutorials.sheet import Sheet
from helpcenter.web.qr import qr_picture

# In this order: paper overrules what it shares with the page.
STYLESHEETS = ("sheet.css", "sheet-print.css")
# For a sheet that would not keep to its pages all the same (fullness.py): small drawings and letters, then no drawings.
TIGHTER = ("sheet-tight.css", "sheet-tightest.css")
MOST_PAGES = 2
LOGO, QR, STUCK_QR = "logo.png", "qr.svg", "stuck.svg"


class DraftError(ValueError):
    """A draft is not printed: nobody has verified its sender address."""


def make_document(sheet: Sheet, public_url: str) -> PdfDocument:
    """The sheet as a document for paper; DraftError while its sender address waits for staff."""
    if sheet.branding.is_draft:
        raise DraftError(sheet.branding.sender_address)
    page = public_url + sheet_path(sheet.branding, sheet.id, sheet.locale.code) + paper_query(sheet)
    stuck = public_url + stuck_path(sheet) + stuck_query(sheet)
    pictures = {step.picture.name: step.picture.data for step in sheet.steps}
    pictures |= {QR: qr_picture(page), STUCK_QR: qr_picture(stuck)}
    if sheet.branding.logo:
        pictures[LOGO] = sheet.branding.logo
    place = SheetPlace(
        page=page,
        other=public_url + other_path(sheet),
        picture=lambda step: f"picture:{step.picture.name}",
        logo=f"picture:{LOGO}" if sheet.branding.logo else "",
        qr=f"picture:{QR}",
        stuck=stuck,
        stuck_qr=f"picture:{STUCK_QR}",
    )
    html = render(sheet, place, template="tutorials/paper.html", is_paper=True)
    title = f"{sheet.title} – {sheet.branding.name}"
    # Large letters take the pages that they need.
    tighter = () if sheet.size is Size.LARGE else tuple(map(_read_style, TIGHTER))
    return PdfDocument(
        html, stylesheet(sheet.branding.colour), pictures, title, sheet.locale.tag, sheet.branding.owner, MOST_PAGES, tighter
    )


def pdf_name(sheet: Sheet) -> str:
    """The name of the file that a reader saves, such as gmail-web-filter-fr.pdf or gmail-web-filter-tr-fr-large.pdf."""
    second = sheet.second.locale.code if sheet.second else ""
    return pdf_file_name(sheet.id, sheet.locale.code, second, is_large=sheet.size is Size.LARGE)


def pdf_file_name(tutorial_id: str, locale: str, second: str = "", *, is_large: bool = False) -> str:
    """The same, of a sheet that is not made yet."""
    return "-".join(filter(None, (tutorial_id, locale, second, Size.LARGE.value if is_large else ""))) + ".pdf"


def render(
    sheet: Sheet,
    place: SheetPlace,
    *,
    template: str = "tutorials/sheet.html",
    is_paper: bool = False,
    has_tools: bool = False,
    top: int = 1,
) -> str:
    """The sheet as HTML; `has_tools` adds what only works on a screen, `top` is the level of its title."""
    second = translations_of(sheet.second.locale.code).gettext if sheet.second else None
    shown = {"sheet": sheet, "second_words": second, "fullness": fullness_of(sheet).classes()}
    how = {"place": place, "is_paper": is_paper, "has_tools": has_tools, "top": top}
    return make_environment(sheet.locale.code).get_template(template).render(shown | how)


def stylesheet(colour: str) -> str:
    """The styles of a printed sheet in this colour."""
    return "\n".join([*map(_read_style, STYLESHEETS), colour_rule(colour)])


def _read_style(name: str) -> str:
    return (PACKAGE / "static" / "css" / name).read_text(encoding="utf-8")
