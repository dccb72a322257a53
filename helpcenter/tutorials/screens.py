"""Languages of a mail client's screens: many more than the product's own, and named in the reader's language."""

from dataclasses import dataclass

from babel import Locale as Cldr

from helpcenter.i18n.locales import DEFAULT_LOCALE


@dataclass(frozen=True)
class ScreenLanguage:
    """The language in which a mail client shows its buttons."""

    code: str
    tag: str
    name: str
    direction: str


def screen_language(code: str, text_locale: str) -> ScreenLanguage:
    """The language of this code, named in the text's language."""
    cldr = Cldr.parse(code)
    name = cldr.get_display_name(text_locale) or code
    return ScreenLanguage(code, code.replace("_", "-"), name, cldr.text_direction)


def choose_screen(wanted: str | None, text_locale: str, known: tuple[str, ...]) -> str:
    """The wanted screen locale when its labels are known, else the text's own, else French, else any; the text's without labels."""
    offered = (wanted, text_locale, DEFAULT_LOCALE, *known)
    return next((code for code in offered if code in known), text_locale)
