from collections.abc import Sequence
from pathlib import Path

import pytest

from helpcenter.documents.checks import Problem
from helpcenter.documents.library import Library
from helpcenter.search.checks import make_search_check
from helpcenter.search.sources import SearchSource
from tests.search.texts import MemorySource, write_words

GOOD = "synonyms:\n  - [mail, courriel]\nanswers:\n  place: [full]\n"


def write_tests(content: Path, *lines: str) -> Path:
    rows = [f"    - {line}" for line in lines]
    return write_words(content, "tests", "\n".join(["fr:", "  exact:", *rows, ""]))


@pytest.fixture
def check(source: MemorySource, content: Path) -> "Checker":
    write_words(content, "fr", GOOD)
    return Checker(source, content)


class Checker:
    """Runs the check; gives `file:line: message`, files by name."""

    def __init__(self, source: MemorySource, content: Path) -> None:
        self.source = source
        self.content = content

    def __call__(self) -> list[str]:
        found = make_search_check(self._sources)(Library(self.content))
        return [f"{problem.file.name}:{problem.line}: {_level(problem)}{problem.message}" for problem in found]

    def _sources(self, _library: Library, _folder: Path) -> Sequence[SearchSource]:
        return [self.source]


def _level(problem: Problem) -> str:
    return f"{problem.level.value}: "


def test_a_house_without_search_words_has_nothing_to_check(source: MemorySource, tmp_path: Path) -> None:
    assert Checker(source, tmp_path)() == []


def test_missing_tests_are_a_warning(check: Checker) -> None:
    assert check() == ["tests.yaml:1: warning: does not exist: nobody knows whether readers find what they look for"]


def test_what_is_found_is_no_problem(check: Checker, content: Path) -> None:
    write_tests(content, "{query: boîte pleine, expect: [full]}", "{query: faire la demande, expect: ['steps#request', codes]}")
    assert [line for line in check() if "error" in line] == []


def test_too_many_misses_are_errors_that_name_each_query_with_its_line(check: Checker, content: Path) -> None:
    write_tests(content, "{query: boîte pleine, expect: [full]}", "{query: expéditeur, expect: [codes]}")
    errors = [line for line in check() if "error: " in line]
    assert errors[0] == "tests.yaml:1: error: 1 of 2 queries in fr find their answer among the first 3; 95% must"
    assert errors[1].startswith("tests.yaml:4: error: “expéditeur” should find codes, and finds sender")


def test_a_few_misses_are_warnings(check: Checker, content: Path) -> None:
    good = [f"{{query: boîte pleine {number}, expect: [full]}}" for number in range(39)]
    write_tests(content, *good, "{query: expéditeur, expect: [codes]}")
    found = check()
    assert [line for line in found if "error: " in line] == []
    assert any(line.startswith("tests.yaml:42: warning: “expéditeur”") for line in found)


def test_too_few_queries_are_a_warning(check: Checker, content: Path) -> None:
    write_tests(content, "{query: boîte pleine, expect: [full]}")
    assert "tests.yaml:1: warning: has 1 queries in fr: it needs 60 at least, of all six kinds" in check()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("synonyms: [[mail", "fr.yaml:1: error: is not valid YAML"),
        ("synonyms:\n  - [mail]\n", "fr.yaml:1: error: “synonyms”"),
        ("synonyms:\n  - [mail, courriel]\n  - [spam, Spams]\n", "fr.yaml:3: warning: “Spams” stands twice in its group"),
        ("synonyms:\n  - [mail, courriel]\n  - [spam, mél, mails]\n", "fr.yaml:3: warning: “mails” stands in two groups"),
        ("synonyms:\n  - [mail, '!']\n", "fr.yaml:2: error: “!” holds no word"),
        ("answers:\n  place: [full, nowhere]\n", "fr.yaml:2: error: the answer to “place” is nowhere, and there is no such public article"),
        ("synonymes: []\n", 'fr.yaml:1: error: has an unknown field "synonymes"'),
    ],
)
def test_mistakes_in_search_words_are_named_with_their_line(check: Checker, content: Path, text: str, problem: str) -> None:
    write_words(content, "fr", text)
    assert any(line.replace('"synonyms"', "“synonyms”").startswith(problem) for line in check()), check()


def test_a_broken_file_of_tests_is_named(check: Checker, content: Path) -> None:
    write_tests(content, "{query: x}")
    assert any(line.startswith("tests.yaml:3: error: lacks the field") for line in check())
