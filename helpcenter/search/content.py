"""What staff keep in content/search/: synonyms and best answers per language, and what the search must find."""

import hashlib
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints, field_validator

from helpcenter.documents.frontmatter import FrontMatter, read_yaml

FOLDER = "search"
Member = Annotated[str, StringConstraints(min_length=1, max_length=80)]
# An article, or one of its sections: full-mailbox, error-messages#first-digit.
Target = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(#[a-z][a-z0-9-]*)?$")]
Query = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class SearchWords(FrontMatter):
    """The file <locale>.yaml."""

    synonyms: tuple[tuple[Member, ...], ...] = ()
    answers: dict[Query, tuple[Target, ...]] = Field(default_factory=dict)

    @field_validator("synonyms")
    @classmethod
    def _at_least_two(cls, groups: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
        for group in groups:
            if len(group) < 2:
                raise ValueError(f"a group needs two members at least, not only {', '.join(group) or 'none'}")
        return groups

    @property
    def synonyms_digest(self) -> str:
        """Twelve hexadecimal digits that change with the groups."""
        return hashlib.sha256(repr(self.synonyms).encode()).hexdigest()[:12]


class Expectation(FrontMatter):
    """One line of tests.yaml: a query as people type it, and the articles of which one must stand among the first three."""

    query: Query
    expect: tuple[Target, ...] = Field(min_length=1)


class Expectations(FrontMatter):
    """The queries of one language, by kind."""

    exact: tuple[Expectation, ...] = ()
    no_accent: tuple[Expectation, ...] = ()
    inflected: tuple[Expectation, ...] = ()
    typo: tuple[Expectation, ...] = ()
    synonym: tuple[Expectation, ...] = ()
    question: tuple[Expectation, ...] = ()

    def each(self) -> tuple[Expectation, ...]:
        """All of them."""
        return (*self.exact, *self.no_accent, *self.inflected, *self.typo, *self.synonym, *self.question)


class SearchTests(FrontMatter):
    """The file tests.yaml."""

    fr: Expectations = Expectations()
    en: Expectations = Expectations()


def words_file(root: Path, locale: str) -> Path:
    """Where the synonyms of a language stand."""
    return root / FOLDER / f"{locale}.yaml"


def read_words(root: Path, locale: str) -> SearchWords:
    """The synonyms and answers of a language, none without the file; raise ContentError for what is wrong in it."""
    file = words_file(root, locale)
    return read_yaml(file, SearchWords) if file.is_file() else SearchWords()


def read_search_tests(root: Path) -> SearchTests | None:
    """What the search must find; None without the file; raise ContentError for what is wrong in it."""
    file = root / FOLDER / "tests.yaml"
    return read_yaml(file, SearchTests) if file.is_file() else None
