"""The content check of mails."""

from pathlib import Path

import pytest

from helpcenter.config import HOUSE
from helpcenter.documents.library import Library
from helpcenter.mail.content import check_mails

GOOD = "---\nsubject: x\n---\nBonjour {{ who }}\n"


def problems(folder: Path, **texts: str) -> list[str]:
    """What the check says of one mail with these texts."""
    mail = folder / "mails" / "greeting"
    mail.mkdir(parents=True)
    for locale, text in texts.items():
        (mail / f"{locale}.md").write_text(text, encoding="utf-8")
    return [f"{problem.file.name}:{problem.line}: {problem.message}" for problem in check_mails(Library(folder))]


def test_the_mails_of_this_house_are_well() -> None:
    assert [str(problem) for problem in check_mails(Library(HOUSE / "content"))] == []


def test_a_good_mail_has_no_problem(tmp_path: Path) -> None:
    assert problems(tmp_path, fr=GOOD, en=GOOD) == []


@pytest.mark.parametrize(
    ("english", "problem"),
    [
        (GOOD.replace("{{ who }}", ""), "en.md:1: does not use who, which another language uses"),
        (GOOD + "\n<b>x</b>\n", "en.md:6: HTML is shown as text here, write Markdown instead of <b>"),
        ("Hello", "en.md:1: must begin with front matter between two lines of ---"),
    ],
)
def test_a_mistake_in_one_language_is_named(tmp_path: Path, english: str, problem: str) -> None:
    assert problem in problems(tmp_path, fr=GOOD, en=english)


def test_a_missing_language_is_an_error(tmp_path: Path) -> None:
    assert problems(tmp_path, fr=GOOD) == ["en.md:1: cannot be read: No such file or directory"]


def test_a_folder_with_another_kind_of_name_is_named(tmp_path: Path) -> None:
    (tmp_path / "mails" / "Bad_Name").mkdir(parents=True)
    assert len(list(check_mails(Library(tmp_path)))) == 1
