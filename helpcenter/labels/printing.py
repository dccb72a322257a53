"""The check list on paper: a document for the PDF room, complete in itself."""

from datetime import date

from helpcenter.config import PACKAGE
from helpcenter.i18n.locales import get_locale
from helpcenter.i18n.templating import make_environment
from helpcenter.labels.check_list import CheckList
from helpcenter.labels.screens import screen_language
from helpcenter.pdf.document import PdfDocument

STYLESHEET = PACKAGE / "static" / "css" / "labels-paper.css"


def make_document(check_list: CheckList, locale: str, public_url: str, today: date) -> PdfDocument:
    """The list in this language of the interface, as paper that somebody takes to a screen."""
    screen = screen_language(check_list.locale, locale)
    values = {"found": check_list, "screen": screen, "page": f"{public_url}/staff/labels".partition("://")[2], "today": today}
    html = make_environment(locale).get_template("labels/paper.html").render(values)
    title = f"{check_list.client_name} ({screen.name})"
    return PdfDocument(html, STYLESHEET.read_text(encoding="utf-8"), {}, title, get_locale(locale).tag)
