import json
from pathlib import Path

import click
from click.testing import CliRunner, Result

from helpcenter.documents.checks import make_shelf_check
from helpcenter.documents.commands import make_content_commands
from helpcenter.documents.library import Library
from tests.documents.texts import NOTES, write_text


def run(root: Path, *arguments: str) -> Result:
    library = Library(root, [NOTES])
    command = make_content_commands(
        lambda: (library, [make_shelf_check(NOTES)]), [click.Command("more", callback=lambda: click.echo("more"))]
    )
    return CliRunner().invoke(command, arguments)


def break_something(root: Path) -> Path:
    write_text(root, "notes/a/en", title="A")
    return write_text(root, "notes/a/fr", "Un.\n\n[x](#gone)", title="Une")


def test_a_good_folder_ends_the_check_with_nought(tmp_path: Path) -> None:
    checked = run(tmp_path, "check")
    assert (checked.exit_code, checked.output) == (0, "0 errors, 0 warnings\n")


def test_an_error_ends_the_check_with_one_and_its_place(tmp_path: Path) -> None:
    file = break_something(tmp_path)
    result = run(tmp_path, "check")
    assert result.exit_code == 1
    assert f"{file}:7: there is no heading with the anchor #gone" in result.output


def test_the_check_answers_as_json_too(tmp_path: Path) -> None:
    break_something(tmp_path)
    result = run(tmp_path, "check", "--json")
    assert result.exit_code == 1
    (row,) = json.loads(result.output)
    assert (row["level"], row["message"]) == ("error", "there is no heading with the anchor #gone")


def test_warnings_alone_do_not_fail(tmp_path: Path) -> None:
    write_text(tmp_path, "notes/a/fr", title="Une")
    result = run(tmp_path, "check")
    assert result.exit_code == 0
    assert "en.md:1: warning: the translation is missing" in result.output
    assert "0 errors, 1 warning\n" in result.output


def test_other_rooms_hang_their_commands_below_content(tmp_path: Path) -> None:
    assert run(tmp_path, "more").output == "more\n"
