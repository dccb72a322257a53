"""What the explainer knows, laid out for people: by reason its codes and wordings, and which of them a text holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from helpcenter.bounces.judging import make_statement
from helpcenter.bounces.knowledge import Knowledge, Reason, Strength, Wording, read_knowledge
from helpcenter.bounces.phrases import fold
from helpcenter.bounces.provider_words import Vocabulary, read_vocabulary


@dataclass(frozen=True)
class Shelf:
    """A reason with all that leads to it."""

    reason: Reason
    wordings: tuple[Wording, ...]
    codes: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many rows lead here."""
        return len(self.wordings) + len(self.codes) + len(self.words)


@dataclass(frozen=True)
class Knowing:
    """Codes and wordings of reports, and the short words of the provider's lists."""

    knowledge: Knowledge
    vocabulary: Vocabulary


def read_knowing(folder: Path) -> Knowing:
    """Read all files; ContentError names each mistake."""
    knowledge = read_knowledge(folder)
    return Knowing(knowledge, read_vocabulary(folder, knowledge.reasons))


def lay_out(known: Knowing, part: str = "") -> list[Shelf]:
    """The reasons in the order of their file; with `part`, only what holds it."""
    wanted = fold(part)
    shelves = [_make_shelf(known, reason, wanted) for reason in known.knowledge.reasons.values()]
    return [shelf for shelf in shelves if shelf.count or not wanted]


def find_in_text(known: Knowing, text: str) -> list[Wording]:
    """The wordings that a text holds, in the order in which they are tried."""
    folded = make_statement(text).folded
    return [wording for wording in _wordings(known.knowledge) if wording.phrase.find(folded) >= 0]


def _make_shelf(known: Knowing, reason: Reason, part: str) -> Shelf:
    found = [wording for wording in _wordings(known.knowledge) if wording.reason == reason.key and part in wording.phrase.source]
    codes = [code for code, key in known.knowledge.codes.items() if key == reason.key and part in code]
    words = [word for word, (_place, meant) in known.vocabulary.reasons.items() if meant.key == reason.key and part in word]
    return Shelf(reason, tuple(found), tuple(codes), tuple(words))


def _wordings(knowledge: Knowledge) -> Sequence[Wording]:
    return [wording for strength in Strength for wording in knowledge.wordings[strength]]
