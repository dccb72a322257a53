from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from helpcenter.articles.catalogue import Catalogue
from helpcenter.articles.content import ARTICLES
from helpcenter.articles.search import ArticleSource
from helpcenter.documents.library import Library
from tests.documents.texts import write_text
from tests.fakes import FakeClock

MATTER = {"summary": "A sentence that is long enough for a list.", "section": "why", "updated_on": "2026-11-02"}
VALUES = {"vendor": "ANI", "sender_address": "no-reply@ani.example", "block_days": "90", "provider": "Mailjet", "code_days": "30"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "content"


def write(root: Path, slug: str, body: str = "Text.", **fields: Any) -> None:
    write_text(root, f"articles/{slug}/fr", body, **{**MATTER, "title": f"Titre {slug}", **fields})


def open_source(root: Path, tmp_path: Path, clock: FakeClock, **values: str) -> ArticleSource:
    library = Library(root, [ARTICLES])
    return ArticleSource(library, Catalogue(library, tmp_path / "instance"), {**VALUES, **values}, clock)


def test_an_article_is_given_section_by_section_with_its_variables_filled(root: Path, tmp_path: Path, clock: FakeClock) -> None:
    write(root, "a", "Avant.\n\n## Quoi {#what}\n\nÉcrivez à {{ sender_address }}.", keywords="[délai]", title="{{ vendor }} : quoi")
    source = open_source(root, tmp_path, clock)
    source.version()
    found = source.read("a", "fr")
    assert found is not None
    assert (found.title, found.keywords, found.url) == ("ANI\u00a0: quoi", ("délai",), "/fr/articles/a")
    assert [(each.anchor, each.heading, each.text) for each in found.sections] == [
        ("", "", "Avant."),
        ("what", "Quoi", "Écrivez à no-reply@ani.example."),
    ]


def test_only_public_articles_are_given(root: Path, tmp_path: Path, clock: FakeClock) -> None:
    clock.now = datetime(2026, 11, 26, 12, tzinfo=UTC)
    write(root, "public")
    write(root, "draft", status="draft")
    write(root, "archived", status="archived")
    write(root, "later", publish_at="2026-11-26 14:00")
    source = open_source(root, tmp_path, clock)
    before = source.version()
    assert set(source.digests()) == {("public", "fr")}
    assert source.read("draft", "fr") is None
    clock.advance(hours=2)
    assert source.version() != before
    assert set(source.digests()) == {("public", "fr"), ("later", "fr")}


def test_a_digest_follows_text_keywords_and_values(root: Path, tmp_path: Path, clock: FakeClock) -> None:
    write(root, "a")
    source = open_source(root, tmp_path, clock)
    source.version()
    digests = [source.digests()["a", "fr"]]
    write(root, "a", keywords="[neuf]")
    source.version()
    digests.append(source.digests()["a", "fr"])
    other = open_source(root, tmp_path, clock, block_days="30")
    other.version()
    digests.append(other.digests()["a", "fr"])
    assert len(set(digests)) == 3


def test_a_broken_article_is_left_out(root: Path, tmp_path: Path, clock: FakeClock) -> None:
    write(root, "a", "{{ nothing_of_that_name }}")
    source = open_source(root, tmp_path, clock)
    source.version()
    assert source.read("a", "fr") is None
    assert source.read("missing", "fr") is None
