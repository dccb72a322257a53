"""Wires the articles into an application: what it needs to start, and what search engines may list."""

from flask import Flask

from helpcenter.articles.catalogue import Catalogue
from helpcenter.articles.content import require_guide
from helpcenter.articles.machines import machine_promise, sitemap_pages
from helpcenter.articles.pages import the_catalogue
from helpcenter.articles.sharing import share_panel
from helpcenter.web.context import Services
from helpcenter.web.sitemap import SitemapSource, add_sitemap
from helpcenter.web.slots import fill_slot

__all__ = ["init", "the_catalogue"]


def init(app: Flask) -> None:
    """Refuse to start without the article of the start page; name the public pages; offer articles to members."""
    services: Services = app.extensions["helpcenter"]
    require_guide(services.library)
    app.extensions["catalogue"] = Catalogue(services.library, services.settings.instance)
    add_sitemap(app, SitemapSource(sitemap_pages, machine_promise))
    fill_slot(app, "organisation_home", share_panel)
