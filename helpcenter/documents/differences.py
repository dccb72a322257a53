"""What differs between two texts: line by line, and within a changed line word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# Unchanged lines shown around a change.
AROUND = 2
WORD = re.compile(r"\w+|\s+|[^\w\s]")
# Two lines that share less than this are shown as one gone and one new, not as one changed.
ALIKE = 0.4
# Comparing words grows with the square of their number.
LONGEST_LINE = 4000


class Kind(StrEnum):
    """What happened to a line or to a piece of it."""

    SAME = "same"
    """It stands in both texts."""
    ADDED = "added"
    """Only the new text has it."""
    REMOVED = "removed"
    """Only the old text has it."""


@dataclass(frozen=True)
class Piece:
    """Some words of a line."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Line:
    """A line as it stands in the text that has it; `number` counts from 1 there."""

    kind: Kind
    number: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Hunk:
    """Changed lines with some unchanged ones around them; `skipped` lines stand unchanged before it."""

    lines: tuple[Line, ...]
    skipped: int = 0


def compare(old: str, new: str) -> tuple[Hunk, ...]:
    """The changes that lead from one text to the other; empty when they are the same."""
    before, after = old.splitlines(), new.splitlines()
    hunks: list[Hunk] = []
    reached = 0
    # autojunk would take a line that comes often, such as a blank one, for noise.
    for group in SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(AROUND):
        first, last = group[0][3], group[-1][4]
        if any(tag != "equal" for tag, *_place in group):
            lines = tuple(line for code in group for line in _lines(before, after, code))
            hunks.append(Hunk(lines, first - reached))
            reached = last
    return tuple(hunks)


def _lines(before: Sequence[str], after: Sequence[str], code: tuple[str, int, int, int, int]) -> Iterator[Line]:
    tag, old_start, old_end, new_start, new_end = code
    if tag == "equal":
        for number in range(new_start, new_end):
            yield Line(Kind.SAME, number + 1, (Piece(Kind.SAME, after[number]),))
        return
    changed = zip(range(old_start, old_end), range(new_start, new_end), strict=False)
    pairs = {old: _words(before[old], after[new]) for old, new in changed}
    for number in range(old_start, old_end):
        removed = pairs[number][0] if number in pairs else (Piece(Kind.REMOVED, before[number]),)
        yield Line(Kind.REMOVED, number + 1, removed)
    for number in range(new_start, new_end):
        partner = old_start + number - new_start
        added = pairs[partner][1] if partner in pairs else (Piece(Kind.ADDED, after[number]),)
        yield Line(Kind.ADDED, number + 1, added)


def _words(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The pieces of the old and of the new line."""
    whole = (Piece(Kind.REMOVED, old),), (Piece(Kind.ADDED, new),)
    if max(len(old), len(new)) > LONGEST_LINE:
        return whole
    before, after = WORD.findall(old), WORD.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < ALIKE:
        return whole
    gone: list[Piece] = []
    come: list[Piece] = []
    for tag, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        is_same = tag == "equal"
        _add(gone, Kind.SAME if is_same else Kind.REMOVED, "".join(before[old_start:old_end]))
        _add(come, Kind.SAME if is_same else Kind.ADDED, "".join(after[new_start:new_end]))
    return tuple(gone), tuple(come)


def _add(pieces: list[Piece], kind: Kind, text: str) -> None:
    if text:
        pieces.append(Piece(kind, text))
