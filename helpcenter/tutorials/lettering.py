"""Makes a text fit into a box of a drawing: measures, wraps, shrinks, and as a last resort leaves out its middle."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# Advance widths of Noto Sans Bold in hundredths of the font's size: an upper bound for the fonts that pages meet.
WIDTHS = {
    25: " '",
    30: "!,-.:;ijl",
    35: "()J[]`",
    40: "/I\\_f{}",
    45: '"rt',
    50: "?csz",
    55: "$*+0123456789<=>EFLS^vy|~",
    60: "TYZaekox",
    65: "#BCKPRVXbdghnpqu",
    70: "AG",
    75: "&DHU",
    80: "NOQ",
    85: "w",
    90: "%@",
    95: "MW",
    100: "m",
}
WIDTH_OF = {letter: width / 100 for width, letters in WIDTHS.items() for letter in letters}
UNKNOWN_LETTER = 0.65
WIDE_LETTER = 1.0
LINE_HEIGHT = 1.25
STEP = 0.5
# Smaller letters than this share of the largest are worse than a further line.
LARGE_ENOUGH = 0.8
WORDS = re.compile(r"\s*\S+")
# An address may go on in the next line after a mark, or before its @.
ADDRESS_PIECES = re.compile(r"@?[^@._+-]*[._+-]*")


@dataclass(frozen=True)
class Lettering:
    """A text as it is drawn: its lines and the size of its letters."""

    lines: tuple[str, ...]
    size: float

    @property
    def line_height(self) -> float:
        """The distance from one baseline to the next."""
        return self.size * LINE_HEIGHT


@dataclass(frozen=True)
class Box:
    """The room for a text, and the sizes between which its letters may vary."""

    width: float
    height: float
    largest: float
    smallest: float


def width_of(text: str) -> float:
    """The width of a text in units of the font's size."""
    # Taken apart: an é is as wide as its e, and the table knows letters without accents.
    return sum(map(_letter_width, unicodedata.normalize("NFD", text)))


def _letter_width(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return WIDE_LETTER
    return WIDTH_OF.get(letter, UNKNOWN_LETTER)


def fit(text: str, box: Box, *, is_address: bool = False) -> Lettering:
    """The best lettering of this text inside the box: few lines, as long as the letters stay large."""
    pieces = [piece for piece in (ADDRESS_PIECES if is_address else WORDS).findall(text) if piece]
    found = [lettering for size in _sizes(box) if (lettering := _try_size(pieces, size, box))]
    large = [lettering for lettering in found if lettering.size >= box.largest * LARGE_ENOUGH]
    if found:
        return min(large or found, key=lambda lettering: (len(lettering.lines), -lettering.size))
    # Better a part of the words than letters that run over the frame of the drawing.
    return Lettering(tuple(_squeeze(text, box)), box.smallest)


def _sizes(box: Box) -> Iterator[float]:
    size = box.largest
    while size >= box.smallest:
        yield size
        size -= STEP


def _try_size(pieces: list[str], size: float, box: Box) -> Lettering | None:
    lines = _wrap(pieces, box.width / size)
    return Lettering(tuple(lines), size) if _has_room(lines, size, box) else None


def _has_room(lines: list[str], size: float, box: Box) -> bool:
    is_low = len(lines) * size * LINE_HEIGHT <= box.height
    return is_low and all(width_of(line) * size <= box.width for line in lines)


def _wrap(pieces: list[str], width: float) -> list[str]:
    """Fill lines with pieces; a piece that is too wide stands alone and stays too wide."""
    lines: list[str] = []
    for piece in pieces:
        if lines and width_of(lines[-1] + piece) <= width:
            lines[-1] += piece
        else:
            lines.append(piece.strip())
    return lines


def _squeeze(text: str, box: Box) -> list[str]:
    """Lines of the smallest letters, broken anywhere; what is still too much goes from the middle."""
    width = box.width / box.smallest
    room = max(1, int(box.height / (box.smallest * LINE_HEIGHT)))
    lines = _wrap(list(text), width)
    while len(lines) > room:
        text = _without_middle(text)
        lines = _wrap(list(text), width)
    return lines


def _without_middle(text: str) -> str:
    kept = text.replace("…", "")
    half = (len(kept) - 1) // 2
    return f"{kept[:half]}…{kept[len(kept) - half :]}"
