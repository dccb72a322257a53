"""Two addresses side by side, with what differs marked: a clerk must see one letter among forty."""

from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True)
class Piece:
    """A stretch of an address."""

    text: str
    is_different: bool


@dataclass(frozen=True)
class Difference:
    """The address that was written, and the one that the person names."""

    before: tuple[Piece, ...]
    after: tuple[Piece, ...]

    @property
    def lost(self) -> str:
        """What only the first address holds, for those who hear the page."""
        return _marked(self.before)

    @property
    def gained(self) -> str:
        """What only the second address holds."""
        return _marked(self.after)


def mark_difference(before: str, after: str) -> Difference:
    """What is equal and what differs; letters are compared, case included, for a clerk types what stands there."""
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    first = [Piece(before[start:end], kind != "equal") for kind, start, end, _from, _to in steps if end > start]
    second = [Piece(after[start:end], kind != "equal") for kind, _from, _to, start, end in steps if end > start]
    return Difference(tuple(first), tuple(second))


def _marked(pieces: tuple[Piece, ...]) -> str:
    return ", ".join(piece.text for piece in pieces if piece.is_different)
