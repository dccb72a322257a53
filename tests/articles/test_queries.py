from datetime import UTC, datetime
from pathlib import Path

import pytest

from helpcenter.articles.content import ARTICLES, GUIDE
from helpcenter.articles.queries import find_article, find_source
from helpcenter.documents.errors import ContentError
from helpcenter.documents.library import Library
from tests.documents.texts import write_text

VALUES = {"vendor": "ANI", "sender_address": "a@ani.example", "block_days": "90", "provider": "P"}
NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
SUMMARY = {"summary": "A sentence that is long enough for a list.", "section": "why", "updated_on": "2026-11-02"}


def open_library(root: Path) -> Library:
    return Library(root, [ARTICLES])


def test_an_article_is_read_in_the_language_that_is_asked_for(tmp_path: Path) -> None:
    write_text(tmp_path, "articles/a/fr", "## Un {#one}", title="Une ?", **SUMMARY)
    write_text(tmp_path, "articles/a/en", "## One {#one}", title="One", **SUMMARY)
    article = find_article(open_library(tmp_path), "a", "fr", VALUES)
    assert article is not None
    assert (article.locale, article.title, article.translations) == ("fr", "Une\u202f?", ("fr", "en"))
    assert article.contents[0].anchor == "one"


def test_a_missing_or_broken_translation_gives_the_other_language(tmp_path: Path) -> None:
    write_text(tmp_path, "articles/a/fr", title="Une note", **SUMMARY)
    write_text(tmp_path, "articles/b/fr", title="Une autre", **SUMMARY)
    write_text(tmp_path, "articles/b/en", title="Another", colour="red", **SUMMARY)
    for slug in ("a", "b"):
        article = find_article(open_library(tmp_path), slug, "en", VALUES)
        assert article is not None
        assert article.locale == "fr"


def test_an_article_that_is_broken_in_every_language_is_an_error(tmp_path: Path) -> None:
    write_text(tmp_path, "articles/a/fr", title="Une note", colour="red", **SUMMARY)
    library = open_library(tmp_path)
    with pytest.raises(ContentError, match="unknown field"):
        find_article(library, "a", "fr", VALUES)


@pytest.mark.parametrize(
    "fields", [{"status": "draft"}, {"status": "archived"}, {"publish_at": "2026-11-26 13:01"}], ids=["draft", "archived", "scheduled"]
)
def test_readers_do_not_see_what_is_not_public_and_get_the_other_language(tmp_path: Path, fields: dict[str, str]) -> None:
    write_text(tmp_path, "articles/a/fr", title="Une note", **SUMMARY)
    write_text(tmp_path, "articles/a/en", title="A note", **SUMMARY, **fields)
    library = open_library(tmp_path)
    article = find_article(library, "a", "en", VALUES, NOW)
    assert article is not None
    assert (article.locale, article.translations) == ("fr", ("fr",))
    assert find_source(library, "a", "en", VALUES, "", NOW) is None
    (tmp_path / "articles" / "a" / "fr.md").unlink()
    assert find_article(library, "a", "en", VALUES, NOW) is None


def test_staff_see_a_draft(tmp_path: Path) -> None:
    write_text(tmp_path, "articles/a/en", title="A note", status="draft", **SUMMARY)
    article = find_article(open_library(tmp_path), "a", "en", VALUES)
    assert article is not None
    assert article.title == "A note"


def test_an_article_depends_on_its_files_in_every_language_and_on_its_pictures() -> None:
    root = Path(__file__).parents[2] / "content"
    article = find_article(open_library(root), GUIDE, "fr", VALUES)
    assert article is not None
    assert {file.name for file in article.files} == {"fr.md", "en.md", "path-of-a-mail.fr.svg", "volume-spike.fr.svg"}


def test_the_source_can_be_read_elsewhere(tmp_path: Path) -> None:
    write_text(tmp_path, "articles/b/en", "## B {#b}", title="Bee", **SUMMARY)
    body = "{{ vendor }} [b](../b/en.md#b) [help](page:assistance) [here](#x)\n\n## X {#x}\n"
    write_text(tmp_path, "articles/a/en", body, title="Aye", **SUMMARY)
    text = find_source(open_library(tmp_path), "a", "en", VALUES, "https://help.example")
    assert text is not None
    assert text.startswith("# Aye\n\n> A sentence")
    assert "ANI [b](https://help.example/en/articles/b#b) [help](https://help.example/en/assistance) [here](#x)" in text
    assert find_source(open_library(tmp_path), "a", "fr", VALUES, "") is None
