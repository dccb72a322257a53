"""An organisation's own words in the place of ours."""

import pytest

from helpcenter.tutorials.customisation import Customisation, Override
from helpcenter.tutorials.own_words import parse_own_words
from helpcenter.tutorials.sheet import Line, Step, make_sheet
from helpcenter.tutorials.step_text import words_digest
from helpcenter.tutorials.tutorial import Tutorial
from helpcenter.tutorials.words import WordsError
from tests.tutorials.samples import make_branding, real_tutorials

ID = "gmail-web-filter"


def tutorial(locale: str = "fr") -> Tutorial:
    found = real_tutorials().find(ID, locale)
    assert found is not None
    return found


def own(instruction: str, help_: str = "", step: str = "settings", locale: str = "fr") -> Customisation:
    return Customisation(overrides=(Override(ID, locale, step, instruction, help_, "0" * 12),))


def step(custom: Customisation, locale: str = "fr", step_id: str = "settings") -> Step:
    sheet = make_sheet(real_tutorials(), tutorial(locale), make_branding(), custom=custom)
    return next(each for each in sheet.steps if each.id == step_id)


def plain(line: Line) -> str:
    return "".join(part.text for part in line)


def test_own_words_stand_in_their_step_with_the_label_of_the_screen() -> None:
    shown = step(own("Appuyez sur {label}, tout en haut.", "Demandez {sender} à l'accueil."))
    assert plain(shown.instruction) == "Appuyez sur Voir tous les paramètres, tout en haut."
    assert make_branding().sender_address in plain(shown.help)


def test_other_steps_and_other_languages_keep_our_words() -> None:
    custom = own("Autre chose.")
    assert step(custom, step_id="tab") == step(Customisation(), step_id="tab")
    assert step(custom, locale="en") == step(Customisation(), locale="en")


def test_words_that_no_longer_fit_the_step_leave_ours() -> None:
    assert step(own("Cliquez sur {label}.", step="gear"), step_id="gear") == step(Customisation(), step_id="gear")


@pytest.mark.parametrize("text", ["{web.filter.tab}", "{{ vendor }}", "<b>x</b>", "{label", "*x*"])
def test_own_words_are_text_with_two_places_only(text: str) -> None:
    with pytest.raises(WordsError):
        parse_own_words(text, next(each for each in tutorial().steps if each.facts.id == "settings"))


def test_the_digest_of_a_step_follows_its_words() -> None:
    settings, tab = (next(each for each in tutorial().steps if each.facts.id == name) for name in ("settings", "tab"))
    assert words_digest(settings) == words_digest(settings) != words_digest(tab)
