"""The list of all articles for staff: one line per article, its state in every language."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from helpcenter.articles.catalogue import Catalogue
from helpcenter.articles.content import ARTICLES, Status
from helpcenter.articles.rows import Row
from helpcenter.articles.sections import Section
from helpcenter.documents.library import Library
from helpcenter.i18n.formats import house_day
from helpcenter.i18n.locales import INTERFACE_LOCALES

PAGE = 100


class State(StrEnum):
    """What readers see of one article in one language."""

    PUBLISHED = "published"
    """They see it."""
    SCHEDULED = "scheduled"
    """They will see it from a moment on."""
    DRAFT = "draft"
    """Only staff see it."""
    ARCHIVED = "archived"
    """They saw it once."""
    BROKEN = "broken"
    """Its file has front matter that cannot be read: nobody sees it."""
    MISSING = "missing"
    """It is not written."""


@dataclass(frozen=True)
class Version:
    """An article in one language."""

    locale: str
    state: State
    row: Row | None = None
    is_due: bool = False


@dataclass(frozen=True)
class Line:
    """An article in the list, under the title that the reader of the list understands best."""

    slug: str
    title: str
    section: str
    versions: tuple[Version, ...]


@dataclass(frozen=True)
class Page:
    """A part of the list, by section; lines without a known section come last under ""."""

    groups: tuple[tuple[Section | None, tuple[Line, ...]], ...]
    found: int
    number: int

    @property
    def last(self) -> int:
        """The number of the last page, from 1."""
        return max(1, -(-self.found // PAGE))


def state_of(row: Row, now: datetime) -> State:
    """What readers see of it."""
    if row.status is Status.PUBLISHED:
        return State.SCHEDULED if row.is_scheduled(now) else State.PUBLISHED
    return State(row.status.value)


def list_texts(
    library: Library, catalogue: Catalogue, sections: Iterable[Section], locale: str, now: datetime, query: str = "", number: int = 1
) -> Page:
    """Page `number` of the articles whose words match `query`, in the order of sections."""
    catalogue.look()
    order = list(sections)
    words = _fold(query).split()
    lines = [line for line in _lines(library, catalogue, locale, now) if _matches(line, words)]
    ranks = {section.id: rank for rank, section in enumerate(order)}
    lines.sort(key=lambda line: (ranks.get(line.section, len(ranks)), _order(line), line.slug))
    # An address from yesterday may name a page that is no more: then the last one.
    number = min(max(number, 1), max(1, -(-len(lines) // PAGE)))
    shown = lines[(number - 1) * PAGE : number * PAGE]
    groups = [(section, tuple(line for line in shown if line.section == section.id)) for section in order]
    lost = tuple(line for line in shown if line.section not in ranks)
    return Page(tuple(group for group in [*groups, (None, lost)] if group[1]), len(lines), number)


def _lines(library: Library, catalogue: Catalogue, locale: str, now: datetime) -> Iterator[Line]:
    rows: dict[str, dict[str, Row]] = {}
    for row in catalogue.rows():
        rows.setdefault(row.slug, {})[row.locale] = row
    today = house_day(now)
    for slug in library.slugs(ARTICLES):
        written = rows.get(slug, {})
        best = written.get(locale) or next((written[code] for code in INTERFACE_LOCALES if code in written), None)
        # Only what the catalogue does not know is looked for among the files.
        files = library.locales(ARTICLES, slug) if len(written) < len(INTERFACE_LOCALES) else ()
        versions = tuple(_version(code, written.get(code), code in files, now, today) for code in INTERFACE_LOCALES)
        yield Line(slug, best.title if best else slug, best.section if best else "", versions)


def _version(locale: str, row: Row | None, has_file: bool, now: datetime, today: date) -> Version:
    if row is None:
        return Version(locale, State.BROKEN if has_file else State.MISSING)
    return Version(locale, state_of(row, now), row, row.review_on is not None and row.review_on <= today)


def _order(line: Line) -> int:
    return min((version.row.order for version in line.versions if version.row), default=0)


def _matches(line: Line, words: list[str]) -> bool:
    # Without words the list is whole: folding ten thousand texts for nothing would take a second.
    if not words:
        return True
    rows = [version.row for version in line.versions if version.row]
    said = _fold(" ".join([line.slug, *(f"{row.title} {row.summary} {row.owner} {' '.join(row.keywords)}" for row in rows)]))
    return all(word in said for word in words)


def _fold(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
