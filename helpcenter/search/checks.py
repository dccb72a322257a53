"""What `content check` says of content/search/: readable files, groups that do not repeat, and a search that finds what it must."""

import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpcenter.documents.checks import Check, Level, Problem, problems_of
from helpcenter.documents.errors import ContentError
from helpcenter.documents.library import Library
from helpcenter.i18n.locales import INTERFACE_LOCALES
from helpcenter.search.answers import parse_target
from helpcenter.search.content import FOLDER, Expectation, SearchTests, SearchWords, read_search_tests, read_words, words_file
from helpcenter.search.engine import Hit
from helpcenter.search.service import Searches
from helpcenter.search.sources import SearchSource
from helpcenter.search.words import fold, split_words

# Makes the sources of a library; the folder is for what they write while the check runs.
MakeSources = Callable[[Library, Path], Sequence[SearchSource]]
# Among how many results the expected one must stand, and for which share of the queries of a language.
FIRST, FLOOR = 3, 0.95
FEWEST = 60


@dataclass(frozen=True)
class Miss:
    """A query whose answer does not stand among the first results."""

    expectation: Expectation
    found: tuple[Hit, ...]

    def __str__(self) -> str:
        first = ", ".join(_address(result) for result in self.found) or "nothing"
        return f"“{self.expectation.query}” should find {' or '.join(self.expectation.expect)}, and finds {first}"


def make_search_check(make_sources: MakeSources) -> Check:
    """The check of what staff keep for the search; it searches an index of its own, made for the moment."""

    def check(library: Library) -> Iterator[Problem]:
        if not (library.root / FOLDER).is_dir():
            return
        with tempfile.TemporaryDirectory() as folder:
            sources = make_sources(library, Path(folder))
            for source in sources:
                source.version()
            texts = {name for source in sources for name in source.digests()}
            for locale in INTERFACE_LOCALES:
                yield from check_words(library.root, locale, {slug for slug, code in texts if code == locale})
            yield from check_searches(library.root, Searches(Path(folder) / "index", library.root, sources))

    return check


def check_words(root: Path, locale: str, slugs: set[str]) -> Iterator[Problem]:
    """The synonyms and best answers of one language."""
    file = words_file(root, locale)
    try:
        words = read_words(root, locale)
    except ContentError as error:
        yield from problems_of(error)
        return
    yield from _check_groups(file, words, locale)
    for query, targets in words.answers.items():
        for target in targets:
            if parse_target(target).slug not in slugs:
                yield Problem(
                    file, line_of(file, query), Level.ERROR, f"the answer to “{query}” is {target}, and there is no such public article"
                )


def _check_groups(file: Path, words: SearchWords, locale: str) -> Iterator[Problem]:
    groups: dict[tuple[str, ...], list[tuple[str, int]]] = defaultdict(list)
    for number, group in enumerate(words.synonyms):
        for member in group:
            name = tuple(_plain(word) for word in split_words(member, locale))
            groups[name].append((member, number))
    for name, places in groups.items():
        member, number = places[-1]
        if not name:
            yield Problem(file, line_of(file, member), Level.ERROR, f"“{member}” holds no word")
        elif len(places) > len({number for _, number in places}):
            yield Problem(
                file,
                line_of(file, member, number),
                Level.WARNING,
                f"“{member}” stands twice in its group: plurals and accents do not matter",
            )
        elif len(places) > 1:
            yield Problem(file, line_of(file, member, number), Level.WARNING, f"“{member}” stands in two groups, and leads to both")


def _plain(word: str) -> str:
    return fold(word).removesuffix("s")


def check_searches(root: Path, searches: Searches) -> Iterator[Problem]:
    """Every query of tests.yaml: a warning for each that misses, errors when too many do."""
    file = root / FOLDER / "tests.yaml"
    try:
        tests = read_search_tests(root)
    except ContentError as error:
        yield from problems_of(error)
        return
    if tests is None:
        yield Problem(file, 1, Level.WARNING, "does not exist: nobody knows whether readers find what they look for")
        return
    searches.complete()
    for locale in INTERFACE_LOCALES:
        yield from _check_language(file, locale, tests, searches)


def _check_language(file: Path, locale: str, tests: SearchTests, searches: Searches) -> Iterator[Problem]:
    expectations = getattr(tests, locale).each()
    misses = find_misses(expectations, locale, searches)
    if len(expectations) < FEWEST:
        message = f"has {len(expectations)} queries in {locale}: it needs {FEWEST} at least, of all six kinds"
        yield Problem(file, line_of(file, f"{locale}:"), Level.WARNING, message)
    passed = len(expectations) - len(misses)
    is_too_bad = passed < FLOOR * len(expectations)
    if is_too_bad:
        message = f"{passed} of {len(expectations)} queries in {locale} find their answer among the first {FIRST}; {FLOOR:.0%} must"
        yield Problem(file, line_of(file, f"{locale}:"), Level.ERROR, message)
    for miss in misses:
        line = line_of(file, miss.expectation.query)
        yield Problem(file, line, Level.ERROR if is_too_bad else Level.WARNING, str(miss))


def find_misses(expectations: Sequence[Expectation], locale: str, searches: Searches) -> list[Miss]:
    """The queries that do not find their answer among the first results."""
    misses = []
    for expectation in expectations:
        found = tuple(searches.results(expectation.query, locale, FIRST))
        if not any(_is_expected(result, expectation) for result in found):
            misses.append(Miss(expectation, found))
    return misses


def _is_expected(result: Hit, expectation: Expectation) -> bool:
    return result.slug in expectation.expect or _address(result) in expectation.expect


def _address(result: Hit) -> str:
    return f"{result.slug}#{result.anchor}" if result.anchor else result.slug


def line_of(file: Path, text: str, group: int | None = None) -> int:
    """The line on which a query or a member stands; that of its group when the number of a group is given."""
    lines = file.read_text(encoding="utf-8-sig").splitlines() if file.is_file() else []
    if group is not None:
        starts = [number for number, line in enumerate(lines, 1) if line.lstrip().startswith("- [")]
        if group < len(starts):
            return starts[group]
    return next((number for number, line in enumerate(lines, 1) if text in line and not line.lstrip().startswith("#")), 1)
