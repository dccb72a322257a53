"""The steps of a tutorial's Markdown, taken apart line by line so that a mistake is named with its line."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pydantic import Field, ValidationError

from helpcenter.documents.errors import ContentError, raise_together
from helpcenter.documents.frontmatter import FrontMatter
from helpcenter.tutorials.words import Token, WordsError, parse_words, quoted_keys

# The title ends with a letter, and a name begins where its letters begin: else a long line is read once for each blank or letter.
HEADING = re.compile(r"## +(?P<title>.*?\S) *\{(?P<facts>#[^{}]*)\}")
FACT = re.compile(r"#(?P<id>\S+)|(?<![a-z])(?P<name>[a-z]++)=(?P<value>\S+)")


class Action(StrEnum):
    """What a step asks the reader to do: one thing."""

    OPEN = "open"
    """Open a program, a site or a mail."""
    CLICK = "click"
    """Press the mouse button on something."""
    TAP = "tap"
    """Touch something on a phone."""
    TYPE = "type"
    """Write something into a field."""
    CHECK = "check"
    """Tick a box."""
    DRAG = "drag"
    """Pull something to another place."""
    VERIFY = "verify"
    """Find or compare something."""


class SenderUse(StrEnum):
    """Where the sender address goes in a step."""

    TYPED = "typed"
    """Into a field, as it is."""
    SEARCH = "search"
    """Into a field that takes a search expression: an address with a + stands in parentheses."""
    SHOWN = "shown"
    """It is on the screen, for the reader to compare."""


class StepFacts(FrontMatter):
    """What stands in the braces of a step's heading."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    action: Action
    illustration: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    label: str = ""
    sender: SenderUse | None = None


@dataclass(frozen=True)
class StepText:
    """One step as staff wrote it."""

    facts: StepFacts
    line: int
    instruction: tuple[Token, ...]
    help: tuple[Token, ...]
    expected: tuple[Token, ...]

    @property
    def label_keys(self) -> tuple[str, ...]:
        """The label that it draws, and those that it quotes."""
        quoted = quoted_keys(self.instruction + self.help + self.expected, self.facts.label)
        return tuple(dict.fromkeys(key for key in (self.facts.label, *sorted(quoted)) if key))


@dataclass
class _Section:
    """A heading and the lines under it, with the line where each part begins."""

    line: int
    heading: re.Match[str]
    paragraph: list[str]
    quotation: list[str]


def words_digest(step: StepText) -> str:
    """Changes whenever the step's own instruction or help does: 12 hexadecimal digits."""
    # Over what an organisation may reword, nothing else: a new drawing leaves its words in peace.
    return hashlib.sha256(repr((step.instruction, step.help)).encode()).hexdigest()[:12]


def parse_steps(body: str, file: Path, first_line: int) -> tuple[StepText, ...]:
    """All steps of a tutorial; ContentErrors are raised together."""
    steps: list[StepText] = []
    mistakes: list[ContentError] = []
    # All mistakes of a file at once: whoever mends it need not run the check once for each.
    for section in _sections(body, file, first_line):
        try:
            steps.append(_parse_step(section, file))
        except ContentError as mistake:
            mistakes.append(mistake)
    mistakes += _repeated(steps, file)
    raise_together(mistakes)
    if not steps:
        raise ContentError(file, first_line, "has no step: a step begins with ## and ends with {#id action=… illustration=…}")
    return tuple(steps)


def _sections(body: str, file: Path, first_line: int) -> Iterator[_Section]:
    current: _Section | None = None
    for number, line in enumerate(body.splitlines(), first_line):
        if line.startswith("#"):
            if current:
                yield current
            current = _Section(number, _match_heading(line, file, number), [], [])
        elif line.strip():
            _add_line(current, line.strip(), file, number)
    if current:
        yield current


def _match_heading(line: str, file: Path, number: int) -> re.Match[str]:
    if match := HEADING.fullmatch(line.strip()):
        return match
    raise ContentError(file, number, "is not a step: write ## What to do. {#id action=… illustration=…}")


def _add_line(section: _Section | None, line: str, file: Path, number: int) -> None:
    if section is None:
        raise ContentError(file, number, "stands before the first step")
    if line.startswith(("- ", "* ", "1.", "|", "```", "![")):
        raise ContentError(file, number, "a step holds sentences and one quotation, nothing else")
    if line.startswith(">"):
        section.quotation.append(line.removeprefix(">").strip())
    elif section.quotation:
        raise ContentError(file, number, "the quotation (what one should see) ends a step")
    else:
        section.paragraph.append(line)


def _parse_step(section: _Section, file: Path) -> StepText:
    facts = _parse_facts(section, file)
    texts = section.heading["title"], " ".join(section.paragraph), " ".join(section.quotation)
    if not texts[2]:
        raise ContentError(file, section.line, f"step {facts.id} does not say what one should see: add a line with >")
    try:
        instruction, help_text, expected = (parse_words(text) for text in texts)
    except WordsError as error:
        raise ContentError(file, section.line, f"step {facts.id}: {error}") from error
    step = StepText(facts, section.line, instruction, help_text, expected)
    if not facts.label and "" in quoted_keys(instruction + help_text + expected, ""):
        raise ContentError(file, section.line, f"step {facts.id} quotes {{label}} but names no label=…")
    return step


def _parse_facts(section: _Section, file: Path) -> StepFacts:
    text = section.heading["facts"]
    if rest := FACT.sub("", text).strip():
        raise ContentError(file, section.line, f"cannot be read in the braces: {rest}")
    values = {match["name"] or "id": match["id"] or match["value"] for match in FACT.finditer(text)}
    try:
        return StepFacts.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise ContentError(file, section.line, f"in the braces, {'.'.join(map(str, first['loc']))}: {first['msg']}") from error


def _repeated(steps: list[StepText], file: Path) -> Iterator[ContentError]:
    seen: set[str] = set()
    for step in steps:
        if step.facts.id in seen:
            yield ContentError(file, step.line, f"the step id {step.facts.id} is used twice")
        seen.add(step.facts.id)
