"""Takes a text apart into words as they are typed: small letters, apostrophes resolved, addresses and codes whole."""

import re
import unicodedata
from functools import lru_cache

# A number with points (5.1.1), or letters and digits with apostrophes inside; an address is looked for only where an @ stands.
# It begins where its letters begin, and nothing is given back: a long line without an address would else be read once for each letter.
PLAIN = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:'[^\W_]+)*")
WITH_ADDRESSES = re.compile(rf"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)+|{PLAIN.pattern}")
APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "´": "'", "\u00ad": None, "\u200b": None})
# What French writes before a vowel and an apostrophe; it says nothing of the subject.
ELISIONS = frozenset(["c", "d", "j", "l", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"])
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l"})
# Longer words are no words; they would only make the index large.
LONGEST = 40


def split_words(text: str, locale: str) -> list[str]:
    """The words of a text in order, with their accents."""
    plain = text.casefold()
    if not plain.isascii():
        plain = plain.translate(APOSTROPHES)
    if plain.isalnum():
        return [plain]
    words: list[str] = []
    for token in (WITH_ADDRESSES if "@" in plain else PLAIN).findall(plain):
        if token.isalnum():
            words.append(token)
        else:
            words += _parts(token, locale)
    return words


@lru_cache(maxsize=20_000)
def _parts(token: str, locale: str) -> tuple[str, ...]:
    if "@" in token:
        # An address is found whole, and by each of its words.
        return token, *re.findall(r"[^\W_]+", token)
    if "'" not in token:
        return (token,)
    first, _, rest = token.partition("'")
    if locale == "en":
        return _english(first, rest)
    rest_parts = _parts(rest, locale)
    return rest_parts if first in ELISIONS else (first, *rest_parts)


def _english(first: str, rest: str) -> tuple[str, ...]:
    # The possessive goes; "don't" and "we'll" stay one word, as those type it who leave the apostrophe out.
    return (first,) if rest == "s" else (first + rest.replace("'", ""),)


def fold(word: str) -> str:
    """The word without accents: é → e, œ → oe."""
    return word if word.isascii() else _fold(word)


@lru_cache(maxsize=50_000)
def _fold(word: str) -> str:
    parts = unicodedata.normalize("NFKD", word.translate(LIGATURES))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def is_code(word: str) -> bool:
    """True for what must be found as typed or not at all: a number, a code, an address."""
    return not word.isalpha()
