"""What may be written down as the words of a button: what a screen can show in one line, and a sheet can quote."""

import unicodedata
from enum import StrEnum

from helpcenter.labels.models import TEXT_LENGTH

MARKUP = frozenset("<>{}`")
# Controls, private characters and what stands for nothing; Arabic and Persian words need the two joiners.
UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
JOINERS = frozenset("\u200c\u200d")


class WordingProblem(StrEnum):
    """Why a wording is refused."""

    EMPTY = "empty"
    """Nothing was typed."""
    TOO_LONG = "too-long"
    """Longer than a button can be."""
    MARKUP = "markup"
    """Signs that belong to programs."""
    UNSEEN = "unseen"
    """Characters that nobody sees."""


class WordingError(ValueError):
    """A wording that is not kept."""

    def __init__(self, problem: WordingProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


def parse_wording(typed: str) -> str:
    """The wording as it is kept: composed letters, single blanks; WordingError for what no screen shows."""
    # Composed: the same word, typed on two machines, is the same wording.
    text = unicodedata.normalize("NFC", typed.strip())
    # Before blanks are joined, which would swallow a line break instead of telling of it.
    if any(_is_unseen(letter) for letter in text):
        raise WordingError(WordingProblem.UNSEEN)
    text = " ".join(text.split())
    if not text:
        raise WordingError(WordingProblem.EMPTY)
    if len(text) > TEXT_LENGTH:
        raise WordingError(WordingProblem.TOO_LONG)
    if MARKUP & set(text):
        raise WordingError(WordingProblem.MARKUP)
    return text


def _is_unseen(letter: str) -> bool:
    return unicodedata.category(letter) in UNSEEN and letter not in JOINERS
