"""The letters of a text message: GSM-7 fits 160 into one segment; one letter outside it leaves room for 70 only.

Latin letters can be folded into GSM-7; another script, such as Arabic, can not: its text messages keep their letters (UCS-2).
"""

import unicodedata
from dataclasses import dataclass

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
# These take two places each.
EXTENDED = frozenset("^{}\\[~]|€")
REPLACED = str.maketrans(
    {"’": "'", "‘": "'", "«": '"', "»": '"', "„": '"', "“": '"', "”": '"', "ı": "i", "–": "-", "—": "-", "…": "...", "œ": "oe", "Œ": "OE"}
)
# From 3GPP TS 23.038 and 23.040: in several parts, each spends seven places on saying which part it is.
ONE_SEGMENT = 160
PER_SEGMENT = 153
# The same outside GSM-7, where a letter takes two bytes.
ONE_WIDE_SEGMENT = 70
PER_WIDE_SEGMENT = 67


def to_gsm(text: str) -> str:
    """The text in GSM-7 letters: what is missing there loses its accent, or is left out."""
    folded = (letter if _is_gsm(letter) else _without_accent(letter) for letter in text.translate(REPLACED))
    return "".join(folded)


def is_gsm(text: str) -> bool:
    """True when every letter is a GSM-7 letter."""
    return all(map(_is_gsm, text))


def has_gsm_form(text: str) -> bool:
    """True when folding into GSM-7 loses accents at most, never a letter."""
    return all(to_gsm(letter) for letter in text if letter.isalpha())


def count_places(text: str) -> int:
    """How many of the 160 places a GSM-7 text takes."""
    return len(text) + sum(letter in EXTENDED for letter in text)


def count_segments(text: str) -> int:
    """How many messages a text is sent as."""
    is_narrow = is_gsm(text)
    one, each = (ONE_SEGMENT, PER_SEGMENT) if is_narrow else (ONE_WIDE_SEGMENT, PER_WIDE_SEGMENT)
    sizes = [count_places(letter) if is_narrow else _units(letter) for letter in text]
    if sum(sizes) <= one:
        return 1
    segments, used = 1, 0
    for size in sizes:
        # A letter of two places is not cut: it leaves the last place of a segment empty.
        if used + size > each:
            segments, used = segments + 1, 0
        used += size
    return segments


@dataclass(frozen=True)
class TextMessage:
    """A text as a telephone gets it: `places` of the `capacity` of one segment, in so many `segments`."""

    text: str
    places: int
    capacity: int
    segments: int


def make_message(text: str) -> TextMessage:
    """The text in GSM-7 letters when its script can be written with them, else as it is."""
    if has_gsm_form(text):
        folded = to_gsm(text)
        return TextMessage(folded, count_places(folded), ONE_SEGMENT, count_segments(folded))
    return TextMessage(text, _units(text), ONE_WIDE_SEGMENT, count_segments(text))


def _units(text: str) -> int:
    # Outside GSM-7 a letter is one UTF-16 unit, a rare one two.
    return len(text.encode("utf-16-be")) // 2


def _is_gsm(letter: str) -> bool:
    return letter in BASIC or letter in EXTENDED


def _without_accent(letter: str) -> str:
    if letter.isspace():
        return " "
    return "".join(part for part in unicodedata.normalize("NFKD", letter) if _is_gsm(part))
