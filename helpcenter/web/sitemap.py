"""The sitemap: every public page with its languages, in several files when there are many (https://www.sitemaps.org)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from flask import Blueprint, Flask, Response, abort, current_app, render_template, url_for

from helpcenter.i18n.locales import DEFAULT_LOCALE, INTERFACE_LOCALES
from helpcenter.web.context import services
from helpcenter.web.kept import Promise, keep_promise

bp = Blueprint("sitemap", __name__)
# A file may name 50,000 addresses (sitemaps.org); smaller ones are quicker to make and to read.
PAGES_IN_A_FILE = 2_000


@dataclass(frozen=True)
class SitemapPage:
    """One public page: its path per locale, and the day of its last change per locale where that is known."""

    paths: Mapping[str, str]
    changed_on: Mapping[str, date] = field(default_factory=dict)

    @property
    def default(self) -> str:
        """The path for readers of any other language."""
        return self.paths.get(DEFAULT_LOCALE) or next(iter(self.paths.values()))


@dataclass(frozen=True)
class SitemapSource:
    """A room's public pages, and what they depend on."""

    pages: Callable[[], Iterable[SitemapPage]]
    promise: Callable[[], Promise]


def add_sitemap(app: Flask, source: SitemapSource) -> None:
    """Let a room name its public pages."""
    app.extensions.setdefault("sitemap", []).append(source)


@bp.get("/sitemap.xml")
def sitemap() -> Response:
    """All public pages; the list of the files when there are too many for one."""
    pages = _pages()
    if len(pages) <= PAGES_IN_A_FILE:
        return _answer("web/sitemap.xml", pages=pages)
    return _answer("web/sitemap_index.xml", numbers=range(1, -(-len(pages) // PAGES_IN_A_FILE) + 1))


@bp.get("/sitemap-<int:number>.xml")
def sitemap_part(number: int) -> Response:
    """One of several files."""
    pages = _pages()
    part = pages[(number - 1) * PAGES_IN_A_FILE : number * PAGES_IN_A_FILE] if number else []
    if not part:
        abort(404)
    return _answer("web/sitemap.xml", pages=part)


def _pages() -> list[SitemapPage]:
    sources: list[SitemapSource] = current_app.extensions.get("sitemap", [])
    for source in sources:
        keep_promise(source.promise())
    return [*_own_pages(), *(page for source in sources for page in source.pages())]


def _own_pages() -> Iterable[SitemapPage]:
    for endpoint in ("web.legal", "web.privacy"):
        yield SitemapPage({locale: url_for(endpoint, locale=locale) for locale in INTERFACE_LOCALES})


def _answer(template: str, **values: object) -> Response:
    return Response(render_template(template, base=services().settings.public_url, **values), mimetype="application/xml")
