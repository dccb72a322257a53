"""What a check of content/ answers: problems, each named with file and line."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from helpcenter.documents.errors import ContentError
from helpcenter.documents.library import Library


class Level(StrEnum):
    """How bad a problem is."""

    ERROR = "error"
    """Readers would meet it: the check fails."""
    WARNING = "warning"
    """Somebody should look at it."""


@dataclass(frozen=True, order=True)
class Problem:
    """Something wrong in a content file."""

    file: Path
    line: int
    level: Level
    message: str

    def __str__(self) -> str:
        warning = "warning: " if self.level is Level.WARNING else ""
        return f"{self.file}:{self.line}: {warning}{self.message}"


Check = Callable[[Library], Iterable[Problem]]


def check_content(library: Library, checks: Iterable[Check]) -> list[Problem]:
    """All problems that the checks find, in the order of files and lines."""
    # A set: two checks may find the same mistake.
    return sorted({problem for check in checks for problem in check(library)})


def problems_of(error: ContentError) -> Iterator[Problem]:
    """The mistakes of one reading, as problems."""
    for single in error.each():
        yield Problem(single.file, single.line, Level.ERROR, single.message)
