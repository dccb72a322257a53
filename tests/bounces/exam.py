"""Reports of our own with what they say: the exam of the engine. Each is written from the wordings that servers document."""

import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from helpcenter.bounces.explanation import Explanation, Kind

Engine = Callable[[bytes], Explanation]
HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Case:
    """One report; `reasons` are the rows of reasons.yaml that fit."""

    file: Path
    kinds: frozenset[Kind]
    recipients: frozenset[str]
    reasons: frozenset[str]

    @property
    def is_held_out(self) -> bool:
        """True for the half at whose mistakes nobody who writes rules has looked."""
        return zlib.crc32(self.file.name.encode()) % 2 == 1


@dataclass(frozen=True)
class Paper:
    """A case and its answer."""

    case: Case
    answer: Explanation

    @property
    def has_kind(self) -> bool:
        return self.answer.kind in self.case.kinds

    @property
    def names_all(self) -> bool:
        return self.case.recipients <= self._named

    @property
    def names_exactly(self) -> bool:
        return self.case.recipients == self._named

    @property
    def names_wrongly(self) -> bool:
        """True when an address is named, and none of the right ones."""
        return bool(self._named and self.case.recipients) and not self._named & self.case.recipients

    @property
    def has_reason(self) -> bool:
        return self.answer.reason in self.case.reasons

    @property
    def _named(self) -> frozenset[str]:
        return frozenset(address.lower() for address in self.answer.recipients)

    def __str__(self) -> str:
        answer = self.answer
        return f"{self.case.file.name}: {answer.kind} {answer.reason} {list(answer.recipients)}, expected {sorted(self.case.kinds)}"


def read_cases(folder: str) -> list[Case]:
    """The cases of a folder with what they say."""
    rows = yaml.safe_load((HERE / folder / "expected.yaml").read_text(encoding="utf-8"))
    return [
        Case(HERE / folder / name, frozenset(map(Kind, row["kinds"])), frozenset(row["recipients"]), frozenset(row["reasons"]))
        for name, row in rows.items()
    ]


def share(marks: Iterable[bool]) -> float:
    """How many of the marks are good, from 0 to 1."""
    given = list(marks)
    return sum(given) / len(given)
