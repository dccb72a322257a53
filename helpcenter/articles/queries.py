"""Reads articles from the library, in the language that is asked for or in another one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import structlog
from markupsafe import Markup

from helpcenter.articles.content import ARTICLES, ArticleMatter
from helpcenter.documents.digests import text_digest
from helpcenter.documents.errors import ContentError
from helpcenter.documents.library import Library
from helpcenter.documents.outline import Entry
from helpcenter.documents.shelf import Page
from helpcenter.documents.source import plain_source
from helpcenter.i18n.locales import INTERFACE_LOCALES

log = structlog.get_logger()


@dataclass(frozen=True)
class Teaser:
    """An article in a list."""

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
    files: tuple[Path, ...]


def find_article(library: Library, slug: str, locale: str, values: Mapping[str, str]) -> Article | None:
    """The article in this locale, else in another one; None when there is none; ContentError when every version is broken."""
    page = find_page(library, slug, locale)
    if page is None:
        return None
    filled = page.rendered.fill(values)
    pictures = [picture.file for picture in page.rendered.pictures]
    return Article(
        **vars(_make_teaser(page, values)),
        section=page.meta.section,
        digest=text_digest(page.document),
        html=filled.html,
        contents=filled.contents,
        translations=translations_of_article(library, slug),
        files=(*files_of_article(library, slug), *pictures),
    )


def find_source(library: Library, slug: str, locale: str, values: Mapping[str, str], base_url: str) -> str | None:
    """The article as Markdown that can be read outside this site; only in the locale that is asked for."""
    page = library.find(ARTICLES, slug, locale)
    if page is None:
        return None
    meta = page.meta
    return plain_source(page, [f"# {meta.title}", f"> {meta.summary}"], values, base_url)


def list_articles(library: Library, locale: str, values: Mapping[str, str]) -> list[Teaser]:
    """All articles by title; one that is broken in every locale is left out, and logged."""
    teasers = []
    for slug in library.slugs(ARTICLES):
        try:
            page = find_page(library, slug, locale)
        except ContentError as error:
            log.error("content_error", mistakes=str(error))
            continue
        if page:
            teasers.append(_make_teaser(page, values))
    return sorted(teasers, key=lambda teaser: teaser.title.casefold())


def find_page(library: Library, slug: str, locale: str) -> Page[ArticleMatter] | None:
    """The best readable version: the locale that is asked for, then the others in the house's order."""
    broken: ContentError | None = None
    for candidate in [locale, *(code for code in INTERFACE_LOCALES if code != locale)]:
        try:
            page = library.find(ARTICLES, slug, candidate)
        except ContentError as error:
            log.error("content_error", mistakes=str(error))
            broken = broken or error
            continue
        if page:
            return page
    if broken:
        raise broken
    return None


def translations_of_article(library: Library, slug: str) -> tuple[str, ...]:
    """The locales of the interface in which the article is written."""
    written = library.locales(ARTICLES, slug)
    return tuple(code for code in INTERFACE_LOCALES if code in written)


def files_of_article(library: Library, slug: str) -> tuple[Path, ...]:
    """The files that decide what is shown under this slug, whether they exist or not."""
    return tuple(library.root / ARTICLES.folder / slug / f"{code}.md" for code in INTERFACE_LOCALES)


def files_of_list(library: Library) -> tuple[Path, ...]:
    """The files that decide what the list of articles shows; the folder changes when an article is added."""
    slugs = library.slugs(ARTICLES)
    return (library.root / ARTICLES.folder, *(file for slug in slugs for file in files_of_article(library, slug)))


def sitemap_entries(library: Library) -> Iterator[dict[str, str]]:
    """For each public page of this room, its path per locale."""
    yield {code: f"/{code}/" for code in INTERFACE_LOCALES}
    yield {code: f"/{code}/articles/" for code in INTERFACE_LOCALES}
    for slug in library.slugs(ARTICLES):
        if paths := {code: f"/{code}/articles/{slug}" for code in translations_of_article(library, slug)}:
            yield paths


def _make_teaser(page: Page[ArticleMatter], values: Mapping[str, str]) -> Teaser:
    meta = page.meta
    return Teaser(
        slug=page.slug,
        locale=page.locale,
        title=page.typeset(meta.title, values),
        summary=page.typeset(meta.summary, values),
        updated_on=meta.updated_on,
    )
