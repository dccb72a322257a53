"""The languages of the product and how each is written."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Locale:
    """One language: `code` as in files (pt_BR), `tag` as in HTML (pt-BR), its own name, its direction."""

    code: str
    tag: str
    name: str
    direction: str = "ltr"


LOCALES = {
    locale.code: locale
    for locale in (
        Locale("fr", "fr", "Français"),
        Locale("en", "en", "English"),
        Locale("es", "es", "Español"),
        Locale("pt", "pt", "Português"),
        Locale("de", "de", "Deutsch"),
        Locale("it", "it", "Italiano"),
        Locale("tr", "tr", "Türkçe"),
        Locale("ar", "ar", "العربية", "rtl"),
    )
}
DEFAULT_LOCALE = "fr"
# Languages in which every page exists.
INTERFACE_LOCALES = ("fr", "en")
# Languages of what families read: tutorials, consent, their own pages.
FAMILY_LOCALES = tuple(LOCALES)


def interface_locale(code: str) -> str:
    """The language in which a page that is not for families is shown to a reader of this language: their own, else French."""
    return code if code in INTERFACE_LOCALES else DEFAULT_LOCALE


def get_locale(code: str) -> Locale:
    """The locale of this code; KeyError for one that the product does not know."""
    return LOCALES[code]


def choose_locale(wanted: Iterable[str], offered: Iterable[str] = INTERFACE_LOCALES) -> str:
    """The first wanted language that is offered, compared without region; French when none is."""
    known = set(offered)
    for tag in wanted:
        code = tag.replace("-", "_").split("_")[0].lower()
        if code in known:
            return code
    return DEFAULT_LOCALE
