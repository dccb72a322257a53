from pathlib import Path

from helpcenter.tutorials.choices import files_of_choices, list_choices, list_tutorials
from tests.tutorials.samples import only_tutorial, real_tutorials, write_content, write_tutorial


def test_a_family_chooses_its_client_and_whether_it_has_received_a_mail() -> None:
    choices = {choice.name: choice for choice in list_choices(real_tutorials(), "fr")}
    gmail, outlook = choices["Gmail"], choices["Outlook"]
    assert "hotmail.fr" in outlook.domains
    assert gmail.after_a_mail
    assert gmail.before_any_mail
    assert (gmail.after_a_mail.id, gmail.before_any_mail.id) == ("gmail-web-not-spam", "gmail-web-filter")


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
