"""What machines read of the knowledge base: its part of the sitemap, and /llms.txt (https://llmstxt.org)."""

from collections.abc import Iterator
from itertools import groupby

from flask import Blueprint, Response, render_template

from helpcenter.articles.lists import Shelved
from helpcenter.articles.pages import Reading, the_catalogue
from helpcenter.articles.sections import FILE
from helpcenter.i18n.catalogs import translations_of
from helpcenter.i18n.locales import INTERFACE_LOCALES, LOCALES
from helpcenter.web.context import services
from helpcenter.web.kept import Promise, keep_promise
from helpcenter.web.sitemap import SitemapPage

bp = Blueprint("machines", __name__)
# So many articles of each section are named: the file is read whole, by programs that pay for each word.
LLMS_ROWS = 100


def sitemap_pages() -> Iterator[SitemapPage]:
    """The public pages of this room; an organisation's variants are for its families, not for search engines."""
    yield SitemapPage({code: f"/{code}/" for code in INTERFACE_LOCALES})
    yield SitemapPage({code: f"/{code}/articles/" for code in INTERFACE_LOCALES})
    for shelf in Reading(INTERFACE_LOCALES[0]).beginnings():
        yield SitemapPage({code: f"/{code}/articles/section/{shelf.section.id}" for code in INTERFACE_LOCALES})
    yield from _articles()


def machine_promise() -> Promise:
    """What all of this depends on."""
    catalogue, now = the_catalogue(), services().clock()
    until = catalogue.next_publication(now)
    files = (catalogue.stamp_file, services().library.root / FILE)
    return Promise(files, until.timestamp() if until else None, lambda: catalogue.look() > 0)


@bp.get("/llms.txt")
def llms() -> Response:
    """The articles in every language, with links to their Markdown."""
    keep_promise(machine_promise())
    readings = [Reading(code) for code in INTERFACE_LOCALES]
    languages = [(LOCALES[each.locale], _about(each.locale), _shelves(each)) for each in readings]
    text = render_template("articles/llms.txt", languages=languages, base=services().settings.public_url)
    return Response(text, content_type="text/plain; charset=utf-8")


def _articles() -> Iterator[SitemapPage]:
    catalogue = the_catalogue()
    catalogue.look()
    public = catalogue.public_addresses(services().clock())
    for slug, found in groupby(public, key=lambda each: each.slug):
        days = {each.locale: each.updated_on for each in found if each.locale in INTERFACE_LOCALES}
        # A text that stands only in a language without pages of its own has no address to name.
        if days:
            yield SitemapPage({code: f"/{code}/articles/{slug}" for code in days}, days)


def _about(locale: str) -> str:
    # Not in the language of the request: this file is the same for everybody.
    return translations_of(locale).gettext("Why mails do not arrive, and how to get them to arrive again.")


def _shelves(reading: Reading) -> list[Shelved]:
    return reading.lists.beginnings(reading.sections, LLMS_ROWS)
