"""The letters of a text message: GSM-7 fits 160 into one segment; one letter outside it leaves room for 70 only (3GPP TS 23.038)."""

import unicodedata
from dataclasses import dataclass

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
# These take two places each.
EXTENDED = frozenset("^{}\\[~]|€")
REPLACED = str.maketrans({"’": "'", "‘": "'", "«": '"', "»": '"', "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "œ": "oe", "Œ": "OE", "ı": "i"})
ONE_SEGMENT = 160
PER_SEGMENT = 153
# Of a text in another script, in UTF-16.
ONE_WIDE_SEGMENT = 70
PER_WIDE_SEGMENT = 67


def to_gsm(text: str) -> str:
    """The text in GSM-7 letters: what is missing there loses its accent, or is left out."""
    folded = (letter if _is_gsm(letter) else _without_accent(letter) for letter in text.translate(REPLACED))
    return "".join(folded)


def is_gsm(text: str) -> bool:
    """True when every letter is a GSM-7 letter."""
    return all(map(_is_gsm, text))


def count_places(text: str) -> int:
    """How many of the 160 places a GSM-7 text takes."""
    return len(text) + sum(letter in EXTENDED for letter in text)


def count_segments(text: str) -> int:
    """How many messages a GSM-7 text is sent as."""
    places = count_places(text)
    return 1 if places <= ONE_SEGMENT else -(-places // PER_SEGMENT)


@dataclass(frozen=True)
class TextMessage:
    """A text as a telephone gets it: `places` of the `capacity` of one segment, in so many `segments`."""

    text: str
    places: int
    capacity: int
    segments: int


def make_message(text: str) -> TextMessage:
    """The text in GSM-7 letters when its script can be written with them, else as it is."""
    folded = to_gsm(text)
    if _count_letters(folded) >= _count_letters(text):
        return TextMessage(folded, count_places(folded), ONE_SEGMENT, count_segments(folded))
    places = len(text.encode("utf-16-le")) // 2
    segments = 1 if places <= ONE_WIDE_SEGMENT else -(-places // PER_WIDE_SEGMENT)
    return TextMessage(text, places, ONE_WIDE_SEGMENT, segments)


def _count_letters(text: str) -> int:
    return sum(letter.isalpha() for letter in text)


def _is_gsm(letter: str) -> bool:
    return letter in BASIC or letter in EXTENDED


def _without_accent(letter: str) -> str:
    if letter.isspace():
        return " "
    return "".join(part for part in unicodedata.normalize("NFKD", letter) if _is_gsm(part))
