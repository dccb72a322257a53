"""The matrix of translations: every article in every language, and what of it must be looked at."""

from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from helpcenter.articles.content import ARTICLES, ArticleMatter, Status
from helpcenter.articles.rows import Row
from helpcenter.articles.sections import Section
from helpcenter.articles.translations import Freshness, Side, State, compare, original_of
from helpcenter.documents.digests import section_digests, section_titles
from helpcenter.documents.errors import ContentError
from helpcenter.documents.frontmatter import Document, read_text, split_front_matter
from helpcenter.documents.library import Library
from helpcenter.i18n.locales import INTERFACE_LOCALES

PAGE = 50
# Some 800 bytes for the sections of an article: ten thousand of them are 8 MB.
REMEMBERED = 12_000


@dataclass(frozen=True)
class Sections:
    """The sections of an original: anchor → digest, and anchor → heading."""

    digests: Mapping[str, str]
    titles: Mapping[str, str]


NONE = Sections({}, {})


class SectionMemory:
    """Sections of originals, read again only when what readers read has changed."""

    def __init__(self, library: Library, capacity: int = REMEMBERED) -> None:
        self._library = library
        self._capacity = capacity
        self._known: OrderedDict[str, Sections] = OrderedDict()

    def of(self, row: Row) -> Sections:
        """The sections of the text that a row of the catalogue describes; none when its file cannot be read."""
        # Taken out and put back at the end: the longest unused goes first. Two articles with the same digest have the same text.
        found = self._known.pop(row.digest, None) or self._read(row)
        self._known[row.digest] = found
        while len(self._known) > self._capacity:
            self._known.popitem(last=False)
        return found

    def _read(self, row: Row) -> Sections:
        file = self._library.file_of(ARTICLES, row.slug, row.locale)
        if file is None:
            return NONE
        try:
            _header, body = split_front_matter(read_text(file), file)
        except ContentError:
            return NONE
        # The row has read the front matter: reading YAML again would take ten times as long as all the rest.
        document = Document(
            file,
            ArticleMatter.model_construct(title=row.title, summary=row.summary, section=row.section, updated_on=row.updated_on),
            body,
            1,
        )
        return Sections(section_digests(document), section_titles(document))


@dataclass(frozen=True)
class Cell:
    """An article in one language; `is_broken` when there is a file that nobody can read."""

    locale: str
    state: State
    row: Row | None = None
    titles: Mapping[str, str] | None = None
    is_broken: bool = False

    @property
    def needs_work(self) -> bool:
        """True when somebody should look at it."""
        return self.is_broken or self.state.needs_work

    def names(self, anchors: Iterable[str]) -> list[tuple[str, str]]:
        """Anchors with their headings in the original; the anchor itself for a section that it has no longer."""
        return [(anchor, (self.titles or {}).get(anchor, anchor)) for anchor in anchors]


@dataclass(frozen=True)
class Line:
    """An article in all languages."""

    slug: str
    title: str
    section: str
    order: int
    cells: tuple[Cell, ...]

    @property
    def needs_work(self) -> bool:
        """True when one of its languages should be looked at."""
        return any(cell.needs_work for cell in self.cells)


@dataclass(frozen=True)
class Matrix:
    """A part of the matrix, the number of lines that were found, and how all articles stand per language."""

    lines: tuple[Line, ...]
    found: int
    number: int
    totals: Mapping[str, Counter[Freshness]]

    @property
    def last(self) -> int:
        """The number of the last page, from 1."""
        return max(1, -(-self.found // PAGE))


@dataclass(frozen=True)
class Filter:
    """What is wanted of the matrix: everything or what needs work, one section or all, which page."""

    is_all: bool = False
    section: str = ""
    number: int = 1

    def wants(self, line: Line) -> bool:
        """True when a line is to be shown."""
        return (self.is_all or line.needs_work) and self.section in {"", line.section}


def make_matrix(library: Library, memory: SectionMemory, rows: Iterable[Row], sections: Iterable[Section], wanted: Filter) -> Matrix:
    """The lines that are wanted, in the order of the sections."""
    ranks = {section.id: rank for rank, section in enumerate(sections)}
    lines = sorted(make_lines(library, memory, rows), key=lambda line: (ranks.get(line.section, len(ranks)), line.order, line.slug))
    shown = [line for line in lines if wanted.wants(line)]
    number = min(max(wanted.number, 1), max(1, -(-len(shown) // PAGE)))
    totals = {locale: Counter(cell.state.freshness for cell in _column(lines, locale)) for locale in INTERFACE_LOCALES}
    return Matrix(tuple(shown[(number - 1) * PAGE : number * PAGE]), len(shown), number, totals)


def _column(lines: Iterable[Line], locale: str) -> Iterator[Cell]:
    return (cell for line in lines for cell in line.cells if cell.locale == locale)


def make_lines(library: Library, memory: SectionMemory, rows: Iterable[Row]) -> Iterator[Line]:
    """Every article that readers see or may come to see, in all languages."""
    articles: dict[str, dict[str, Row]] = {}
    for row in rows:
        articles.setdefault(row.slug, {})[row.locale] = row
    for slug, written in articles.items():
        # Nobody will read it in any language.
        if all(row.status is Status.ARCHIVED for row in written.values()):
            continue
        first = next((written[code] for code in INTERFACE_LOCALES if code in written), next(iter(written.values())))
        yield Line(slug, first.title, first.section, first.order, tuple(_make_cells(library, memory, slug, written)))


def _make_cells(library: Library, memory: SectionMemory, slug: str, written: dict[str, Row]) -> Iterator[Cell]:
    originals = {original_of(code, _side(written.get(code), NONE)) for code in INTERFACE_LOCALES}
    read = {code: memory.of(row) if code in originals else NONE for code, row in written.items()}
    sides = {code: side for code, row in written.items() if (side := _side(row, read[code]))}
    # Only what the catalogue does not know is looked for among the files.
    files = library.locales(ARTICLES, slug) if len(written) < len(INTERFACE_LOCALES) else ()
    for code in INTERFACE_LOCALES:
        source = original_of(code, sides.get(code))
        is_broken = code not in written and code in files
        yield Cell(code, compare(code, sides), written.get(code), read.get(source, NONE).titles, is_broken)


def _side(row: Row | None, sections: Sections) -> Side | None:
    return Side(row.status, row.translation, sections.digests) if row else None
