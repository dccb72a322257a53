import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from helpcenter.articles.content import ARTICLES
from helpcenter.documents.checks import make_shelf_check
from helpcenter.documents.commands import make_content_commands
from helpcenter.documents.library import Library


def run(root: Path, *arguments: str) -> Result:
    library = Library(root, [ARTICLES])
    command = make_content_commands(lambda: (library, [make_shelf_check(ARTICLES)]), lambda: date(2026, 11, 2))
    return CliRunner().invoke(command, arguments)


def break_something(root: Path) -> Path:
    run(root, "new", "paying-online")
    file = root / "articles" / "paying-online" / "fr.md"
    file.write_text(file.read_text(encoding="utf-8") + "\n[x](#gone)\n", encoding="utf-8")
    return file


def test_a_new_article_passes_the_check_in_every_language(tmp_path: Path) -> None:
    result = run(tmp_path, "new", "paying-online")
    assert result.exit_code == 0
    assert [Path(line).name for line in result.output.splitlines()] == ["fr.md", "en.md"]
    checked = run(tmp_path, "check")
    assert (checked.exit_code, checked.output) == (0, "0 errors, 0 warnings\n")
    assert "updated_on: 2026-11-02" in (tmp_path / "articles" / "paying-online" / "fr.md").read_text(encoding="utf-8")


def test_an_article_that_exists_is_never_overwritten(tmp_path: Path) -> None:
    run(tmp_path, "new", "paying-online")
    result = run(tmp_path, "new", "paying-online")
    assert result.exit_code == 1
    assert "exists already" in result.output


@pytest.mark.parametrize("slug", ["Paying", "../x", "a_b", "a--b", "/tmp/x"])
def test_a_name_that_is_no_address_is_refused(tmp_path: Path, slug: str) -> None:
    result = run(tmp_path, "new", slug)
    assert result.exit_code == 2
    assert not (tmp_path / "articles").exists()


def test_an_error_ends_the_check_with_one_and_its_place(tmp_path: Path) -> None:
    file = break_something(tmp_path)
    result = run(tmp_path, "check")
    line = len(file.read_text(encoding="utf-8").splitlines())
    assert result.exit_code == 1
    assert f"{file}:{line}: there is no heading with the anchor #gone" in result.output


def test_the_check_answers_as_json_too(tmp_path: Path) -> None:
    break_something(tmp_path)
    result = run(tmp_path, "check", "--json")
    assert result.exit_code == 1
    (row,) = json.loads(result.output)
    assert (row["level"], row["message"]) == ("error", "there is no heading with the anchor #gone")


def test_warnings_alone_do_not_fail(tmp_path: Path) -> None:
    run(tmp_path, "new", "paying-online")
    (tmp_path / "articles" / "paying-online" / "en.md").unlink()
    result = run(tmp_path, "check")
    assert result.exit_code == 0
    assert "en.md:1: warning: the translation is missing" in result.output
    assert "0 errors, 1 warning\n" in result.output
