"""Brings two changes of the same text together, line by line, as diff3 does."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

Lines = Sequence[str]


@dataclass(frozen=True)
class Merged:
    """Both changes in one text; where both changed the same lines, `mine` stands and the place is counted."""

    text: str
    conflicts: int

    @property
    def is_clean(self) -> bool:
        """True when nobody's words had to give way."""
        return self.conflicts == 0


@dataclass(frozen=True)
class Stretch:
    """Lines that all three texts share: where they begin in each, and how many they are."""

    base: int
    mine: int
    theirs: int
    length: int


def merge(base: str, mine: str, theirs: str) -> Merged:
    """Take both changes of `base`."""
    texts = base.splitlines(keepends=True), mine.splitlines(keepends=True), theirs.splitlines(keepends=True)
    lines: list[str] = []
    conflicts = 0
    reached = Stretch(0, 0, 0, 0)
    for stretch in _shared(*texts):
        between = _between(texts, reached, stretch)
        lines += between or ()
        conflicts += between is None
        if between is None:
            lines += texts[1][reached.mine : stretch.mine]
        lines += texts[1][stretch.mine : stretch.mine + stretch.length]
        reached = Stretch(stretch.base + stretch.length, stretch.mine + stretch.length, stretch.theirs + stretch.length, 0)
    return Merged("".join(lines), conflicts)


def _between(texts: tuple[Lines, Lines, Lines], start: Stretch, end: Stretch) -> Lines | None:
    """What stands between two shared stretches; None when both sides changed it, each in its own way."""
    base = texts[0][start.base : end.base]
    mine = texts[1][start.mine : end.mine]
    theirs = texts[2][start.theirs : end.theirs]
    if mine == theirs or theirs == base:
        return mine
    return theirs if mine == base else None


def _shared(base: Lines, mine: Lines, theirs: Lines) -> Iterator[Stretch]:
    """The stretches of `base` that both changed texts still hold, in order, and the end of all three."""
    # As in differences.py, no line is noise.
    ours = SequenceMatcher(None, base, mine, autojunk=False).get_matching_blocks()
    others = SequenceMatcher(None, base, theirs, autojunk=False).get_matching_blocks()
    first = second = 0
    while first < len(ours) and second < len(others):
        one, two = ours[first], others[second]
        start, end = max(one.a, two.a), min(one.a + one.size, two.a + two.size)
        if start < end:
            yield Stretch(start, one.b + start - one.a, two.b + start - two.a, end - start)
        if one.a + one.size < two.a + two.size:
            first += 1
        else:
            second += 1
    yield Stretch(len(base), len(mine), len(theirs), 0)
