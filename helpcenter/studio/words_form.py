"""The form for an organisation's own words of one sheet, as a value: each step with our words, theirs, and what has changed since."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self

from helpcenter.documents.variables import fill_text
from helpcenter.organisations.texts import clean_line
from helpcenter.studio.version_numbers import read_number
from helpcenter.tutorials.library import Tutorials
from helpcenter.tutorials.own_words import parse_own_words
from helpcenter.tutorials.shape import HELP_LENGTH, INSTRUCTION_LENGTH, OwnWords, Shape
from helpcenter.tutorials.step_text import StepText, words_digest
from helpcenter.tutorials.tutorial import Tutorial
from helpcenter.tutorials.words import Quote, SenderPlace, Token, VariablePlace, WordsError

PLACE = re.compile(r"\{[^{}]*\}")


class Choice(StrEnum):
    """What becomes of own words when ours have changed since."""

    KEEP = "keep"
    """Theirs stay."""
    ADOPT = "adopt"
    """Ours take their place."""
    EDIT = "edit"
    """What is typed now."""


class WordsMistake(StrEnum):
    """Why own words cannot be saved."""

    UNKNOWN_PLACE = "unknown_place"
    """Something in braces that this step does not know."""
    SIGN = "sign"
    """A sign that belongs to HTML or Markdown, or a single brace."""
    TOO_LONG = "too_long"
    """More letters than the sheet has room for."""
    NO_INSTRUCTION = "no_instruction"
    """A help without an instruction."""


@dataclass(frozen=True)
class StepField:
    """One step: the words of ours, those that stand in the fields, those that are stored."""

    step: StepText
    ours: tuple[str, str]
    instruction: str
    help: str
    own: OwnWords | None
    # What stood in the fields when the form was opened: what nobody touched is not saved.
    shown: tuple[str, str]
    # What somebody else wrote meanwhile.
    theirs: tuple[str, str] | None = None
    mistakes: Mapping[str, WordsMistake] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The id of the step."""
        return self.step.facts.id

    @property
    def is_touched(self) -> bool:
        """True when the fields hold something else than when the form was opened."""
        return (self.instruction, self.help) != self.shown

    @property
    def is_outdated(self) -> bool:
        """True when ours have changed since theirs were written."""
        return bool(self.own and self.own.original != words_digest(self.step))

    @property
    def places(self) -> tuple[str, ...]:
        """What may stand in braces here: label, sender, keys of labels that our words quote."""
        label = ("label",) if self.step.facts.label else ()
        return (*label, *(key for key in self.step.label_keys if key != self.step.facts.label), "sender")

    def checked(self) -> Self:
        """The field with what is wrong in it."""
        found = {
            "instruction": _find_mistake(self.instruction, INSTRUCTION_LENGTH, self.step),
            "help": _find_mistake(self.help, HELP_LENGTH, self.step),
        }
        # Help that is still ours goes with our instruction: nothing is missing.
        if self.help and not self.instruction and self.help != self.ours[1]:
            found["instruction"] = WordsMistake.NO_INSTRUCTION
        return replace(self, mistakes={name: mistake for name, mistake in found.items() if mistake})


@dataclass(frozen=True)
class WordsForm:
    """All steps of a sheet in one language."""

    tutorial: Tutorial
    opened: int
    steps: tuple[StepField, ...]
    choices: Mapping[str, Choice] = field(default_factory=dict)

    @classmethod
    def of_shape(cls, shape: Shape, opened: int, tutorial: Tutorial, tutorials: Tutorials) -> Self:
        """The form as it is opened."""
        return cls(tutorial, opened, tuple(_open(shape, tutorial, step, tutorials) for step in tutorial.steps))

    def with_values(self, values: Mapping[str, str]) -> Self:
        """The form as it was sent."""
        steps = tuple(_typed(each, values).checked() for each in self.steps)
        sent = {each.id: values.get(f"choice-{each.id}", "") for each in self.steps if each.is_outdated}
        choices = {step: Choice(word) for step, word in sent.items() if word in set(Choice)}
        return replace(self, opened=read_number(values.get("opened", "")) or 0, steps=steps, choices=choices)

    @property
    def has_mistakes(self) -> bool:
        """True when something typed cannot be saved; what is not asked for cannot be wrong."""
        return any(each.mistakes for each in self.steps if self._is_asked(each))

    def shape(self, before: Shape) -> Shape:
        """The shape with these words; where some cannot be used, those of `before` stay."""
        shape = before
        for each in self.steps:
            if each.mistakes and self._is_asked(each):
                continue
            shape = self._take(shape, each)
        return shape

    def after(self, latest: Self) -> Self:
        """The form on top of what somebody else saved meanwhile: fields that nobody touched here hold theirs."""
        return replace(self, opened=latest.opened, steps=tuple(map(_after, self.steps, latest.steps)))

    def _is_asked(self, each: StepField) -> bool:
        return self.choices.get(each.id) not in {Choice.KEEP, Choice.ADOPT}

    def _take(self, shape: Shape, each: StepField) -> Shape:
        place, choice = (self.tutorial.id, self.tutorial.locale, each.id), self.choices.get(each.id)
        # Ours may have changed, and nobody has chosen yet: then the question stays.
        if choice is None and not each.is_touched:
            return shape
        if choice is Choice.KEEP and each.own:
            return shape.with_words(self._own(each, each.own.instruction, each.own.help))
        if choice is Choice.ADOPT or not each.instruction or (each.instruction, each.help) == each.ours:
            return shape.without_words(place)
        return shape.with_words(self._own(each, each.instruction, each.help))

    def _own(self, each: StepField, instruction: str, help_text: str) -> OwnWords:
        return OwnWords(
            tutorial=self.tutorial.id,
            locale=self.tutorial.locale,
            step=each.id,
            instruction=instruction,
            help=help_text,
            # Ours as they are today: whoever keeps theirs has seen these.
            original=words_digest(each.step),
            original_instruction=each.ours[0],
            original_help=each.ours[1],
        )


def _after(mine: StepField, theirs: StepField) -> StepField:
    if not mine.is_touched:
        return theirs
    # Where the other one changed nothing, there is nothing to compare.
    theirs_changed = theirs.shown != mine.shown
    return replace(mine, own=theirs.own, shown=theirs.shown, theirs=theirs.shown if theirs_changed else None)


def words_of(tokens: tuple[Token, ...], tutorial: Tutorial, tutorials: Tutorials) -> str:
    """A sentence as one types it: places in braces, variables filled."""
    return "".join(_word(token, tutorial, tutorials) for token in tokens)


def _word(token: Token, tutorial: Tutorial, tutorials: Tutorials) -> str:
    match token:
        case SenderPlace():
            return "{sender}"
        case Quote():
            return f"{{{token.key or 'label'}}}"
        case VariablePlace():
            return fill_text(f"{{{{ {token.name} }}}}", tutorials.values, tutorial.file)
        case _:
            return token


def _open(shape: Shape, tutorial: Tutorial, step: StepText, tutorials: Tutorials) -> StepField:
    ours = words_of(step.instruction, tutorial, tutorials), words_of(step.help, tutorial, tutorials)
    own = shape.find_words(tutorial.id, tutorial.locale, step.facts.id)
    shown = (own.instruction, own.help) if own else ours
    return StepField(step, ours, *shown, own, shown)


def _typed(each: StepField, values: Mapping[str, str]) -> StepField:
    instruction = clean_line(values.get(f"instruction-{each.id}", each.instruction))
    return replace(each, instruction=instruction, help=clean_line(values.get(f"help-{each.id}", each.help)))


def _find_mistake(text: str, longest: int, step: StepText) -> WordsMistake | None:
    if len(text) > longest:
        return WordsMistake.TOO_LONG
    try:
        parse_own_words(text, step)
    except WordsError:
        # A place that is not known here is told first: single braces are often what is left of one.
        return WordsMistake.UNKNOWN_PLACE if _has_unknown_place(text, step) else WordsMistake.SIGN
    return None


def _has_unknown_place(text: str, step: StepText) -> bool:
    return any(_is_refused(found, step) for found in PLACE.findall(text))


def _is_refused(place: str, step: StepText) -> bool:
    try:
        parse_own_words(place, step)
    except WordsError:
        return True
    return False


def outdated_words(shape: Shape, tutorials: Tutorials) -> Iterator[OwnWords]:
    """Own words whose original has changed since, or whose step is gone while its sheet is there."""
    for own in shape.overrides:
        tutorial = tutorials.find(own.tutorial, own.locale)
        step = next((each for each in tutorial.steps if each.facts.id == own.step), None) if tutorial else None
        # A sheet that is away just now may come back as it was: its words are not called outdated.
        if tutorial and (step is None or words_digest(step) != own.original):
            yield own


def lost_words(shape: Shape, tutorial: Tutorial) -> tuple[OwnWords, ...]:
    """Own words of this sheet for steps that it no longer has."""
    steps = {each.facts.id for each in tutorial.steps}
    mine = (own for own in shape.overrides if (own.tutorial, own.locale) == (tutorial.id, tutorial.locale))
    return tuple(own for own in mine if own.step not in steps)
