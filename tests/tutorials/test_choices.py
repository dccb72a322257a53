"""Which sheets an organisation offers once it has chosen, what becomes of those written later, and what decides the list."""

from pathlib import Path

import pytest

from helpcenter.tutorials.choices import files_of_choices, in_order, list_tutorials
from helpcenter.tutorials.customisation import Customisation
from tests.tutorials.samples import only_tutorial, real_tutorials, write_content, write_tutorial

FOUND = list_tutorials(real_tutorials(), "fr")
FIRST, SECOND, THIRD, *REST = (each.id for each in FOUND)


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        (Customisation(), [FIRST, SECOND, THIRD, *REST]),
        (Customisation((THIRD, FIRST), (SECOND, *REST)), [THIRD, FIRST]),
        # Written after the choice: neither chosen nor left out.
        (Customisation((THIRD, FIRST), tuple(REST)), [THIRD, FIRST, SECOND]),
        # Saved before anybody noted what was left out.
        (Customisation((THIRD, FIRST), None), [THIRD, FIRST]),
        (Customisation((THIRD, "no-longer-there"), tuple(REST)), [THIRD, FIRST, SECOND]),
    ],
)
def test_an_organisation_offers_what_it_chose_and_what_is_newer_than_its_choice(wish: Customisation, expected: list[str]) -> None:
    assert [each.id for each in in_order(FOUND, wish)] == expected


def test_a_broken_tutorial_is_left_out_and_the_others_stay(tmp_path: Path) -> None:
    tutorials, tutorial = only_tutorial(write_content(tmp_path))
    write_tutorial(tmp_path, folder="mail-web-broken", steps="no step")
    assert list_tutorials(tutorials, "fr") == (tutorial,)


def test_a_new_tutorial_changes_the_files_of_the_list(tmp_path: Path) -> None:
    tutorials, tutorial = only_tutorial(write_content(tmp_path))
    before = files_of_choices(tutorials, "fr")
    assert {tutorial.file, tmp_path / "tutorials", tmp_path / "mail-clients" / "mail.yaml"} <= before
    write_tutorial(tmp_path, folder="mail-web-new")
    assert files_of_choices(tutorials, "fr") > before
