"""Languages of a mail client's screens: many more than the product's own, and named in the reader's language."""

from dataclasses import dataclass

from babel import Locale as Cldr


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
    # Not every language has a name in every other: the code is better than nothing.
    name = cldr.get_display_name(text_locale) or code
    return ScreenLanguage(code, code.replace("_", "-"), name, cldr.text_direction)
