"""Simple words, as easy-to-read texts ask for: short sentences, one action in a step, and nothing promised.

A label, an address or a value of this installation counts as one word, however long it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from helpcenter.documents.problems import Level, Problem
from helpcenter.documents.sentences import split_sentences
from helpcenter.tutorials.step_text import StepText
from helpcenter.tutorials.tutorial import Tutorial
from helpcenter.tutorials.words import Token

# One idea a sentence, for readers who read little or read another language first (FALC rules and the tutorials' facts).
MOST_WORDS = 12
# Stands for a label, an address or a variable.
ONE_WORD = "Name"
BRACES = re.compile(r"\{\{[^{}]*\}\}|\{[^{}]*\}")
# Nobody can promise that a mail arrives: "guaranteed" and its like in the languages of the tutorials.
PROMISES = {
    "fr": r"\bgarant\w*|\bassur[ée]e?s? d.arriver|\b[àa] coup s[ûu]r\b",
    "en": r"\bguarant\w*|\bwarrant(?:y|ies|ed)\b|\bcertain to arrive\b",
    "es": r"\bgarant\w*",
    "pt": r"\bgarant\w*",
    "de": r"\w*garanti\w*|\bgewährleist\w*",
    "it": r"\bgarant\w*|\bgaranz\w*",
    "tr": r"\bgaranti\w*|\bgarant[öo]r\w*",
    "ar": r"\w*ضمان\w*|\w*مضمون\w*|\b[وف]?[نيتأ]ضمن\w*",
}
FULLY = r"\b100\s?[%٪]|%100\b"
# "Then" links two actions in every language; "and" does when a request follows, which only some grammars show.
TWO_ACTIONS = {
    "fr": r"\b(?:puis|ensuite)\b|\w+ez\b.*(?:\bet|,)\s+(?!chez\b|assez\b)\w+ez\b",
    "en": r"\bthen\b|\band\s+(?:click|tap|open|type|tick|press|choose|drag|select|write|check|confirm|save)\b",
    "es": r"\b(?:luego|después)\b",
    "pt": r"\b(?:depois|em seguida)\b",
    "de": r"\b(?:dann|danach|anschließend)\b|\bund\s+\w+en\s+Sie\b",
    "it": r"\b(?:poi|quindi|dopodiché)\b",
    "tr": r"\b(?:sonra|ardından)\b",
    "ar": r"\bثم\b",
}


@dataclass(frozen=True)
class _Text:
    """Words of a tutorial and the line where they stand."""

    line: int
    words: str


def check_wording(tutorial: Tutorial) -> Iterator[Problem]:
    """Long sentences and promises are errors; a step that seems to ask for two things is a warning."""
    lines = tutorial.file.read_text(encoding="utf-8").splitlines()
    for text in (*_front_matter(tutorial, lines), *_steps(tutorial, lines)):
        yield from _check_length(tutorial, text)
        yield from _check_promise(tutorial, text)
    for step in tutorial.steps:
        yield from _check_one_action(tutorial, step)


def _front_matter(tutorial: Tutorial, lines: list[str]) -> Iterator[_Text]:
    meta = tutorial.meta
    lists = (*meta.does, *meta.limits, *meta.may_still_block, *(link.text for link in meta.links))
    for words in filter(None, (meta.title, meta.title_for, meta.description, *lists)):
        # A long value may be folded in the file: its beginning is enough to find it.
        line = next((number for number, line in enumerate(lines, 1) if words[:30] in line), 1)
        yield _Text(line, BRACES.sub(ONE_WORD, words))


def _steps(tutorial: Tutorial, lines: list[str]) -> Iterator[_Text]:
    for step in tutorial.steps:
        yield _Text(step.line, _plain(step.instruction))
        yield _Text(_first_line(lines, step.line, is_quotation=False), _plain(step.help))
        yield _Text(_first_line(lines, step.line, is_quotation=True), _plain(step.expected))


def _first_line(lines: list[str], heading: int, *, is_quotation: bool) -> int:
    below = enumerate(lines[heading:], heading + 1)
    return next((number for number, line in below if line.strip() and line.strip().startswith(">") == is_quotation), heading)


def _plain(tokens: tuple[Token, ...]) -> str:
    return "".join(token if isinstance(token, str) else ONE_WORD for token in tokens)


def _check_length(tutorial: Tutorial, text: _Text) -> Iterator[Problem]:
    for sentence in split_sentences(text.words, text.line):
        if sentence.words > MOST_WORDS:
            message = f"a sentence of {sentence.words} words (at most {MOST_WORDS}): “{sentence.text}”"
            yield Problem(tutorial.file, sentence.line, Level.ERROR, message)


def _check_promise(tutorial: Tutorial, text: _Text) -> Iterator[Problem]:
    if found := re.search(PROMISES.get(tutorial.locale, FULLY) + f"|{FULLY}", text.words, re.IGNORECASE):
        yield Problem(tutorial.file, text.line, Level.ERROR, f"promises what nobody can promise: “{found[0]}”")


def _check_one_action(tutorial: Tutorial, step: StepText) -> Iterator[Problem]:
    links = TWO_ACTIONS.get(tutorial.locale)
    if links and (found := re.search(links, _plain(step.instruction), re.IGNORECASE)):
        message = f"step {step.facts.id} seems to ask for two things (“{found[0].strip(', ')}”): make two steps of it"
        yield Problem(tutorial.file, step.line, Level.WARNING, message)
