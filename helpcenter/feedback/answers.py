"""What staff do about words that were searched in vain: a synonym, a best answer, a new draft. All three are files of content/."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from helpcenter.documents.library import Library
from helpcenter.feedback.files import change_text
from helpcenter.feedback.missing import Missing
from helpcenter.feedback.wording import normalise
from helpcenter.feedback.wordlists import WordListError, add_answer, add_synonyms
from helpcenter.organisations.texts import make_slug

# What the search room accepts as a member of a group.
LONGEST_MEMBER = 80
LONGEST_SLUG = 60


class AnswerProblem(StrEnum):
    """Why nothing was written."""

    NO_WORDS = "no_words"
    """The other words are missing, or the same."""
    TOO_LONG = "too_long"
    """Too long for a synonym."""
    NO_ARTICLE = "no_article"
    """No article was chosen, or it does not exist any more."""
    FILE = "file"
    """content/search/<locale>.yaml is written in a way that a program cannot extend safely."""
    NO_SLUG = "no_slug"
    """No address can be made from these words."""


class AnswersError(ValueError):
    """Nothing was written; `problem` says why."""

    def __init__(self, problem: AnswerProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


@dataclass(frozen=True)
class Answers:
    """Writes into the content folder of this library."""

    library: Library
    today: date

    def add_synonym(self, found: Missing, same_as: str) -> str:
        """Let these words mean the same as others; AnswersError."""
        other = " ".join(same_as.lower().split())
        if not other or other == found.words:
            raise AnswersError(AnswerProblem.NO_WORDS)
        if max(len(other), len(found.words)) > LONGEST_MEMBER:
            raise AnswersError(AnswerProblem.TOO_LONG)
        self._change(found.locale, lambda text: add_synonyms(text, [other, found.words]))
        return ""

    def add_answer(self, found: Missing, slug: str, known: Collection[str]) -> str:
        """Let an article come first for these words; AnswersError."""
        if slug not in known:
            raise AnswersError(AnswerProblem.NO_ARTICLE)
        self._change(found.locale, lambda text: add_answer(text, found.words, slug))
        return ""
