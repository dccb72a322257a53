"""An organisation's own words for a step, put in the place of ours; what cannot be read leaves ours."""

from dataclasses import replace

from helpcenter.tutorials.customisation import Customisation, Override
from helpcenter.tutorials.step_text import StepText
from helpcenter.tutorials.tutorial import Tutorial
from helpcenter.tutorials.words import Quote, Token, VariablePlace, WordsError, parse_words


def with_own_words(tutorial: Tutorial, custom: Customisation) -> Tutorial:
    """The tutorial in this organisation's words."""
    if not custom.overrides:
        return tutorial
    return replace(tutorial, steps=tuple(_step(tutorial, step, custom) for step in tutorial.steps))


def parse_own_words(text: str, step: StepText) -> tuple[Token, ...]:
    """An organisation's sentence: text, `{label}` where the step has one, `{sender}`, labels that the step quotes; else WordsError."""
    tokens = parse_words(text) if text else ()
    for token in tokens:
        if isinstance(token, Quote) and (token.key or step.facts.label) not in step.label_keys:
            raise WordsError("only labels of this step may be quoted")
        if isinstance(token, VariablePlace):
            raise WordsError("{{ … }} is not for these words")
    return tokens


def _step(tutorial: Tutorial, step: StepText, custom: Customisation) -> StepText:
    own = custom.find_override(tutorial.id, tutorial.locale, step.facts.id)
    return _with(step, own) if own else step


def _with(step: StepText, own: Override) -> StepText:
    try:
        return replace(step, instruction=parse_own_words(own.instruction, step), help=parse_own_words(own.help, step))
    except WordsError:
        # The step may have lost its label since these words were written.
        return step
