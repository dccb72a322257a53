"""Reads articles from the library, in the language that is asked for or in another one; only what readers may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import structlog
from markupsafe import Markup

from helpcenter.articles.content import ARTICLES, ArticleMatter
from helpcenter.articles.rows import Row, make_row
from helpcenter.documents.errors import ContentError
from helpcenter.documents.library import Library
from helpcenter.documents.outline import Entry
from helpcenter.documents.pictures import Picture
from helpcenter.documents.shelf import Page
from helpcenter.documents.source import plain_source
from helpcenter.documents.typography import typeset
from helpcenter.documents.variables import fill_text
from helpcenter.i18n.locales import DEFAULT_LOCALE, INTERFACE_LOCALES

log = structlog.get_logger()


@dataclass(frozen=True)
class Teaser:
    """An article in a list, in the words of its locale."""

    slug: str
    locale: str
    title: str
    summary: str
    updated_on: date


@dataclass(frozen=True)
class Article(Teaser):
    """An article ready to be shown; `locale` is that of its text, which may not be the one that was asked for."""

    section: str
    digest: str
    html: Markup
    contents: tuple[Entry, ...]
    translations: tuple[str, ...]
    pictures: tuple[Picture, ...]
    files: tuple[Path, ...]
    row: Row


def find_article(library: Library, slug: str, locale: str, values: Mapping[str, str], now: datetime | None = None) -> Article | None:
    """The article in this locale, else in another one; None when there is none that is public at `now`.

    Without `now` its state does not matter: that is how staff see it. Raises ContentError when every version is broken.
    """
    page = find_page(library, slug, locale, now)
    if page is None:
        return None
    filled = page.rendered.fill(values)
    row = make_row(slug, page.locale, page.document)
    return Article(
        **vars(make_teaser(row, values, page.file)),
        section=row.section,
        digest=row.digest,
        html=filled.html,
        contents=filled.contents,
        translations=translations_of_article(library, slug, now),
        pictures=page.rendered.pictures,
        files=(*files_of_article(library, slug), *(picture.file for picture in page.rendered.pictures)),
        row=row,
    )


def find_source(
    library: Library, slug: str, locale: str, values: Mapping[str, str], base_url: str, now: datetime | None = None
) -> str | None:
    """The article as Markdown that can be read outside this site; only in the locale that is asked for."""
    page = _find_public(library, slug, locale, now)
    if page is None:
        return None
    meta = page.meta
    return plain_source(page, [f"# {meta.title}", f"> {meta.summary}"], values, base_url)


def find_page(library: Library, slug: str, locale: str, now: datetime | None = None) -> Page[ArticleMatter] | None:
    """The best readable version: the locale that is asked for, then French, then the others."""
    broken: ContentError | None = None
    for candidate in dict.fromkeys([locale, DEFAULT_LOCALE, *INTERFACE_LOCALES]):
        try:
            page = _find_public(library, slug, candidate, now)
        # A translation that is broken must not take the others away from readers: the log and the check name it.
        except ContentError as error:
            log.error("content_error", mistakes=str(error))
            broken = broken or error
            continue
        if page:
            return page
    if broken:
        raise broken
    return None


def translations_of_article(library: Library, slug: str, now: datetime | None = None) -> tuple[str, ...]:
    """The locales of the interface in which readers find the article."""
    return tuple(code for code in INTERFACE_LOCALES if _is_readable(library, slug, code, now))


def files_of_article(library: Library, slug: str) -> tuple[Path, ...]:
    """The files that decide what is shown under this slug, whether they exist or not."""
    return tuple(library.root / ARTICLES.folder / slug / f"{code}.md" for code in INTERFACE_LOCALES)


def make_teaser(row: Row, values: Mapping[str, str], file: Path) -> Teaser:
    """A row in the words that readers see; `file` is named when a variable has no value."""

    def written(text: str) -> str:
        return typeset(fill_text(text, values, file), row.locale)

    return Teaser(row.slug, row.locale, written(row.title), written(row.summary), row.updated_on)


def _find_public(library: Library, slug: str, locale: str, now: datetime | None) -> Page[ArticleMatter] | None:
    page = library.find(ARTICLES, slug, locale)
    if page is None or now is None or make_row(slug, locale, page.document).is_public(now):
        return page
    return None


def _is_readable(library: Library, slug: str, locale: str, now: datetime | None) -> bool:
    try:
        return _find_public(library, slug, locale, now) is not None
    except ContentError:
        return False
