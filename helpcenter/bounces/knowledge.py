"""What is known about reasons, status codes and wordings: read from content/bounces, each mistake named with file and line."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from pydantic import Field, RootModel

from helpcenter.bounces.explanation import Cause, Kind, WhoActs
from helpcenter.bounces.phrases import Phrase, PhraseError, read_phrase
from helpcenter.documents.errors import ContentError, raise_together
from helpcenter.documents.frontmatter import FrontMatter, line_of_key, read_yaml

BY_DIGIT = "by-digit"
UNCLEAR = "unclear"
CODE = re.compile(r"[45x]\.(\d{1,3}|x)\.(\d{1,3}|x)")


class Strength(StrEnum):
    """What a wording outweighs."""

    STRONG = "strong"
    """It says why: stronger than any code."""
    WEAK = "weak"
    """It says little: a precise code is stronger."""
    DELAY = "delay"
    """It says that sending goes on."""


@dataclass(frozen=True)
class Reason:
    """Why a mail did not arrive; `kind` is None when the digit of the code decides between temporary and permanent."""

    key: str
    kind: Kind | None
    cause: Cause
    who_acts: WhoActs
    article: str


@dataclass(frozen=True)
class Wording:
    """A wording of mail servers, and what it means."""

    phrase: Phrase
    reason: str
    strength: Strength
    row: tuple[str | int, ...] = ()
    """Where it stands in texts.yaml."""


class KnownWordings(tuple[Wording, ...]):
    """Wordings in the order in which they are tried, and by their longest word: a text holds few of all these words."""

    @cached_property
    def _by_word(self) -> Mapping[str, Sequence[int]]:
        places: dict[str, list[int]] = {}
        for place, wording in enumerate(self):
            places.setdefault(wording.phrase.longest_word, []).append(place)
        return places

    def likely_among(self, words: frozenset[str]) -> Iterator[Wording]:
        """Those that a text of these words (phrases.words_of) may hold, the first to be tried first."""
        by_word = self._by_word
        return (self[place] for place in sorted(place for word in words for place in by_word.get(word, ())))


@dataclass(frozen=True)
class Knowledge:
    """All that the explainer knows."""

    reasons: Mapping[str, Reason]
    codes: Mapping[str, str]
    """A code, "5.1.1" or "x.1.1" or "x.7.x", and its reason."""
    wordings: Mapping[Strength, KnownWordings]
    """In the order in which they are tried: the first that is found decides."""


class ReasonEntry(FrontMatter):
    """A row of reasons.yaml."""

    kind: Kind | str = Field(pattern="^(by-digit|temporary|permanent|blocked|delayed-warning|not-a-bounce|complaint)$")
    cause: Cause
    who_acts: WhoActs
    article: str = Field(min_length=1)


class CodeEntry(FrontMatter):
    """A row of codes.yaml."""

    code: str = Field(pattern=f"^{CODE.pattern}$")
    reason: str
    source: str = Field(min_length=1)


class TextEntry(FrontMatter):
    """A row of texts.yaml: wordings that mean the same."""

    reason: str
    phrases: list[str] = Field(min_length=1)
    source: str = Field(min_length=1)
    strength: Strength = Strength.STRONG
    provider: str = ""


class ReasonFile(RootModel[dict[str, ReasonEntry]]):
    """reasons.yaml."""


class CodeFile(FrontMatter):
    """codes.yaml."""

    codes: list[CodeEntry]


class TextFile(FrontMatter):
    """texts.yaml."""

    texts: list[TextEntry]


def read_knowledge(folder: Path) -> Knowledge:
    """Read what content/bounces holds; every mistake is a ContentError with its file and line."""
    reasons = _read_reasons(folder / "reasons.yaml")
    return Knowledge(reasons, _read_codes(folder / "codes.yaml", reasons), _read_texts(folder / "texts.yaml", reasons))


def _read_reasons(file: Path) -> dict[str, Reason]:
    entries = read_yaml(file, ReasonFile).root
    return {key: _make_reason(key, entry) for key, entry in entries.items()}


def _make_reason(key: str, entry: ReasonEntry) -> Reason:
    kind = None if entry.kind == BY_DIGIT else Kind(entry.kind)
    return Reason(key, kind, entry.cause, entry.who_acts, entry.article)


def _read_codes(file: Path, reasons: Mapping[str, Reason]) -> dict[str, str]:
    entries = read_yaml(file, CodeFile).codes
    codes: dict[str, str] = {}
    errors = []
    for at, entry in enumerate(entries):
        if entry.reason not in reasons:
            errors.append(_unknown_reason(file, "codes", at, entry.reason))
        if entry.code in codes:
            errors.append(ContentError(file, line_of_key(file, "codes", at), f"the code {entry.code} stands here twice"))
        codes[entry.code] = entry.reason
    raise_together(errors)
    return codes


def _read_texts(file: Path, reasons: Mapping[str, Reason]) -> dict[Strength, KnownWordings]:
    entries = read_yaml(file, TextFile).texts
    wordings: dict[Strength, list[Wording]] = {strength: [] for strength in Strength}
    errors: list[ContentError] = []
    seen: set[str] = set()
    for at, entry in enumerate(entries):
        if entry.reason not in reasons:
            errors.append(_unknown_reason(file, "texts", at, entry.reason))
        for number, text in enumerate(entry.phrases):
            try:
                row = ("texts", at, "phrases", number)
                wordings[entry.strength].append(Wording(_read_new(text, seen), entry.reason, entry.strength, row))
            except PhraseError as error:
                errors.append(ContentError(file, line_of_key(file, "texts", at, "phrases", number), str(error)))
    raise_together(errors)
    return {strength: KnownWordings(found) for strength, found in wordings.items()}


def _read_new(text: str, seen: set[str]) -> Phrase:
    phrase = read_phrase(text)
    if phrase.source in seen:
        raise PhraseError(f"the phrase “{text}” stands here twice")
    seen.add(phrase.source)
    return phrase


def _unknown_reason(file: Path, rows: str, at: int, reason: str) -> ContentError:
    return ContentError(file, line_of_key(file, rows, at, "reason"), f"the reason “{reason}” is not in reasons.yaml")


def codes_to_try(status: str) -> Iterator[str]:
    """How a status code may be written in codes.yaml, the most precise first."""
    digit, subject, detail = status.split(".")
    yield status
    yield f"x.{subject}.{detail}"
    yield f"{digit}.{subject}.x"
    yield f"x.{subject}.x"
