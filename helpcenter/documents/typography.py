"""Blanks and apostrophes that French typography wants, so that authors type plain ones."""

import re

NARROW, WIDE = "\u202f", "\u00a0"
BEFORE_MARK = re.compile(r"(?<!\s) (?=[;!?]+(?:[\s»)]|$))")
BEFORE_COLON = re.compile(r"(?<!\s) (?=(?::(?:\s|$))|»|%|€)")
AFTER_QUOTE = re.compile(r"« ?(?!\s)")
APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")


def typeset(text: str, locale: str) -> str:
    """The text with unbreakable blanks before ; ! ? : » % and after «, and with curved apostrophes, in French only."""
    if locale != "fr":
        return text
    text = APOSTROPHE.sub("’", text)
    text = BEFORE_MARK.sub(NARROW, text)
    text = BEFORE_COLON.sub(WIDE, text)
    return AFTER_QUOTE.sub(f"«{WIDE}", text)
