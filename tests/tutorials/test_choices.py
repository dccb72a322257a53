from pathlib import Path

from helpcenter.tutorials.choices import files_of_choices, in_order, list_tutorials
from tests.tutorials.samples import only_tutorial, real_tutorials, write_content, write_tutorial


def test_an_organisation_lists_what_it_chose_in_its_order() -> None:
    found = list_tutorials(real_tutorials(), "fr")
    chosen = ("outlook-web-safe-sender", "gmail-web-filter", "gone-web-rule")
    assert [each.id for each in in_order(found, chosen)] == ["outlook-web-safe-sender", "gmail-web-filter"]
    assert in_order(found, None) == found


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
