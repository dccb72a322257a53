"""The text that staff paste into the provider's ticket, in French and in English."""

from helpcenter.batches.dossier import DossierContent
from helpcenter.i18n.locales import INTERFACE_LOCALES
from helpcenter.i18n.templating import make_environment


def covering_texts(content: DossierContent, vendor: str) -> dict[str, str]:
    """The text in every language of the interface."""
    return {locale: render_covering(content, vendor, locale) for locale in INTERFACE_LOCALES}


def render_covering(content: DossierContent, vendor: str, locale: str) -> str:
    """The text in one language: a plain text, so nothing in it is escaped."""
    template = make_environment(locale).get_template("batches/covering.txt")
    return template.render(content=content, vendor=vendor).strip() + "\n"
