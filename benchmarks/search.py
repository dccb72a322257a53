"""What a query costs beside tantivy alone and beside SQLite FTS5, over the same articles, interleaved in one run.

Ours is the whole way from what was typed to the ten results with their sections, without excerpts, in a warm process. Tantivy alone
is an ordinary index of the same articles (title, summary, keywords, body; French stems without accents): its own parser, top ten,
titles read. FTS5 is unicode61 without accents: OR of the words, the last one as a prefix, top ten by bm25. "For the first time" is asked
of a search that was opened anew and has met none of the queries, in another order each round.
"""

import random
import re
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping
from itertools import islice
from pathlib import Path

import yaml
from tantivy import Document, Filter, Index, SchemaBuilder, TextAnalyzerBuilder, Tokenizer

from benchmarks.corpus import CONTENT, articles
from helpcenter.search.content import read_search_tests, read_words
from helpcenter.search.service import LIMIT, Searches
from helpcenter.search.sources import SearchDocument, SearchSection, TextName
from helpcenter.search.sync import sync
from helpcenter.search.words import split_words

COUNTS = (1_000, 10_000)
ROUNDS = 7
FIRST = "ours, each query for the first time"
FIELDS = ("title", "summary", "keywords", "body")
PART = re.compile(r"^## (.+?) \{#([a-z0-9-]+)\}$", re.MULTILINE)
Ask = Callable[[str], object]


class SampleSource:
    """The sample articles in French, as documents without rendering."""

    kind = "article"

    def __init__(self, count: int) -> None:
        self.documents = {slug: _document(slug, texts["fr"]) for slug, texts in articles(count)}

    def version(self) -> object:
        """They never change."""
        return 0

    def digests(self) -> Mapping[TextName, str]:
        """One digest for all."""
        return {(slug, "fr"): "1" for slug in self.documents}

    def read(self, slug: str, _locale: str) -> SearchDocument | None:
        """The article."""
        return self.documents.get(slug)


def run() -> list[str]:
    """Measure at both sizes; returns the lines of a Markdown table."""
    lines = [
        "| articles | what | CPU µs a query, median | mean | × tantivy alone | × FTS5 | index made in s |",
        "|--:|---|--:|--:|--:|--:|--:|",
    ]
    for count in COUNTS:
        with tempfile.TemporaryDirectory(prefix="helpcenter-bench-") as folder:
            lines += _run_at(count, Path(folder))
    return lines


def _run_at(count: int, folder: Path) -> list[str]:
    source = SampleSource(count)
    makers: dict[str, Callable[[], Ask]] = {
        "ours": lambda: _ours(folder, source),
        "tantivy alone": lambda: _bare(folder / "bare", source),
        "SQLite FTS5": lambda: _fts5(folder / "fts5.sqlite3", source),
    }
    targets: dict[str, Ask] = {}
    made: dict[str, float] = {}
    for name, make in makers.items():
        began = time.process_time()
        targets[name] = make()
        made[name] = time.process_time() - began
    kinds = queries_by_kind()
    asked = [query for queries in kinds.values() for query in queries]
    others = {name: target for name, target in targets.items() if name != "ours"}
    costs = measure(lambda: {FIRST: _open(folder, source), **others}, asked)
    costs |= _by_kind(costs[FIRST], kinds)
    costs |= measure(lambda: targets, asked)
    costs |= _pages(folder, source, asked)
    bare, fts5 = (statistics.median(costs[name]) for name in ("tantivy alone", "SQLite FTS5"))
    return [_row(count, name, cost, bare, fts5, made.get(name)) for name, cost in costs.items()]


def _row(count: int, name: str, cost: list[float], bare: float, fts5: float, made: float | None) -> str:
    median = statistics.median(cost)
    seconds = "" if made is None else f"{made:.1f}"
    return f"| {count:,} | {name} | {median:.0f} | {statistics.mean(cost):.0f} | {median / bare:.2f} | {median / fts5:.3f} | {seconds} |"


def queries_by_kind() -> dict[str, list[str]]:
    """The French queries that the search must answer."""
    tests = read_search_tests(CONTENT)
    return {kind: [each.query for each in expectations] for kind, expectations in tests.fr} if tests else {}


def _by_kind(costs: list[float], kinds: Mapping[str, list[str]]) -> dict[str, list[float]]:
    left = iter(costs)
    return {f"ours, for the first time: {kind}": list(islice(left, len(queries))) for kind, queries in kinds.items()}


def _pages(folder: Path, source: SampleSource, asked: list[str]) -> dict[str, list[float]]:
    """What a page shows, marked words and excerpts included, by a process that has met none of the queries."""
    typed = [query[:length] for query in asked for length in range(2, len(query) + 1)]
    suggesting, answering = (Searches(folder / "ours", CONTENT, [source]) for _ in range(2))
    for searches in (suggesting, answering):
        searches.freshen()
    return {
        "ours, suggestions at each letter typed": [_cost(lambda query: suggesting.suggest(query, "fr"), query) for query in typed],
        "ours, results page with excerpts": [_cost(lambda query: answering.answer(query, "fr"), query) for query in asked],
    }


def measure(renew: Callable[[], Mapping[str, Ask]], asked: list[str]) -> dict[str, list[float]]:
    """For each target, the CPU microseconds of each query: the least of several rounds, in which the targets take turns."""
    costs: dict[str, list[float]] = {}
    order = list(range(len(asked)))
    for number in range(ROUNDS):
        turns = list(renew().items())
        random.Random(number).shuffle(order)  # noqa: S311
        for place in order:
            # None is always asked after the slowest, which leaves the processor's memory cold.
            for name, target in turns[:: -1 if number % 2 else 1]:
                least = costs.setdefault(name, [float("inf")] * len(asked))
                least[place] = min(least[place], _cost(target, asked[place]))
    return costs


def _cost(target: Ask, query: str) -> float:
    began = time.process_time_ns()
    target(query)
    return (time.process_time_ns() - began) / 1000


def _ours(folder: Path, source: SampleSource) -> Ask:
    words = {"fr": read_words(CONTENT, "fr")}
    sync(folder / "ours", [source], words, wait=0, seconds=3600)
    return _open(folder, source)


def _open(folder: Path, source: SampleSource) -> Ask:
    searches = Searches(folder / "ours", CONTENT, [source])
    searches.freshen()
    return lambda query: [(hit.title, hit.url) for hit in searches.results(query, "fr")]


def _bare(folder: Path, source: SampleSource) -> Ask:
    folder.mkdir()
    builder = SchemaBuilder()
    for field in FIELDS:
        builder.add_text_field(field, stored=field == "title", tokenizer_name="french")
    index = Index(builder.build(), str(folder))
    analyzer = (
        TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.lowercase()).filter(Filter.ascii_fold()).filter(Filter.stemmer("french"))
    )
    index.register_tokenizer("french", analyzer.build())
    writer = index.writer(64_000_000, 1)
    for document in source.documents.values():
        writer.add_document(Document(**_fields(document)))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()

    def ask(query: str) -> object:
        searcher = index.searcher()
        parsed, _mistakes = index.parse_query_lenient(query, list(FIELDS))
        return [searcher.doc(address)["title"] for _, address in searcher.search(parsed, LIMIT).hits]

    return ask


def _fts5(file: Path, source: SampleSource) -> Ask:
    database = sqlite3.connect(file)
    database.execute(f'CREATE VIRTUAL TABLE text USING fts5({", ".join(FIELDS)}, tokenize = "unicode61 remove_diacritics 2")')
    rows = (_fields(document) for document in source.documents.values())
    database.executemany("INSERT INTO text VALUES (:title, :summary, :keywords, :body)", rows)
    database.commit()

    def ask(query: str) -> object:
        words = " OR ".join(f'"{word}"' for word in split_words(query, "fr")) + "*"
        return database.execute("SELECT title FROM text WHERE text MATCH ? ORDER BY bm25(text) LIMIT ?", (words, LIMIT)).fetchall()

    return ask


def _fields(document: SearchDocument) -> dict[str, str]:
    body = "\n".join(f"{section.heading}\n{section.text}" for section in document.sections)
    return {"title": document.title, "summary": document.summary, "keywords": " ".join(document.keywords), "body": body}


def _document(slug: str, text: str) -> SearchDocument:
    _, head, body = text.split("---\n", 2)
    matter = yaml.safe_load(head)
    first, *others = PART.split(body)
    rows = [("", "", first), *zip(others[1::3], others[0::3], others[2::3], strict=True)]
    return SearchDocument(
        kind="article",
        slug=slug,
        locale="fr",
        title=matter["title"],
        summary=matter["summary"],
        keywords=tuple(map(str, matter["keywords"])),
        url=f"/fr/articles/{slug}",
        sections=tuple(SearchSection(*row) for row in rows),
    )
