"""Texts that somebody must read again: what is due, and keeping that all of it is still true."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from helpcenter.articles.content import ARTICLES, Status
from helpcenter.articles.reviews import Due, due_on, next_review
from helpcenter.articles.rows import Row
from helpcenter.documents.library import Library
from helpcenter.documents.rewriting import set_field
from helpcenter.i18n.locales import DEFAULT_LOCALE


@dataclass(frozen=True)
class DueArticle:
    """An article of which some language is due: how pressing, since or by when, who looks after it, in which languages."""

    slug: str
    title: str
    title_locale: str
    due: Due
    review_on: date
    owner: str
    locales: tuple[str, ...]


def due_articles(rows: Iterable[Row], today: date, locale: str) -> list[DueArticle]:
    """Articles to be read again, the longest overdue first, under their title in this language when there is one."""
    articles: dict[str, list[Row]] = {}
    for row in rows:
        if row.status is not Status.ARCHIVED:
            articles.setdefault(row.slug, []).append(row)
    found = (_make_due(written, today, locale) for written in articles.values())
    return sorted((each for each in found if each), key=lambda each: (each.review_on, each.slug))


def _make_due(written: list[Row], today: date, locale: str) -> DueArticle | None:
    due = [row for row in written if due_on(row.review_on, today) is not Due.LATER]
    days = [row.review_on for row in due if row.review_on]
    if not days:
        return None
    named = next((row for row in written if row.locale == locale), written[0])
    owner = next((row.owner for row in due if row.owner), "")
    first = min(days)
    return DueArticle(named.slug, named.title, named.locale, due_on(first, today), first, owner, _in_order(row.locale for row in due))


def _in_order(locales: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(locales, key=lambda code: (code != DEFAULT_LOCALE, code)))


@dataclass(frozen=True)
class Confirmation:
    """A file with its new day of review: its bytes before and after."""

    file: Path
    before: bytes
    after: bytes


def confirm(library: Library, article: DueArticle, today: date) -> Iterator[Confirmation]:
    """The files of an article with the day of their next review; what its readers read stays as it is."""
    for locale in article.locales:
        file = library.file_of(ARTICLES, article.slug, locale)
        if file:
            before = file.read_bytes()
            text = set_field(before.decode("utf-8"), "review_on", next_review(today), file)
            yield Confirmation(file, before, text.encode("utf-8"))
