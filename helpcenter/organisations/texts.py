"""Short texts that organisations write about themselves: plain, one line, nothing invisible in them."""

import re
import unicodedata

# Two format characters that Persian and Indian scripts need inside words.
JOINERS = {"\u200c", "\u200d"}
EMPTY_LINES = re.compile(r"\n{3,}")


def clean_line(text: str) -> str:
    """The text in its composed form, without line breaks, control characters and those that turn its direction."""
    composed = unicodedata.normalize("NFC", text)
    return " ".join("".join(map(_visible, composed)).split())


def clean_text(text: str) -> str:
    """The same for a text of several lines: its line breaks stay, at most one empty line between paragraphs."""
    lines = [clean_line(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Cc", "Zl", "Zp"}:
        return " "
    # Signs that turn the text round, that each device draws as it likes, or half a letter, which cannot be stored.
    return "" if category in {"Cf", "Co", "Cs"} and character not in JOINERS else character


# Letters that no normal form takes apart, as people write them where these are missing: "Cœur de ville" is no "c-ur-de-ville".
SPELLED_OUT = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "ı": "i"})


def make_slug(name: str, longest: int) -> str:
    """A name for addresses, made from a title: small letters, digits and hyphens."""
    letters = [each for each in unicodedata.normalize("NFKD", name.translate(SPELLED_OUT)) if not unicodedata.combining(each)]
    words = "".join(each if each.isalnum() and each.isascii() else " " for each in letters).lower().split()
    # The cut may fall right behind a word, and a hyphen at the end is no short name.
    return "-".join(words)[:longest].rstrip("-")
