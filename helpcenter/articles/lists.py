"""Lists of articles: a section page by page, the beginning of each section, what is related to an article. Cheap at any number."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from helpcenter.articles.catalogue import Catalogue
from helpcenter.articles.content import ARTICLES
from helpcenter.articles.queries import Teaser, make_teaser
from helpcenter.articles.rows import Row
from helpcenter.articles.sections import Section
from helpcenter.documents.library import Library

# So many articles of each section stand in the index; the section's own pages show the rest.
INDEX_ROWS = 12
PAGE_ROWS = 40
RELATED_ROWS = 4
# Among so many articles of the section related ones are looked for, however large it is.
CANDIDATES = 60


@dataclass(frozen=True)
class Shelved:
    """A part of a section: its articles, how many there are in all, which page of how many this is."""

    section: Section
    articles: tuple[Teaser, ...]
    count: int
    page: int = 1
    pages: int = 1


@dataclass(frozen=True)
class Surroundings:
    """What stands around an article: its section, what comes before and after it, what else helps."""

    section: Section | None
    previous: Teaser | None
    next: Teaser | None
    related: tuple[Teaser, ...]


class Reader:
    """Lists in one language at one moment, with the values of one reader's variables."""

    def __init__(self, library: Library, catalogue: Catalogue, values: Mapping[str, str], locale: str, now: datetime) -> None:
        self._library = library
        self._catalogue = catalogue
        self._values = values
        self._locale = locale
        self._now = now

    def beginnings(self, sections: Iterable[Section], rows: int = INDEX_ROWS) -> list[Shelved]:
        """The first articles of each section that has any."""
        counted = [(section, self._catalogue.count_section(section.id, self._now)) for section in sections]
        return [Shelved(section, self._articles(section, rows), count) for section, count in counted if count]

    def page(self, section: Section, number: int) -> Shelved | None:
        """One page of a section, counted from 1; None when there is no such page."""
        count = self._catalogue.count_section(section.id, self._now)
        # An empty section has one page, which says so.
        pages = max(1, -(-count // PAGE_ROWS))
        if not 1 <= number <= pages:
            return None
        return Shelved(section, self._articles(section, PAGE_ROWS, (number - 1) * PAGE_ROWS), count, number, pages)

    def around(self, row: Row, sections: Iterable[Section]) -> Surroundings:
        """What stands around this article."""
        section = next((each for each in sections if each.id == row.section), None)
        before, after = self._catalogue.neighbours(row, self._now)
        return Surroundings(section, self._teaser_or_none(before), self._teaser_or_none(after), self.teasers(self._related(row)))

    def named(self, slugs: Iterable[str]) -> list[Row]:
        """The public articles of these slugs."""
        found = (self._catalogue.find_public(slug, self._locale, self._now) for slug in slugs)
        return [row for row in found if row]

    def teasers(self, rows: Iterable[Row]) -> tuple[Teaser, ...]:
        """Rows in the words that readers see."""
        return tuple(self._teaser(row) for row in rows)

    def _articles(self, section: Section, limit: int, offset: int = 0) -> tuple[Teaser, ...]:
        return self.teasers(self._catalogue.section_rows(section.id, self._locale, self._now, limit=limit, offset=offset))

    def _related(self, row: Row) -> list[Row]:
        """Those that its author names; then those of its section with common keywords, the most first; then the first ones."""
        chosen = [each for each in self.named(row.related) if each.slug != row.slug][:RELATED_ROWS]
        known = {row.slug, *(each.slug for each in chosen)}
        # In the order of the section; sorting keeps it among those with as many common keywords.
        others = self._catalogue.section_rows(row.section, self._locale, self._now, limit=CANDIDATES)
        own = _folded(row.keywords)
        ranked = sorted((each for each in others if each.slug not in known), key=lambda each: -len(own & _folded(each.keywords)))
        return [*chosen, *ranked[: RELATED_ROWS - len(chosen)]]

    def _teaser(self, row: Row) -> Teaser:
        return make_teaser(row, self._values, self._library.root / ARTICLES.folder / row.slug / f"{row.locale}.md")

    def _teaser_or_none(self, row: Row | None) -> Teaser | None:
        return self._teaser(row) if row else None


def _folded(keywords: Iterable[str]) -> set[str]:
    return {keyword.casefold() for keyword in keywords}
