"""Answers a plan from the index of one language: which texts, and which section of each."""

from array import array
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from math import log1p

from tantivy import DocAddress, Occur, Query, Searcher

from helpcenter.search.entries import MARK, SHARES, Entry, mark_of, pair
from helpcenter.search.entry_file import EntryFile
from helpcenter.search.index import BEGIN, SCHEMA, SLUG, TEXT, TITLE
from helpcenter.search.plan import Ask, Plan

# How much a word counts in titles and keywords beside what it counts in the text; two words in the same order; a completion.
BOOSTS = {TEXT: 1.0, TITLE: 1.5}
BOOST_PAIR, BOOST_MORE = 0.75, 0.4
# An unknown word counts like one of a quarter of the texts.
UNKNOWN_SHARE = 0.25
# What stands in more texts than this share says next to nothing about any of them, and costs more time than all the rest.
COMMON_SHARE = 0.9
KEPT_KEYS = KEPT_ASKS = 20_000
LAST_PAIR = (1 << 17) - 1
KEPT_ENTRIES = 1_000
SHOULD = Occur.Should
Clause = tuple[Occur, Query]
# By key: two words of a query may share one, and it counts once.
Named = dict[str, tuple[Clause, ...]]


# Not frozen: ten are made for each query, and a frozen one takes three times as long.
@dataclass(slots=True)
class Hit:
    """A text that answers: its best section (0: its beginning), how well, and which share of the words it holds (0 to 1)."""

    entry: Entry
    section: int
    score: float
    coverage: float

    @property
    def kind(self) -> str:
        """What kind of text it is, as its source says."""
        return self.entry.kind

    @property
    def slug(self) -> str:
        """Its slug."""
        return self.entry.slug

    @property
    def locale(self) -> str:
        """The language of the text."""
        return self.entry.locale

    @property
    def title(self) -> str:
        """Its title."""
        return self.entry.title

    @property
    def heading(self) -> str:
        """The heading of the section; empty at its beginning."""
        return self.entry.heading_of(self.section)

    @property
    def anchor(self) -> str:
        """The anchor of the section; empty at its beginning."""
        return self.entry.anchor_of(self.section)

    @property
    def url(self) -> str:
        """The address of the section."""
        return self.entry.url_of(self.section)


@dataclass(slots=True)
class Known:
    """What an index knows of a key: in how many texts it stands, its mark, the clauses that find them, and those that find nearly all."""

    count: int
    mark: int
    clauses: tuple[Clause, ...]
    common: tuple[Clause, ...]


@dataclass(slots=True)
class Prepared:
    """A word that is looked for, ready for the search: the marks of what lets it count as found, how much it counts, its clauses."""

    marks: tuple[int, ...]
    weight: int
    clauses: Named
    common: Named


class Engine:
    """Searches one version of one index."""

    def __init__(self, searcher: Searcher, entries: EntryFile) -> None:
        self._searcher = searcher
        self._entries = entries
        self._known: dict[str, Known] = {}
        self._pairs: Named = {}
        self._may_be_pair = _find_pairs(searcher)
        self._texts = searcher.num_docs
        self._prepared: dict[Ask, Prepared] = {}
        self._begins = _find_begins(searcher)
        self._read_entries: list[list[Entry | None]] = []
        self._forget()

    def read_ahead(self, asks: Iterable[Ask]) -> None:
        """Prepare these words, and read all entries when they are few enough to be kept: milliseconds now, so that no query has to."""
        for ask in asks:
            self._prepare(ask)
        if self._texts <= KEPT_ENTRIES:
            for segment, begins in enumerate(self._begins):
                for document, begin in enumerate(begins):
                    if begin:
                        self._read(segment, document)

    def count(self, key: str) -> int:
        """In how many texts a key stands."""
        return (self._known.get(key) or self._look_up(key)).count

    def search(self, plan: Plan, limit: int) -> list[Hit]:
        """The best texts for a plan, best first."""
        prepared = self._prepared
        asked = [prepared.get(ask) or self._prepare(ask) for ask in plan.asks]
        clauses: Named = {}
        is_telling = False
        for each in asked:
            clauses.update(each.clauses)
            is_telling = is_telling or bool(each.clauses and not each.common)
        if len(asked) > 1:
            self._add_pairs(clauses, plan)
        if not is_telling:
            # Who types "mail" alone wants to see all that is there.
            for each in asked:
                for key, common in each.common.items():
                    clauses[key] = clauses.get(key, ()) + common
        if not clauses:
            return []
        query = Query.boolean_query([clause for found in clauses.values() for clause in found])
        found = self._searcher.search(query, limit, count=False).hits
        return _make_hits(found, self._load([address for _, address in found]), asked)

    def find(self, slug: str) -> Entry | None:
        """The text with this slug."""
        found = self._searcher.search(Query.term_query(SCHEMA, SLUG, slug, "basic"), 1, count=False).hits
        return self._load([found[0][1]])[0] if found else None

    def _look_up(self, key: str) -> Known:
        if len(self._known) >= KEPT_KEYS:
            self._known.clear()
        count = self._searcher.doc_freq(TEXT, key)
        in_text: tuple[Clause, ...] = ()
        in_title: tuple[Clause, ...] = ()
        # What no text holds would only cost time.
        if count:
            in_text = (_clause(TEXT, key, BOOSTS[TEXT]),)
            if self._searcher.doc_freq(TITLE, key):
                in_title = (_clause(TITLE, key, BOOSTS[TITLE]),)
        is_common = count > COMMON_SHARE * self._texts
        clauses, common = (in_title, in_text) if is_common else (in_text + in_title, ())
        found = self._known[key] = Known(count, mark_of(key), clauses, common)
        return found

    def _prepare(self, ask: Ask) -> Prepared:
        if len(self._prepared) >= KEPT_ASKS:
            self._prepared.clear()
        marks: list[int] = []
        clauses: Named = {}
        common: Named = {}
        commonest = 0
        for key in ask.any_key:
            known = self._known.get(key) or self._look_up(key)
            if known.count:
                marks.append(known.mark)
                commonest = max(commonest, known.count)
                if known.clauses:
                    clauses[key] = known.clauses
                if known.common:
                    common[key] = known.common
        if ask.more and any(map(self.count, ask.keys)):
            clauses.update(self._lessen(clauses, {*ask.more}.difference(ask.keys, ask.concepts)))
        found = self._prepared[ask] = Prepared(tuple(marks), self._weight(commonest), clauses, common)
        return found

    def _lessen(self, clauses: Named, keys: Collection[str]) -> Named:
        """The clauses of these keys, counting less."""
        return {key: tuple([_lessened(clause) for clause in clauses[key]]) for key in clauses if key in keys}

    def _add_pairs(self, clauses: Named, plan: Plan) -> None:
        first = [ask.keys[0] for ask in plan.asks]
        for both in map(pair, first, first[1:]):
            if self._may_be_pair[hash(both) & LAST_PAIR]:
                clauses[both] = self._pairs.get(both) or self._keep_pair(both)

    def _keep_pair(self, both: str) -> tuple[Clause, ...]:
        if len(self._pairs) >= KEPT_KEYS:
            self._pairs.clear()
        found = self._pairs[both] = (_clause(TITLE, both, BOOST_PAIR),)
        return found

    def _weight(self, commonest: int) -> int:
        """What a word counts: 1 for one of every text, up to some 100 for one of few; see the lanes of entries."""
        # A word that no text holds says less of what is looked for than a rare one that some hold.
        share = (commonest + 0.5) / self._texts if commonest else UNKNOWN_SHARE
        return 1 + int(8 * log1p(1 / share))

    def _load(self, addresses: list[DocAddress]) -> list[Entry]:
        read = self._read_entries
        return [read[address.segment_ord][address.doc] or self._read(address.segment_ord, address.doc) for address in addresses]

    def _read(self, segment: int, document: int) -> Entry:
        if self._count >= KEPT_ENTRIES:
            self._forget()
        self._count += 1
        entry = self._read_entries[segment][document] = self._entries.read(self._begins[segment][document])
        return entry

    def _forget(self) -> None:
        self._count = 0
        # A query that is being answered keeps its own.
        self._read_entries[:] = [[None] * len(begins) for begins in self._begins]


def _find_begins(searcher: Searcher) -> "list[array[int]]":
    """By segment and document, where its entry begins: asked of the index once, eight bytes a text, and not ten times for each query."""
    found = [array("Q") for _ in range(searcher.num_segments)]
    if not searcher.num_docs:
        return found
    addresses = [address for _, address in searcher.search(Query.all_query(), searcher.num_docs, count=False).hits]
    for address, begin in zip(addresses, searcher.fast_field_values(BEGIN, addresses), strict=True):
        segment = found[address.segment_ord]
        # Documents that were replaced leave gaps, and nothing leads to those.
        segment.extend([0] * (address.doc + 1 - len(segment)))
        segment[address.doc] = int(begin or 0)
    return found


def _find_pairs(searcher: Searcher) -> bytearray:
    """For each pair of words in titles and headings, a mark at its place: to ask the index for each pair of a query would cost more."""
    found = bytearray(LAST_PAIR + 1)
    for key, _ in searcher.terms_with_prefix(TITLE, ""):
        if MARK in key:
            found[hash(key) & LAST_PAIR] = True
    return found


def _clause(field: str, key: str, boost: float) -> Clause:
    query = Query.term_query(SCHEMA, field, key, "freq")
    return SHOULD, query if boost == 1 else Query.boost_query(query, boost)


def _lessened(clause: Clause) -> Clause:
    return SHOULD, Query.boost_query(clause[1], BOOST_MORE)


def _make_hits(found: list[tuple[float, DocAddress]], entries: list[Entry], asked: list[Prepared]) -> list[Hit]:
    total = sum([each.weight for each in asked])
    words = [(each.marks, each.weight, each.weight * SHARES // total) for each in asked]
    hits = []
    for (score, _), entry in zip(found, entries, strict=True):
        section, covered = entry.weigh(words)
        hits.append(Hit(entry, section, score, covered / total))
    return hits
