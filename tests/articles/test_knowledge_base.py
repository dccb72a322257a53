"""What must hold of the published knowledge base as a whole; single texts are the business of `content check`."""

import re
from collections import Counter
from pathlib import Path

import pytest

from helpcenter.articles.content import ARTICLES, GUIDE, ArticleMatter
from helpcenter.articles.sections import read_sections
from helpcenter.config import HOUSE
from helpcenter.documents.library import Library
from helpcenter.documents.shelf import Page, Place, find_place
from helpcenter.i18n.locales import INTERFACE_LOCALES
from helpcenter.tutorials.library import SHELF as TUTORIALS

FOLDER = HOUSE / "content" / ARTICLES.folder
# The values of settings, which an installation may change; the texts have variables for them.
SETTINGS_IN_WORDS = re.compile(r"\b(30|90|thirty|ninety|trente|quatre-vingt-dix) (jours|days)\b")
LAW_FORBIDS = re.compile(r"(RGPD|GDPR|loi|law)[^.!?]{0,60}\b(interdi|forbid|prohibit)", re.IGNORECASE)


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(HOUSE / "content", [ARTICLES, TUTORIALS])


def pages_of(library: Library, locale: str) -> dict[str, Page[ArticleMatter]]:
    return {slug: library.get(ARTICLES, slug, locale) for slug in library.slugs(ARTICLES)}


def led_to(page: Page[ArticleMatter]) -> set[str]:
    """The articles to which the words of an article lead."""
    here = Place(ARTICLES.folder, page.slug, page.locale)
    places = (find_place(link.target, here) for link in page.rendered.links if not link.target.startswith("#"))
    return {place.slug for place in places if place and place.folder == ARTICLES.folder}


@pytest.mark.parametrize("locale", INTERFACE_LOCALES)
def test_there_are_twenty_articles_at_least_and_no_section_is_thin(library: Library, locale: str) -> None:
    pages = pages_of(library, locale)
    sections = Counter(page.meta.section for page in pages.values())
    assert len(pages) >= 20
    assert {section.id for section in read_sections(library)} == set(sections)
    assert min(sections.values()) >= 5


@pytest.mark.parametrize("locale", INTERFACE_LOCALES)
def test_every_article_is_reached_from_the_guide_by_links_in_the_texts(library: Library, locale: str) -> None:
    pages = pages_of(library, locale)
    reached, todo = {GUIDE}, [GUIDE]
    while todo:
        new = led_to(pages[todo.pop()]) - reached
        reached |= new
        todo += new
    assert reached == set(pages)


@pytest.mark.parametrize("locale", INTERFACE_LOCALES)
def test_no_two_articles_have_the_same_place_in_a_section(library: Library, locale: str) -> None:
    places = Counter((page.meta.section, page.meta.order) for page in pages_of(library, locale).values())
    assert [place for place, count in places.items() if count > 1] == []


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*/*.md")), ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_no_article_says_as_fixed_what_an_installation_may_change_nor_that_a_law_forbids_to_write(file: Path) -> None:
    body = file.read_text(encoding="utf-8").partition("\n---\n")[2]
    assert not SETTINGS_IN_WORDS.search(body)
    assert not LAW_FORBIDS.search(body)


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*/*.svg")), ids=lambda file: file.name)
def test_a_drawing_has_a_title_follows_dark_screens_and_speaks_every_language(file: Path) -> None:
    source = file.read_text(encoding="utf-8")
    name = file.name.split(".")[0]
    assert "<title>" in source
    assert "prefers-color-scheme: dark" in source
    assert all((file.parent / f"{name}.{locale}.svg").is_file() for locale in INTERFACE_LOCALES)
