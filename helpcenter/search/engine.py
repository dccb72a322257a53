"""Answers a plan from the index of one language: which texts, and which section of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log1p

from tantivy import DocAddress, Occur, Query, Searcher

from helpcenter.search.entries import Entry, load_entry, pair
from helpcenter.search.index import ENTRY, NUMBER, SCHEMA, SLUG, TEXT, TITLE
from helpcenter.search.plan import Ask, Plan

# How much a word counts in titles and keywords beside what it counts in the text; two words in the same order; a completion.
BOOST_TITLE, BOOST_PAIR, BOOST_MORE = 1.5, 0.75, 0.4
KEPT_ENTRIES = 1_000
KEPT_CLAUSES = 20_000
Clause = tuple[Occur, Query]


@dataclass(frozen=True)
class Hit:
    """A text that answers: its best section (0: its beginning), how well, and which share of the words it holds (0 to 1)."""

    entry: Entry
    section: int
    score: float
    coverage: float


class Clauses:
    """The parts of queries, made once: they belong to no version of the index."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str, float], Clause] = {}

    def get(self, field: str, key: str, boost: float) -> Clause:
        """The clause that looks for a key in a field."""
        name = field, key, boost
        clause = self._kept.get(name)
        if clause is None:
            query = Query.term_query(SCHEMA, field, key, "freq")
            clause = Occur.Should, query if boost == 1 else Query.boost_query(query, boost)
            if len(self._kept) >= KEPT_CLAUSES:
                self._kept.clear()
            self._kept[name] = clause
        return clause


class Engine:
    """Searches one version of one index."""

    def __init__(self, searcher: Searcher, clauses: Clauses, entries: dict[int, Entry]) -> None:
        self._searcher = searcher
        self._clauses = clauses
        self._entries = entries
        self._counts: dict[str, int] = {}

    def count(self, key: str) -> int:
        """In how many texts a key stands."""
        found = self._counts.get(key)
        if found is None:
            found = self._counts[key] = self._searcher.doc_freq(TEXT, key)
        return found

    def search(self, plan: Plan, limit: int) -> list[Hit]:
        """The best texts for a plan, best first."""
        clauses = self._make_clauses(plan)
        if not clauses:
            return []
        found = self._searcher.search(Query.boolean_query(clauses), limit, count=False).hits
        weights = [(ask.any_key, self._weight(ask)) for ask in plan.asks]
        entries = self._load([address for _, address in found])
        return [_make_hit(entry, score, weights) for (score, _), entry in zip(found, entries, strict=True)]

    def find(self, slug: str) -> Entry | None:
        """The text with this slug."""
        found = self._searcher.search(Query.term_query(SCHEMA, SLUG, slug, "basic"), 1, count=False).hits
        return self._load([found[0][1]])[0] if found else None

    def _make_clauses(self, plan: Plan) -> list[Clause]:
        get = self._clauses.get
        clauses: list[Clause] = []
        for key in {key: None for ask in plan.asks for key in (*ask.keys, *ask.concepts)}:
            if self.count(key):
                clauses += get(TEXT, key, 1), get(TITLE, key, BOOST_TITLE)
        for ask in plan.asks:
            boost = BOOST_MORE if any(map(self.count, ask.keys)) else 1
            for key in ask.more:
                clauses += get(TEXT, key, boost), get(TITLE, key, boost * BOOST_TITLE)
        clauses += [get(TITLE, pair(first, second), BOOST_PAIR) for first, second in plan.pairs]
        return clauses

    def _weight(self, ask: Ask) -> float:
        rarest = max(map(self.count, ask.any_key))
        return log1p(self._searcher.num_docs / (rarest + 0.5))

    def _load(self, addresses: list[DocAddress]) -> list[Entry]:
        numbers = self._searcher.fast_field_values(NUMBER, addresses)
        return [self._entry(int(number or 0), address) for number, address in zip(numbers, addresses, strict=True)]

    def _entry(self, number: int, address: DocAddress) -> Entry:
        entry = self._entries.get(number)
        if entry is None:
            entry = load_entry(bytes(self._searcher.doc(address).get_first(ENTRY) or b""))
            if len(self._entries) >= KEPT_ENTRIES:
                self._entries.clear()
            self._entries[number] = entry
        return entry


def _make_hit(entry: Entry, score: float, weights: Sequence[tuple[tuple[str, ...], float]]) -> Hit:
    sections = [0.0] * len(entry.sections)
    places, covered, total = entry.places, 0.0, 0.0
    for keys, weight in weights:
        total += weight
        is_found = False
        for key in keys:
            for section, times in places.get(key, ()):
                sections[section] += weight * times
                is_found = True
            if is_found:
                covered += weight
                break
    best = sections.index(max(sections))
    return Hit(entry, best, score, covered / total)
