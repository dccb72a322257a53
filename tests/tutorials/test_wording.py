from pathlib import Path
from typing import Any

import pytest

from helpcenter.documents.problems import Level
from helpcenter.i18n.locales import FAMILY_LOCALES
from helpcenter.tutorials.content import CHECKS
from helpcenter.tutorials.wording import MOST_WORDS, PROMISES, TWO_ACTIONS, check_wording
from tests.tutorials.samples import STEP, library_of, only_tutorial, write_content

TWELVE = "one two three four five six seven eight nine ten eleven twelve"


def problems(root: Path, locale: str = "en", level: Level = Level.ERROR) -> list[str]:
    _, tutorial = only_tutorial(root, locale)
    return [f"{each.line}: {each.message}" for each in check_wording(tutorial) if each.level is level]


def lines_with(root: Path, words: str, locale: str = "en") -> list[int]:
    text = (root / "tutorials" / "mail-web-rule" / f"{locale}.md").read_text(encoding="utf-8")
    return [number for number, line in enumerate(text.splitlines(), 1) if words in line]


def steps(instruction: str = "Click {label}.", help_text: str = "It is blue.", expected: str = "A page.") -> str:
    return STEP.replace("Click {label}.", instruction).replace("It is blue.", help_text).replace("> A page.", f"> {expected}")


def test_twelve_words_are_simple_and_thirteen_are_not(tmp_path: Path) -> None:
    assert len(TWELVE.split()) == MOST_WORDS
    assert problems(write_content(tmp_path, steps=steps(help_text=f"{TWELVE}."))) == []
    (found,) = problems(write_content(tmp_path, steps=steps(help_text=f"{TWELVE} more.")))
    assert "a sentence of 13 words (at most 12)" in found


@pytest.mark.parametrize("place", ["instruction", "help_text", "expected"])
def test_each_part_of_a_step_is_named_with_its_line(tmp_path: Path, place: str) -> None:
    write_content(tmp_path, steps=steps(**{place: f"Short. {TWELVE.capitalize()} thirteen."}))
    (found,) = problems(tmp_path)
    assert [int(found.partition(":")[0])] == lines_with(tmp_path, "thirteen")


@pytest.mark.parametrize("field", ["does", "limits", "may_still_block"])
def test_the_lists_of_the_front_matter_are_read_too(tmp_path: Path, field: str) -> None:
    changes: dict[str, Any] = {field: [f"{TWELVE} thirteen."]}
    write_content(tmp_path, **changes)
    (found,) = problems(tmp_path)
    assert int(found.partition(":")[0]) in lines_with(tmp_path, "one two three")


def test_a_label_an_address_and_a_variable_are_one_word_each(tmp_path: Path) -> None:
    nine = " ".join(TWELVE.split()[:9])
    assert problems(write_content(tmp_path, steps=steps(help_text=f"{nine} {{label}} {{sender}} {{{{ vendor }}}}."))) == []
    assert problems(write_content(tmp_path, steps=steps(help_text=f"{nine} more {{label}} {{sender}} {{{{ vendor }}}}.")))


def test_an_elided_word_is_one_and_a_mark_between_blanks_is_none(tmp_path: Path) -> None:
    sentence = "L'application n'a pas d'étoile : elle s'arrête là, et c'est l'essentiel d'aujourd'hui !"
    assert problems(write_content(tmp_path, steps=steps(help_text=sentence)), "fr") == []


def test_arabic_words_and_sentences_are_counted(tmp_path: Path) -> None:
    twelve = " ".join(["كلمة"] * 12)
    write_content(tmp_path, locales=("ar",), steps=steps(help_text=f"هل وصلت الرسالة؟ {twelve}."))
    assert problems(tmp_path, "ar") == []
    write_content(tmp_path, locales=("ar",), steps=steps(help_text=f"{twelve} كلمة."))
    assert len(problems(tmp_path, "ar")) == 1


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("fr", "L'arrivée est garantie."),
        ("fr", "Cela marche à 100 %."),
        ("en", "Delivery is guaranteed."),
        ("es", "La llegada está garantizada."),
        ("pt", "A chegada é garantida."),
        ("de", "Der Empfang wird garantiert."),
        ("de", "Das gewährleistet den Empfang."),
        ("it", "È una garanzia."),
        ("tr", "Bu garanti eder."),
        ("ar", "الوصول مضمون."),
        ("ar", "هذا يضمن الوصول."),
    ],
)
def test_nothing_is_promised_in_any_language(tmp_path: Path, locale: str, words: str) -> None:
    write_content(tmp_path, locales=(locale,), limits=[words])
    (found,) = problems(tmp_path, locale)
    assert "promises what nobody can promise" in found


@pytest.mark.parametrize(
    ("locale", "instruction"),
    [
        ("fr", "Écrivez l'adresse, puis appuyez sur Entrée."),
        ("fr", "Ouvrez le menu et cliquez sur {label}."),
        ("en", "Open the menu, then click {label}."),
        ("en", "Open the menu and click {label}."),
        ("de", "Öffnen Sie das Menü und klicken Sie auf {label}."),
        ("ar", "افتح القائمة ثم انقر {label}."),
    ],
)
def test_a_step_that_asks_for_two_things_is_a_warning(tmp_path: Path, locale: str, instruction: str) -> None:
    write_content(tmp_path, locales=(locale,), steps=steps(instruction))
    (found,) = problems(tmp_path, locale, Level.WARNING)
    assert "step click seems to ask for two things" in found
    assert int(found.partition(":")[0]) in lines_with(tmp_path, "##", locale)


@pytest.mark.parametrize(
    ("locale", "instruction"),
    [
        ("fr", "Cliquez sur le nom et l'adresse."),
        ("fr", "Sur le téléphone, ouvrez Gmail."),
        ("en", "Find the name and the address."),
        ("de", "Suchen Sie Name und Adresse."),
    ],
)
def test_two_things_in_one_action_are_no_warning(tmp_path: Path, locale: str, instruction: str) -> None:
    write_content(tmp_path, locales=(locale,), steps=steps(instruction))
    assert problems(tmp_path, locale, Level.WARNING) == []


def test_every_language_of_the_tutorials_has_its_words(tmp_path: Path) -> None:
    assert set(PROMISES) == set(TWO_ACTIONS) == set(FAMILY_LOCALES)
    # A language that nobody expected is still read.
    write_content(tmp_path, locales=("nl",), limits=[f"{TWELVE} thirteen."])
    assert len(problems(tmp_path, "nl")) == 1


def test_the_check_of_the_content_asks_for_simple_words(tmp_path: Path) -> None:
    write_content(tmp_path, limits=["It is guaranteed."])
    found = [problem.message for check in CHECKS for problem in check(library_of(tmp_path))]
    assert any("promises" in message for message in found)
