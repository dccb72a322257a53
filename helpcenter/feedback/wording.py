"""The words of a search as they may be kept: folded, and without what could name a person.

Names cannot be recognised; that is why staff see words only after three different days (see missing.py).
"""

import re
import unicodedata

WORDS_LENGTH = 100
# Longer texts are no searches; nothing is learnt from them, and cutting first bounds the work.
LONGEST_QUERY = 300
ADDRESS = re.compile(r"[^\s@]*\s?@\s?[^\s@]*")
# How people hide an address from robots, or dictate it.
SPOKEN_ADDRESS = re.compile(r"\S+\s?(?:[(\[{]\s?(?:at|à|a|arobase)\s?[)\]}]|\s(?:at|arobase)\s)\s?\S+")
DATE = re.compile(r"\b\d{1,2}([/-])\d{1,2}\1\d{2,4}\b")
LINK = re.compile(r"(?:https?:|www\.)\S*|\S*/c/\S*")
# Sixteen letters and digits, perhaps in groups of four: with a digit among them, a consent code as people type it.
CODE = re.compile(r"\b[^\W_]{4}(?:[\s._-]?[^\W_]{4}){3,}\b")
# Seven digits and more behind a + or a 0 are a telephone number, whatever stands between. Several groups of digits are accounts, cards,
# persons, days of birth; in codes such as 5.1.1 the groups have one digit each.
NUMBER = re.compile(
    r"(?<![\w.])(?:\+\s?\d|\(?0)(?:[\s./()·•,;:*–—−‑_-]{0,3}\d){6,}|\b\w{0,2}?\d+(?:[\s./·•,;*–—−‑_-]{1,3}\d{2,}){2,}(?![^\W_])"
)
# 550, 2026 and 90 say something about mails; five digits in a row rather about somebody.
DIGITS = re.compile(r"\S*\d{5,}\S*")
PERSONAL = (LINK, ADDRESS, SPOKEN_ADDRESS, NUMBER, DATE, DIGITS)


def normalise(query: str) -> str:
    """The query in small letters with single blanks, without addresses, links, codes, numbers; empty when nothing is left."""
    text = "".join(map(_visible, unicodedata.normalize("NFKC", query[:LONGEST_QUERY]))).lower()
    for pattern in PERSONAL:
        text = pattern.sub(" ", text)
    text = CODE.sub(_drop_code, text)
    # What is cut off or taken out may leave marks that mean nothing alone.
    return " ".join(text.split())[:WORDS_LENGTH].strip(" .,;:-_/()\"'«»")


def _drop_code(match: re.Match[str]) -> str:
    return " " if any(map(str.isdigit, match[0])) else match[0]


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category[0] == "Z" or category == "Cc":
        return " "
    # Invisible characters could hide a number from the patterns.
    return "" if category[0] == "C" else character
