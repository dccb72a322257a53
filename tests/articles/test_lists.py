from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from helpcenter.articles.catalogue import Catalogue
from helpcenter.articles.content import ARTICLES
from helpcenter.articles.lists import CANDIDATES, INDEX_ROWS, PAGE_ROWS, RELATED_ROWS, Reader, Surroundings
from helpcenter.articles.queries import Teaser
from helpcenter.articles.sections import Section
from helpcenter.documents.library import Library
from tests.documents.texts import write_text

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
VALUES = {"vendor": "ANI", "sender_address": "a@ani.example", "block_days": "90", "provider": "P"}
MATTER = {"summary": "A sentence that is long enough for a list.", "section": "why", "updated_on": "2026-11-02"}
WHY, OTHER = (Section(id=name, title={"fr": name}, summary={"fr": name}) for name in ("why", "other"))


class House:
    """A content folder with its catalogue."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "content"
        self.library = Library(self.root, [ARTICLES])
        self.catalogue = Catalogue(self.library, folder / "instance")

    def write(self, slug: str, locale: str = "fr", **fields: Any) -> None:
        """An article of the section `why`."""
        write_text(self.root, f"articles/{slug}/{locale}", **{**MATTER, "title": f"Titre {slug}", **fields})

    def fill(self, count: int) -> None:
        """Many articles: a-000, a-001 …"""
        for number in range(count):
            self.write(f"a-{number:03}", order=number)

    def reader(self, locale: str = "fr", now: datetime = NOW) -> Reader:
        """A reader, after a look at the files."""
        self.catalogue.look()
        return Reader(self.library, self.catalogue, VALUES, locale, now)

    def around(self, slug: str, locale: str = "fr") -> Surroundings:
        """What stands around an article."""
        reader = self.reader(locale)
        row = self.catalogue.find_public(slug, locale, NOW)
        assert row is not None
        return reader.around(row, (WHY, OTHER))


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def slugs(articles: tuple[Teaser, ...]) -> list[str]:
    return [article.slug for article in articles]


def test_titles_and_summaries_are_typeset_and_filled(house: House) -> None:
    house.write("a", title="{{ vendor }} : pourquoi ?")
    (shelf,) = house.reader().beginnings([WHY])
    assert shelf.articles[0].title == "ANI\u00a0: pourquoi\u202f?"


def test_an_article_without_translation_is_listed_in_its_own_language(house: House) -> None:
    house.write("a")
    house.write("b", "en")
    (shelf,) = house.reader("en").beginnings([WHY])
    assert {article.slug: article.locale for article in shelf.articles} == {"a": "fr", "b": "en"}


def test_an_empty_section_is_not_shown(house: House) -> None:
    house.write("a")
    house.write("b", section="other", status="draft")
    assert [shelf.section.id for shelf in house.reader().beginnings([WHY, OTHER])] == ["why"]


def test_the_index_shows_the_beginning_and_the_pages_show_all(house: House) -> None:
    house.fill(PAGE_ROWS + 3)
    reader = house.reader()
    (shelf,) = reader.beginnings([WHY])
    assert (len(shelf.articles), shelf.count) == (INDEX_ROWS, PAGE_ROWS + 3)
    first, second = reader.page(WHY, 1), reader.page(WHY, 2)
    assert first is not None
    assert second is not None
    assert (first.pages, len(first.articles)) == (2, PAGE_ROWS)
    assert slugs(second.articles) == [f"a-{number:03}" for number in range(PAGE_ROWS, PAGE_ROWS + 3)]


@pytest.mark.parametrize("number", [0, -1, 3, 10**30])
def test_there_is_no_page_before_the_first_or_after_the_last(house: House, number: int) -> None:
    house.fill(PAGE_ROWS + 1)
    assert house.reader().page(WHY, number) is None


def test_a_section_without_articles_has_one_empty_page(house: House) -> None:
    shelf = house.reader().page(OTHER, 1)
    assert shelf is not None
    assert (shelf.articles, shelf.pages) == ((), 1)


def test_related_are_first_those_that_the_author_names_even_of_another_section(house: House) -> None:
    house.fill(6)
    house.write("far", section="other")
    house.write("draft", status="draft")
    house.write("a-002", order=2, related="[far, a-005, draft, nothing, a-002]")
    assert slugs(house.around("a-002").related)[:2] == ["far", "a-005"]
    assert len(house.around("a-002").related) == RELATED_ROWS


def test_then_those_with_common_words_then_the_first_ones_of_the_section(house: House) -> None:
    house.fill(6)
    house.write("a-003", order=3, keywords="[boîte, Spam]")
    house.write("a-005", order=5, keywords="[spam]")
    assert slugs(house.around("a-003").related) == ["a-005", "a-000", "a-001", "a-002"]


def test_what_is_related_is_not_looked_for_among_all(house: House) -> None:
    house.fill(CANDIDATES + 2)
    house.write("z", order=9000, keywords="[spam]")
    house.write("a-000", order=0, keywords="[spam]")
    assert "z" not in slugs(house.around("a-000").related)


def test_before_and_after_are_those_of_the_same_section(house: House) -> None:
    house.fill(3)
    house.write("far", section="other", order=1)
    around = house.around("a-001")
    assert around.section == WHY
    assert around.previous is not None
    assert around.next is not None
    assert (around.previous.slug, around.next.slug) == ("a-000", "a-002")
    assert house.around("a-000").previous is None
    assert house.around("a-002").next is None


def test_a_scheduled_article_appears_in_lists_at_its_time(house: House) -> None:
    house.write("a")
    house.write("b", publish_at="2026-11-26 14:00")
    assert house.reader().beginnings([WHY])[0].count == 1
    assert house.reader(now=NOW + timedelta(hours=2)).beginnings([WHY])[0].count == 2
