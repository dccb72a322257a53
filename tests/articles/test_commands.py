import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from helpcenter.articles.checks import make_checks
from helpcenter.articles.commands import make_commands
from helpcenter.documents.commands import make_content_commands
from tests.articles.writing import BODY, make_content, write_article, write_both

TODAY = date(2026, 11, 2)


def run(root: Path, *arguments: str) -> Result:
    library = make_content(root)

    def open_content() -> tuple[object, object]:
        return library, make_checks(lambda: TODAY)[:1]

    group = make_content_commands(open_content, make_commands(open_content, lambda: TODAY))  # type: ignore[arg-type]
    return CliRunner().invoke(group, arguments)


def test_a_new_article_passes_the_check_in_every_language(tmp_path: Path) -> None:
    result = run(tmp_path, "new", "paying-online", "--section", "families", "--title", "Payer : en ligne")
    assert result.exit_code == 0
    assert [Path(line).name for line in result.output.splitlines()] == ["fr.md", "en.md"]
    checked = run(tmp_path, "check")
    assert (checked.exit_code, checked.output) == (0, "0 errors, 0 warnings\n")
    text = (tmp_path / "articles" / "paying-online" / "fr.md").read_text(encoding="utf-8")
    for line in ("title: 'Payer : en ligne'", "section: families", "status: draft", "updated_on: 2026-11-02", "review_on: 2027-05-02"):
        assert line in text.split("\n")


def test_the_english_skeleton_says_from_the_beginning_what_it_was_made_from(tmp_path: Path) -> None:
    run(tmp_path, "new", "a")
    write = tmp_path / "articles" / "a" / "fr.md"
    write.write_text(write.read_text(encoding="utf-8").replace("Une action par étape", "Une seule action par étape"), encoding="utf-8")
    assert "1 of 3 sections of fr changed since: what-to-do" in run(tmp_path, "check").output


def test_an_article_that_exists_is_never_overwritten(tmp_path: Path) -> None:
    run(tmp_path, "new", "paying-online")
    result = run(tmp_path, "new", "paying-online")
    assert result.exit_code == 1
    assert "exists already" in result.output


@pytest.mark.parametrize("slug", ["Paying", "../x", "a_b", "a--b", "/tmp/x"])
def test_a_name_that_is_no_address_is_refused(tmp_path: Path, slug: str) -> None:
    assert run(tmp_path, "new", slug).exit_code == 2
    assert [item.name for item in (tmp_path / "articles").iterdir()] == ["sections.yaml"]


def test_a_section_that_does_not_exist_is_refused_with_those_that_do(tmp_path: Path) -> None:
    result = run(tmp_path, "new", "a", "--section", "nowhere")
    assert result.exit_code == 2
    assert "known: why, families" in result.output


def test_accepting_writes_the_digests_and_touches_nothing_else(tmp_path: Path) -> None:
    write_both(tmp_path, "a")
    file = tmp_path / "articles" / "a" / "en.md"
    file.write_text(file.read_text(encoding="utf-8").replace("section: why", "section: why  # for now"), encoding="utf-8")
    before = file.read_text(encoding="utf-8").split("\n")
    assert run(tmp_path, "accept", "a").output == "a/en: accepted\n"
    after = file.read_text(encoding="utf-8").split("\n")
    added = [line for line in after if line not in before]
    assert [line for line in after if line not in added] == before
    assert [line.split(":")[0].strip() for line in added] == ["translation", "of", "sections", "introduction", "what-happens", "after"]
    assert run(tmp_path, "accept", "a/en").output == "a/en: nothing to accept\n"


def test_one_section_alone_can_be_accepted(tmp_path: Path) -> None:
    write_both(tmp_path, "a")
    run(tmp_path, "accept", "a")
    write_article(tmp_path, "a", "fr", BODY.replace("Il arrive", "Il revient").replace("Un mail", "Deux mails"))
    assert run(tmp_path, "accept", "a/en", "--section", "after").exit_code == 0
    assert "1 of 3 sections of fr changed since: what-happens;" in run(tmp_path, "check").output


def test_all_translations_can_be_accepted_at_once_and_answered_as_json(tmp_path: Path) -> None:
    write_both(tmp_path, "a")
    write_article(tmp_path, "b", "fr")
    result = run(tmp_path, "accept", "--all", "--json")
    assert result.exit_code == 0
    rows = {row["slug"]: row for row in json.loads(result.output)}
    assert rows["a"] == {"slug": "a", "locale": "en", "written": True, "changed": [], "gone": []}
    assert rows["b"]["error"] == "b/fr is the original itself: accept its translations"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([], 2, "name the texts"),
        (["a", "--all"], 2, "name the texts"),
        (["gone/en"], 1, "there is no text gone/en"),
        (["a/fr"], 1, "is the original itself"),
        (["a/en", "--section", "nowhere"], 1, "has no section nowhere (it has: introduction, what-happens, after)"),
        (["../x/en"], 1, "there is no text ../x/en"),
    ],
)
def test_what_cannot_be_accepted_is_refused_in_words(tmp_path: Path, arguments: list[str], code: int, said: str) -> None:
    write_both(tmp_path, "a")
    result = run(tmp_path, "accept", *arguments)
    assert result.exit_code == code
    assert said in result.output
