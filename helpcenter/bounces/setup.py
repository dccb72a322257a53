"""Wires the room into an application: the explainer, the words of the reasons, the public page."""

from functools import cache
from pathlib import Path

from flask import Flask, render_template, url_for

from helpcenter.bounces.desk import EXPLAINER, put_wordings, the_wordings
from helpcenter.bounces.reason_words import FOLDER, ReasonWords
from helpcenter.bounces.worker import Explainer
from helpcenter.config import Settings
from helpcenter.i18n.locales import INTERFACE_LOCALES
from helpcenter.web.kept import Promise
from helpcenter.web.locale import request_locale
from helpcenter.web.sitemap import SitemapPage, SitemapSource, add_sitemap
from helpcenter.web.slots import fill_slot


def init(app: Flask) -> None:
    """The explainer's child is started with the first message; the words are read with the first answer."""
    settings: Settings = app.extensions["helpcenter"].settings
    app.extensions[EXPLAINER] = _explainer(settings.content / FOLDER)
    put_wordings(app)
    app.jinja_env.globals["reason_words"] = reason_words
    fill_slot(app, "staff_tools", lambda: render_template("bounces/overview_card.html"))
    add_sitemap(app, SitemapSource(sitemap_pages, lambda: Promise(())))


def sitemap_pages() -> list[SitemapPage]:
    """The one public page of this room."""
    return [SitemapPage({locale: url_for("bounces.explain", locale=locale) for locale in INTERFACE_LOCALES})]


def reason_words(reason: str) -> ReasonWords:
    """The words of a reason in the language of the page, for templates."""
    return the_wordings().of(reason, request_locale().code)


@cache
def _explainer(folder: Path) -> Explainer:
    """One for all applications of this process: its child takes a moment to start."""
    return Explainer(folder)
