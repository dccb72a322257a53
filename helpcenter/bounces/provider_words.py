"""The short words of our provider's lists ("preblocked", "Erreur permanente"), which mean something only when they stand alone."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from helpcenter.bounces.explanation import Explanation, Kind
from helpcenter.bounces.knowledge import Reason
from helpcenter.bounces.phrases import fold, fold_report
from helpcenter.bounces.recipients import recipients_in
from helpcenter.documents.errors import ContentError, raise_together
from helpcenter.documents.frontmatter import FrontMatter, line_of_key, read_yaml

# A line of a list; whatever is longer is a report or a mail.
LONGEST = 400
BETWEEN = re.compile(r"[:;,.()\[\]|/\n\t«»\"–—@]|\s-\s|^-\s*")
# A day or a number beside the words.
NUMBER = re.compile(r"[\d\s]*")
# A server's code says more than a word, and belongs into the answer: such a line is the explainer's.
CODE = re.compile(r"^\s*[45]\d\d[ -]|(?<![\d.])[45]\.[0-7]\.\d{1,3}(?![\d.])")


class WordsEntry(FrontMatter):
    """A row of words.yaml: words that mean the same."""

    reason: str
    source: str = Field(min_length=1)
    words: tuple[str, ...] = Field(min_length=1)


class WordsFile(FrontMatter):
    """words.yaml."""

    ignored: frozenset[str] = frozenset()
    words: tuple[WordsEntry, ...]


@dataclass(frozen=True)
class Vocabulary:
    """Word → its place in the file and its reason; the first place decides."""

    reasons: Mapping[str, tuple[int, Reason]]
    ignored: frozenset[str]


def read_vocabulary(folder: Path, reasons: Mapping[str, Reason]) -> Vocabulary:
    """Read words.yaml; a word that stands twice, or whose reason is unknown, is a ContentError with its line."""
    file = folder / "words.yaml"
    if not file.is_file():
        return Vocabulary({}, frozenset())
    read, known, mistakes = read_yaml(file, WordsFile), dict[str, tuple[int, Reason]](), list[ContentError]()
    for place, entry in enumerate(read.words):
        reason = reasons.get(entry.reason)
        if reason is None:
            mistakes.append(ContentError(file, line_of_key(file, "words", place), f"the reason “{entry.reason}” is not in reasons.yaml"))
            continue
        for word in map(_plain, entry.words):
            if word in known:
                mistakes.append(ContentError(file, line_of_key(file, "words", place), f"the word “{word}” stands here twice"))
            known[word] = place, reason
    raise_together(mistakes)
    return Vocabulary(known, frozenset(map(_plain, read.ignored)))


def explain_words(message: bytes, vocabulary: Vocabulary) -> Explanation | None:
    """What a line of a list says; None for anything that is more than such words."""
    if len(message) > LONGEST:
        return None
    text = message.decode(errors="replace").strip()
    found = None if CODE.search(text) else _find(text, vocabulary)
    if found is None:
        return None
    return Explanation(
        kind=found.kind or Kind.TEMPORARY,
        recipients=tuple(recipients_in(text)),
        reason=found.key,
        cause=found.cause,
        who_acts=found.who_acts,
        article=found.article,
        quote=" ".join(text.split()),
    )


def _find(text: str, vocabulary: Vocabulary) -> Reason | None:
    whole = vocabulary.reasons.get(_plain(text))
    if whole:
        return whole[1]
    parts = [part for part in map(_plain, BETWEEN.split(fold_report(text))) if part and not NUMBER.fullmatch(part)]
    telling = [part for part in parts if part not in vocabulary.ignored]
    if not telling or any(part not in vocabulary.reasons for part in telling):
        return None
    return min((vocabulary.reasons[part] for part in telling), key=lambda found: found[0])[1]


def _plain(words: str) -> str:
    return " ".join(re.sub(r"[^\w' ]+", " ", fold(words)).split())
