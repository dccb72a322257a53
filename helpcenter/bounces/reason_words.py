"""What people read about each reason: the words of content/bounces/<locale>.yaml, which staff edit."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import ConfigDict, Field, RootModel, StringConstraints

from helpcenter.documents.errors import ContentError
from helpcenter.documents.frontmatter import FrontMatter, read_yaml
from helpcenter.documents.pictures import Stamp, stamp_of
from helpcenter.documents.typography import typeset
from helpcenter.documents.variables import fill_text

FOLDER = "bounces"
# What is said when a reason has no words yet: the check names it, a reader must not meet an empty page.
FALLBACK = "unclear"
Words = Annotated[str, StringConstraints(min_length=3, max_length=400)]


class ReasonEntry(FrontMatter):
    """One reason, as it stands in the file."""

    title: Annotated[str, StringConstraints(min_length=3, max_length=70)]
    why: Words
    to_do: tuple[Words, ...] = Field(min_length=1, max_length=4)


class ReasonEntries(RootModel[dict[str, ReasonEntry]]):
    """The file of one language: reason → its words."""

    model_config = ConfigDict(frozen=True)


@dataclass(frozen=True)
class ReasonWords:
    """What happened in one line, why, and what to do in order."""

    title: str
    why: str
    to_do: tuple[str, ...]

    @property
    def next_step(self) -> str:
        """The first thing to do; it does on its own."""
        return self.to_do[0]


def words_file(content: Path, locale: str) -> Path:
    """Where the words of a language stand."""
    return content / FOLDER / f"{locale}.yaml"


def read_entries(content: Path, locale: str) -> dict[str, ReasonEntry]:
    """The words of a language as they stand in the file; raise ContentError for what is wrong in it."""
    return read_yaml(words_file(content, locale), ReasonEntries).root


def fill_entry(entry: ReasonEntry, values: Mapping[str, str], file: Path, locale: str) -> ReasonWords:
    """The words with the values of this installation, and with the blanks that the language wants."""

    def fill(text: str) -> str:
        return typeset(fill_text(text, values, file), locale)

    return ReasonWords(fill(entry.title), fill(entry.why), tuple(fill(step) for step in entry.to_do))


class Wordings:
    """The words of all reasons in every language, read again when a file has changed."""

    def __init__(self, content: Path, values: Mapping[str, str]) -> None:
        self._content = content
        self._values = values
        self._read: dict[str, tuple[Stamp | None, dict[str, ReasonWords]]] = {}

    def of(self, reason: str, locale: str) -> ReasonWords:
        """What is said of a reason; of an unclear one while it has no words of its own."""
        known = self._words(locale)
        return known.get(reason) or known[FALLBACK]

    def _words(self, locale: str) -> dict[str, ReasonWords]:
        file, known = words_file(self._content, locale), self._read.get(locale)
        stamp = stamp_of(file) if file.exists() else None
        if known is None or known[0] != stamp:
            known = (stamp, self._reread(file, locale, known[1] if known else None))
            self._read[locale] = known
        return known[1]

    def _reread(self, file: Path, locale: str, before: dict[str, ReasonWords] | None) -> dict[str, ReasonWords]:
        try:
            entries = read_entries(self._content, locale)
            return {reason: fill_entry(entry, self._values, file, locale) for reason, entry in entries.items()}
        except ContentError:
            # Somebody is editing it: what was said until now is said on, and `content check` names the mistake.
            if before is None:
                raise
            return before
