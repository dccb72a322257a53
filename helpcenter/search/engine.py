"""Answers a plan from the index of one language: which texts, and which section of each."""

from collections.abc import Collection
from dataclasses import dataclass
from math import log1p

from tantivy import DocAddress, Occur, Query, Searcher

from helpcenter.search.entries import Entry, best_lane, mark_of, pair
from helpcenter.search.entry_file import EntryFile
from helpcenter.search.index import BEGIN, SCHEMA, SLUG, TEXT, TITLE
from helpcenter.search.plan import Ask, Plan

# How much a word counts in titles and keywords beside what it counts in the text; two words in the same order; a completion.
BOOST_TITLE, BOOST_PAIR, BOOST_MORE = 1.5, 0.75, 0.4
# An unknown word counts like one of a quarter of the texts.
UNKNOWN_SHARE = 0.25
KEPT_COUNTS = KEPT_ASKS = 20_000
SHOULD = Occur.Should
Clause = tuple[Occur, Query]
# By field and key: two words of a query may share a key.
Named = dict[tuple[str, str], Clause]


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
class Prepared:
    """A word that is looked for, ready for the search: the marks of what lets it count as found, how much it counts, its clauses."""

    marks: tuple[int, ...]
    weight: int
    clauses: Named


class Engine:
    """Searches one version of one index."""

    def __init__(self, searcher: Searcher, entries: EntryFile) -> None:
        self._searcher = searcher
        self._entries = entries
        self._counts: dict[str, dict[str, int]] = {TEXT: {}, TITLE: {}}
        self._texts = searcher.num_docs
        self._prepared: dict[Ask, Prepared] = {}

    def count(self, key: str, field: str = TEXT) -> int:
        """In how many texts a key stands."""
        counts = self._counts[field]
        found = counts.get(key)
        if found is None:
            if len(counts) >= KEPT_COUNTS:
                counts.clear()
            found = counts[key] = self._searcher.doc_freq(field, key)
        return found

    def search(self, plan: Plan, limit: int) -> list[Hit]:
        """The best texts for a plan, best first."""
        asked = [self._prepare(ask) for ask in plan.asks]
        clauses: Named = {}
        for each in asked:
            clauses.update(each.clauses)
        self._add_pairs(clauses, plan)
        if not clauses:
            return []
        found = self._searcher.search(Query.boolean_query(list(clauses.values())), limit, count=False).hits
        return _make_hits(found, self._load([address for _, address in found]), asked)

    def find(self, slug: str) -> Entry | None:
        """The text with this slug."""
        found = self._searcher.search(Query.term_query(SCHEMA, SLUG, slug, "basic"), 1, count=False).hits
        return self._load([found[0][1]])[0] if found else None

    def _prepare(self, ask: Ask) -> Prepared:
        found = self._prepared.get(ask)
        if found is None:
            if len(self._prepared) >= KEPT_ASKS:
                self._prepared.clear()
            counts = {key: self.count(key) for key in ask.any_key}
            # What no text holds would only cost time.
            held = {key: count for key, count in counts.items() if count}
            marks = tuple(map(mark_of, held))
            found = self._prepared[ask] = Prepared(marks, self._weight(max(counts.values())), self._make_clauses(ask, held))
        return found

    def _make_clauses(self, ask: Ask, held: Collection[str]) -> Named:
        clauses: Named = {}
        for key in (*ask.keys, *ask.concepts):
            if key in held:
                self._add(clauses, key, 1)
        boost = BOOST_MORE if any(key in held for key in ask.keys) else 1
        for key in ask.more:
            if key in held:
                self._add(clauses, key, boost)
        return clauses

    def _add(self, clauses: Named, key: str, boost: float) -> None:
        if (TEXT, key) not in clauses:
            clauses[TEXT, key] = _clause(TEXT, key, boost)
            if self.count(key, TITLE):
                clauses[TITLE, key] = _clause(TITLE, key, boost * BOOST_TITLE)

    def _add_pairs(self, clauses: Named, plan: Plan) -> None:
        for first, second in plan.pairs:
            both = pair(first, second)
            if self.count(both, TITLE):
                clauses[TITLE, both] = _clause(TITLE, both, BOOST_PAIR)

    def _weight(self, commonest: int) -> int:
        """What a word counts: 1 for one of every text, up to some 100 for one of few; see the lanes of entries."""
        # A word that no text holds says less of what is looked for than a rare one that some hold.
        share = (commonest + 0.5) / self._texts if commonest else UNKNOWN_SHARE
        return 1 + int(8 * log1p(1 / share))

    def _load(self, addresses: list[DocAddress]) -> list[Entry]:
        return self._entries.read(self._searcher.fast_field_values(BEGIN, addresses))


def _clause(field: str, key: str, boost: float) -> Clause:
    query = Query.term_query(SCHEMA, field, key, "freq")
    return SHOULD, query if boost == 1 else Query.boost_query(query, boost)


def _make_hits(found: list[tuple[float, DocAddress]], entries: list[Entry], asked: list[Prepared]) -> list[Hit]:
    words = [(each.marks, each.weight) for each in asked]
    total = sum([each.weight for each in asked])
    hits = []
    for (score, _), entry in zip(found, entries, strict=True):
        lanes, covered = entry.weigh(words)
        hits.append(Hit(entry, best_lane(lanes, entry.lanes), score, covered / total))
    return hits
