"""Wires the tutorials into an application: what it needs to start, what others ask of them, the pages for search engines."""

from collections.abc import Iterator
from pathlib import Path

from flask import Flask

from helpcenter.config import SettingError, Settings, variable_of
from helpcenter.documents.checks import Level
from helpcenter.documents.errors import ContentError, raise_together
from helpcenter.documents.footprints import footprint
from helpcenter.documents.library import Library
from helpcenter.documents.variables import site_variables
from helpcenter.i18n.locales import FAMILY_LOCALES
from helpcenter.labels.quotations import set_quoting_room
from helpcenter.labels.setup import shown_labels
from helpcenter.labels.showing import stamp_file
from helpcenter.organisations.addresses import AddressError, parse_sender_address
from helpcenter.organisations.shown_branding import vendor_branding
from helpcenter.search.sources import add_search_source
from helpcenter.tutorials import tasks
from helpcenter.tutorials.checks import check_tutorials
from helpcenter.tutorials.choices import files_of_choices
from helpcenter.tutorials.library import CLIENTS, ILLUSTRATIONS, SHELF, Tutorials
from helpcenter.tutorials.pages import EXTENSION
from helpcenter.tutorials.quotations import TutorialQuotations
from helpcenter.tutorials.search import TutorialSource
from helpcenter.web.context import Services
from helpcenter.web.kept import Promise
from helpcenter.web.sitemap import SitemapPage, SitemapSource, add_sitemap

READ = (SHELF.folder, CLIENTS, ILLUSTRATIONS)
# Content that this process has found sound: a second application over the very same files need not read them all again.
_sound: set[bytes] = set()


def init(app: Flask) -> None:
    """Refuse to start with a broken tutorial; let labels, the search, the queue and the site map know the tutorials."""
    services: Services = app.extensions["helpcenter"]
    require_sender(services.settings)
    require_tutorials(services.library)
    stamp = stamp_file(services.settings.instance)
    tutorials = Tutorials(services.library, site_variables(services.settings), shown_labels(app), [stamp])
    app.extensions[EXTENSION] = tutorials
    set_quoting_room(app, TutorialQuotations(tutorials))
    add_search_source(app, TutorialSource(tutorials, vendor_branding(services.settings)))
    tasks.register(app)
    add_sitemap(app, SitemapSource(lambda: sitemap_pages(tutorials), lambda: Promise(sitemap_files(tutorials))))


def require_sender(settings: Settings) -> None:
    """Raise SettingError for a vendor's address that cannot stand in sentences, links and search expressions."""
    try:
        parse_sender_address(settings.sender_address)
    except AddressError as error:
        message = f"{variable_of('sender_address')} is no address that a sheet can name ({error.problem.value})"
        raise SettingError(message) from error


def require_tutorials(library: Library) -> None:
    """Raise ContentError, with file and line, when a tutorial or what it refers to is wrong."""
    seen = footprint(library.root, READ)
    if seen in _sound:
        return
    errors = [problem for problem in check_tutorials(library) if problem.level is Level.ERROR]
    raise_together([ContentError(problem.file, problem.line, problem.message) for problem in errors])
    _sound.add(seen)


def sitemap_pages(tutorials: Tutorials) -> Iterator[SitemapPage]:
    """The neutral pages; an organisation's pages are for its families, not for search engines."""
    yield SitemapPage({locale: f"/{locale}/tutorials/" for locale in FAMILY_LOCALES})
    for each in tutorials.ids():
        yield SitemapPage({locale: f"/{locale}/tutorials/{each}" for locale in tutorials.locales(each)})


def sitemap_files(tutorials: Tutorials) -> tuple[Path, ...]:
    """The files that decide which pages there are."""
    return tuple({file for locale in FAMILY_LOCALES for file in files_of_choices(tutorials, locale)})
