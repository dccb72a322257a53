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
    )
}
DEFAULT_LOCALE = "fr"
# Languages in which every page exists.
INTERFACE_LOCALES = ("fr", "en")


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
