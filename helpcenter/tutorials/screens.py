"""Which language of the screen a sheet shows."""

from helpcenter.i18n.locales import INTERFACE_LOCALES
from helpcenter.labels.screens import ScreenLanguage, screen_language

__all__ = ["ScreenLanguage", "choose_screen", "screen_language"]


def choose_screen(wanted: str | None, text_locale: str, known: tuple[str, ...]) -> str:
    """The wanted screen locale when its labels are known, else the text's own, else French, English, any; the text's without labels."""
    offered = (wanted, text_locale, *INTERFACE_LOCALES, *known)
    return next((code for code in offered if code in known), text_locale)
