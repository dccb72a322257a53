"""Wires the articles into an application: what it needs to start, and what search engines may list."""

from flask import Flask, current_app

from helpcenter.articles.catalogue import Catalogue
from helpcenter.articles.content import require_guide
from helpcenter.articles.queries import sitemap_entries
from helpcenter.web.context import Services
from helpcenter.web.pages import add_sitemap


def init(app: Flask) -> None:
    """Refuse to start without the article of the start page; name the public pages."""
    services: Services = app.extensions["helpcenter"]
    require_guide(services.library)
    app.extensions["catalogue"] = Catalogue(services.library, services.settings.instance)
    add_sitemap(app, lambda: sitemap_entries(services.library))


def the_catalogue() -> Catalogue:
    """The catalogue of the application that answers this request."""
    found: Catalogue = current_app.extensions["catalogue"]
    return found
