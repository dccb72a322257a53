"""What `content check` says of content/bounces: rows that can be read; for each reason its words and an article that exists."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import RootModel

from helpcenter.bounces.article_link import find_article
from helpcenter.bounces.knowledge import read_knowledge
from helpcenter.bounces.provider_words import read_vocabulary
from helpcenter.bounces.reason_words import FALLBACK, FOLDER, ReasonEntry, read_entries, words_file
from helpcenter.documents.checks import Check, Level, Problem, problems_of
from helpcenter.documents.errors import ContentError
from helpcenter.documents.frontmatter import line_of_key, read_yaml
from helpcenter.documents.library import Library
from helpcenter.documents.sentences import MOST_WORDS, split_sentences
from helpcenter.documents.variables import SITE_VARIABLES, protect, undefined
from helpcenter.i18n.locales import INTERFACE_LOCALES


class Reasons(RootModel[dict[str, dict[str, Any]]]):
    """The names of all reasons; what a row says is checked by whoever decides by it."""


def reasons_file(content: Path) -> Path:
    """Where the reasons stand."""
    return content / FOLDER / "reasons.yaml"


def check_provider_words(library: Library) -> Iterator[Problem]:
    """The short words of the provider's lists; what the explainer knows beside them has a check of its own."""
    folder = library.root / FOLDER
    try:
        read_vocabulary(folder, read_knowledge(folder).reasons if folder.is_dir() else {})
    except ContentError as error:
        # A mistake in what both read is named by the other check too, and shown once.
        yield from problems_of(error)


def check_reason_words(library: Library) -> Iterator[Problem]:
    """The words of every reason in every language of the interface."""
    if not (library.root / FOLDER).is_dir():
        return
    try:
        reasons = read_yaml(reasons_file(library.root), Reasons).root
    except ContentError as error:
        yield from problems_of(error)
        return
    for locale in INTERFACE_LOCALES:
        yield from _check_language(library.root, locale, frozenset(reasons))
    for reason, row in reasons.items():
        yield from _check_article(library, reason, str(row.get("article", "")))


def _check_language(content: Path, locale: str, reasons: frozenset[str]) -> Iterator[Problem]:
    file = words_file(content, locale)
    try:
        entries = read_entries(content, locale)
    except ContentError as error:
        yield from problems_of(error)
        return
    for reason in sorted({*reasons, FALLBACK} - set(entries)):
        yield Problem(file, 1, Level.ERROR, f"has no words for the reason {reason} of reasons.yaml")
    for reason, entry in entries.items():
        line = line_of_key(file, reason)
        if reason not in reasons:
            yield Problem(file, line, Level.ERROR, f"has words for {reason}, which is no reason of reasons.yaml")
        yield from _check_entry(file, line, reason, entry)


def _check_entry(file: Path, line: int, reason: str, entry: ReasonEntry) -> Iterator[Problem]:
    for text in (entry.title, entry.why, *entry.to_do):
        for error in undefined(protect(text, file, line)[1], SITE_VARIABLES):
            yield from problems_of(error)
        for sentence in split_sentences(text):
            if sentence.words > MOST_WORDS:
                yield Problem(file, line, Level.WARNING, f"{reason} has a sentence of {sentence.words} words: {MOST_WORDS} at most")


def _check_article(library: Library, reason: str, target: str) -> Iterator[Problem]:
    file = reasons_file(library.root)
    for locale in INTERFACE_LOCALES:
        try:
            found = find_article(library, target, locale)
        except ContentError:
            # The article has its own problem, named there.
            continue
        if found is None:
            yield Problem(
                file, line_of_key(file, reason), Level.ERROR, f"{reason} leads to “{target}”, which is no article or heading in {locale}"
            )


CHECKS: tuple[Check, ...] = (check_provider_words, check_reason_words)
