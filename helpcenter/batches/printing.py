"""The dossier on paper: a document for the PDF room, complete in itself."""

from helpcenter.batches.dossier import DossierContent
from helpcenter.batches.paper_words import on_paper
from helpcenter.config import PACKAGE
from helpcenter.i18n.catalogs import translations_of
from helpcenter.i18n.locales import INTERFACE_LOCALES, get_locale
from helpcenter.i18n.templating import make_environment
from helpcenter.pdf.document import PdfDocument

# They name addresses of families: retention takes them out of the cache, and they are printed anew when somebody asks.
DOSSIERS = "dossiers"
STYLESHEET = PACKAGE / "static" / "css" / "batches-paper.css"


def make_documents(content: DossierContent, vendor: str) -> dict[str, PdfDocument]:
    """The dossier in every language of the interface, by the name of its file."""
    return {f"dossier.{locale}.pdf": make_document(content, vendor, locale) for locale in INTERFACE_LOCALES}


def make_document(content: DossierContent, vendor: str, locale: str) -> PdfDocument:
    """The dossier in one language."""
    values = {"content": content, "vendor": vendor, "words": on_paper(translations_of(locale).gettext)}
    html = make_environment(locale).get_template("batches/dossier.html").render(values)
    style, title = STYLESHEET.read_text(encoding="utf-8"), f"{content.provider} {content.batch}"
    # The title is shown by browsers and kept in histories: the provider and a number, nobody's name.
    return PdfDocument(html, style, {}, title, get_locale(locale).tag, DOSSIERS)
