"""Wires the articles into an application: what it needs to start, what the search reads, and what search engines may list."""

from flask import Flask, render_template

from helpcenter.articles.catalogue import Catalogue
from helpcenter.articles.content import require_guide
from helpcenter.articles.machines import machine_promise, sitemap_pages
from helpcenter.articles.pages import the_catalogue
from helpcenter.articles.search import ArticleSource
from helpcenter.articles.sections import read_sections
from helpcenter.articles.sharing import share_panel
from helpcenter.documents.errors import ContentError
from helpcenter.documents.library import Library
from helpcenter.documents.variables import site_variables
from helpcenter.search.sources import add_search_source
from helpcenter.web.context import Services
from helpcenter.web.metrics import add_figure
from helpcenter.web.sitemap import SitemapSource, add_sitemap
from helpcenter.web.slots import fill_slot

__all__ = ["init", "the_catalogue"]


def init(app: Flask) -> None:
    """Refuse to start without the article of the start page; name the public pages; offer articles to members and to the search."""
    services: Services = app.extensions["helpcenter"]
    require_guide(services.library)
    catalogue = Catalogue(services.library, services.settings.instance)
    app.extensions["catalogue"] = catalogue
    add_search_source(app, ArticleSource(services.library, catalogue, site_variables(services.settings), services.clock))
    fill_slot(app, "search_ways", lambda: search_ways(services.library))
    add_figure(app, "helpcenter_texts_rendered", "Texts of content/ made into HTML since the start", lambda: services.library.renders)
    add_sitemap(app, SitemapSource(sitemap_pages, machine_promise))
    fill_slot(app, "organisation_home", share_panel)


def search_ways(library: Library) -> str:
    """The sections, for whoever has not found anything by words; nothing while their file is broken (the check names that)."""
    try:
        return render_template("articles/search_ways.html", sections=read_sections(library))
    except ContentError:
        return ""
