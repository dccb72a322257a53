from datetime import date
from pathlib import Path

import pytest

from helpcenter.articles.accepting import accept
from helpcenter.articles.checks import check_article, check_lists, make_checks
from helpcenter.documents.checks import Problem, check_content
from tests.articles.writing import BODY, make_content, write_article, write_both

TODAY = date(2026, 11, 26)
GUIDE = "mail-delivery"


def problems(root: Path) -> list[str]:
    """What the checks say, without the guide that the start page needs and without translations that nobody compared."""
    found = check_content(make_content(root), make_checks(lambda: TODAY))
    lines = [str(Problem(each.file.relative_to(root), each.line, each.level, each.message)) for each in found]
    return [line for line in lines if GUIDE not in line and "does not say what it was made from" not in line]


def compare_all(root: Path, slug: str) -> Path:
    found = accept(make_content(root), slug, "en")
    found.file.write_bytes(found.after)
    return found.file


def test_two_good_articles_have_no_problem(tmp_path: Path) -> None:
    write_both(tmp_path, "a", related="[b]", aliases="[old-a]", review_on="2027-05-24")
    write_both(tmp_path, "b", section="families", status="draft")
    assert problems(tmp_path) == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"section": "nowhere"}, "articles/a/fr.md:4: there is no section nowhere (known: why, families)"),
        ({"related": "[gone]"}, "articles/a/fr.md:6: names the related article gone, which does not exist"),
        ({"related": "[b, a]"}, "articles/a/fr.md:6: names itself as related"),
        ({"aliases": "[b]"}, "articles/a/fr.md:6: the old slug b is the slug of an article"),
        (
            {"status": "draft", "publish_at": "2026-12-01 08:00"},
            "articles/a/fr.md:7: publish_at counts for status: published only, and the status is draft",
        ),
        (
            {"review_on": "2026-11-25", "owner": "assistance"},
            "articles/a/fr.md:6: warning: was to be read again by 2026-11-25 (assistance)",
        ),
        ({"review_on": "2026-12-26"}, "articles/a/fr.md:6: warning: is to be read again by 2026-12-26 (nobody is named as owner)"),
    ],
)
def test_a_mistake_in_the_front_matter_is_named_in_its_line(tmp_path: Path, fields: dict[str, str], expected: str) -> None:
    write_both(tmp_path, "a", **fields)
    write_both(tmp_path, "b")
    assert expected in problems(tmp_path)


def test_two_articles_cannot_have_the_same_old_slug(tmp_path: Path) -> None:
    write_both(tmp_path, "a", aliases="[old]")
    write_both(tmp_path, "b", aliases="[old]")
    assert problems(tmp_path) == [f"articles/b/{locale}.md:6: the old slug old is an old slug of a too" for locale in ("en", "fr")]


@pytest.mark.parametrize(("field", "value"), [("section", "families"), ("order", "3"), ("aliases", "[x, y]")])
def test_what_places_an_article_is_the_same_in_every_language(tmp_path: Path, field: str, value: str) -> None:
    write_article(tmp_path, "a", "en")
    write_article(tmp_path, "a", "fr", **{field: value})
    write_both(tmp_path, "b")
    (found,) = [line for line in problems(tmp_path) if line.startswith("articles/a/")]
    assert f"{field} is not the same as in en: {value.strip('[]')} and " in found


def test_a_stale_translation_names_its_sections_until_somebody_accepts(tmp_path: Path) -> None:
    write_both(tmp_path, "a")
    line = compare_all(tmp_path, "a").read_text(encoding="utf-8").split("\n").index("translation:") + 1
    write_article(tmp_path, "a", "fr", BODY.replace("Il arrive.", "Il revient.").replace("Bonjour.", "Salut."))
    hint = "if it still says the same: helpcenter content accept a/en"
    assert problems(tmp_path) == [f"articles/a/en.md:{line}: warning: 2 of 3 sections of fr changed since: introduction, after; {hint}"]
    compare_all(tmp_path, "a")
    assert problems(tmp_path) == []


def test_a_translation_that_nobody_compared_and_one_left_alone_are_warnings(tmp_path: Path) -> None:
    write_both(tmp_path, "a")
    found = check_article(make_content(tmp_path), "a", TODAY)
    assert [problem.message.split(";")[0] for problem in found] == ["does not say what it was made from"]
    compare_all(tmp_path, "a")
    write_article(tmp_path, "a", "fr", status="archived")
    found = check_article(make_content(tmp_path), "a", TODAY)
    assert [problem.message for problem in found] == ["readers may see it, but not its original (fr)"]


def test_a_long_sentence_is_a_warning_with_its_beginning(tmp_path: Path) -> None:
    write_both(tmp_path, "a", body=f"Court.\n\nUne {'très ' * 25}longue phrase.")
    expected = f"articles/a/fr.md:10: warning: a sentence of 28 words (at most 25): “Une {'très ' * 11}…”"
    assert expected in problems(tmp_path)


def test_jargon_is_a_warning_that_offers_the_link_and_the_glossary_is_free_of_it(tmp_path: Path) -> None:
    make_content(tmp_path)
    (tmp_path / "articles" / "jargon.yaml").write_text("fr:\n  rebond: bounce\n  SMTP: ''\n", encoding="utf-8")
    write_both(tmp_path, "glossary", body="## Rebond {#bounce}\n\nLe rebond revient.")
    write_both(tmp_path, "a", body="Un rebond par SMTP.")
    assert problems(tmp_path) == [
        "articles/a/fr.md:8: warning: “SMTP” is not explained where it first stands: say what it is, or leave it out",
        "articles/a/fr.md:8: warning: “rebond” is not explained where it first stands: write [rebond](../glossary/fr.md#bounce)",
    ]


def test_the_list_of_jargon_leads_to_what_the_glossary_has(tmp_path: Path) -> None:
    library = make_content(tmp_path)
    (tmp_path / "articles" / "jargon.yaml").write_text("fr:\n  rebond: gone\n", encoding="utf-8")
    write_both(tmp_path, "glossary", body="## Rebond {#bounce}\n\nLe rebond revient.")
    assert [(found.line, found.message) for found in check_lists(library)] == [
        (2, "“rebond” (fr) leads to #gone, which the glossary does not have")
    ]


def test_a_broken_list_is_named_once_and_hides_nothing_else(tmp_path: Path) -> None:
    make_content(tmp_path)
    (tmp_path / "articles" / "jargon.yaml").write_text("fr: [rebond]\n", encoding="utf-8")
    write_both(tmp_path, "a", related="[gone]")
    found = problems(tmp_path)
    assert len([line for line in found if "jargon.yaml:1" in line]) == 1
    assert any("names the related article gone" in line for line in found)


def test_a_file_of_sections_that_is_missing_is_an_error(tmp_path: Path) -> None:
    library = make_content(tmp_path)
    (tmp_path / "articles" / "sections.yaml").unlink()
    assert ["cannot be read" in problem.message for problem in check_lists(library)] == [True]
