"""A shape, the house's tutorials, and a form filled in."""

from typing import Any

from helpcenter.studio.shelf import known_sheets
from helpcenter.tutorials.shape import Look, OwnWords, Shape
from helpcenter.tutorials.step_text import words_digest
from helpcenter.tutorials.tutorial import Tutorial
from tests.tutorials.samples import real_tutorials

LOOK = Look(colour="#2c6e49", contact_line="Accueil", locales=("fr", "en"))
FILTER = "gmail-web-filter"


def make_shape(**changes: Any) -> Shape:
    """A shape in which nothing is chosen."""
    return Shape(**({"look": LOOK} | changes))


def sheets() -> tuple[Tutorial, ...]:
    """All sheets of the house, in French."""
    return known_sheets(real_tutorials(), "fr")


def tutorial(tutorial_id: str = FILTER, locale: str = "fr") -> Tutorial:
    """One of them."""
    found = real_tutorials().find(tutorial_id, locale)
    assert found
    return found


def own_words(step: str = "gear", instruction: str = "Cliquez en haut.", original: str = "", **more: Any) -> OwnWords:
    """Own words for a step of the filter; without `original`, ours have not changed since."""
    if not original:
        original = next(words_digest(each) for each in tutorial().steps if each.facts.id == step)
    return OwnWords(tutorial=FILTER, locale="fr", step=step, instruction=instruction, original=original, **more)
