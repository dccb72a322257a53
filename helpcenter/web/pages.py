"""Pages that belong to no feature: legal notice, privacy, health, robots, sitemap."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import Blueprint, Flask, Response, current_app, render_template, url_for
from sqlalchemy import text

from helpcenter.db.engine import db
from helpcenter.i18n.locales import INTERFACE_LOCALES
from helpcenter.web.context import services

bp = Blueprint("web", __name__)

# Gives, for each public page, its path per locale.
SitemapSource = Callable[[], Iterable[dict[str, str]]]


def external_url(endpoint: str, **values: Any) -> str:
    """The canonical address of a page: from the settings, never from the Host header."""
    return services().settings.public_url + url_for(endpoint, **values)


def add_sitemap(app: Flask, source: SitemapSource) -> None:
    """Let a room name its public pages."""
    app.extensions.setdefault("sitemap", []).append(source)


@bp.get("/<locale:locale>/legal")
def legal(locale: str) -> str:
    """Who publishes and hosts this site."""
    return render_template("web/legal.html", settings=services().settings)


@bp.get("/<locale:locale>/privacy")
def privacy(locale: str) -> str:
    """What is kept about people, why, for how long, and whom to ask."""
    return render_template("web/privacy.html", settings=services().settings)


@bp.get("/healthz")
def healthz() -> Response:
    """Alive: the process answers."""
    return Response("ok\n", mimetype="text/plain")


@bp.get("/readyz")
def readyz() -> Response:
    """Ready: the database answers too."""
    db.session.execute(text("SELECT 1"))
    return Response("ready\n", mimetype="text/plain")


@bp.get("/robots.txt")
def robots() -> Response:
    """What machines may read."""
    lines = ["User-agent: *", "Disallow: /c/", "Disallow: /account/", "Disallow: /organisation/", "Disallow: /staff/"]
    lines.append(f"Sitemap: {external_url('web.sitemap')}")
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


@bp.get("/sitemap.xml")
def sitemap() -> Response:
    """All public pages, each with its languages."""
    sources: list[SitemapSource] = current_app.extensions.get("sitemap", [])
    pages = [page for source in [_own_pages, *sources] for page in source()]
    base = services().settings.public_url
    return Response(render_template("web/sitemap.xml", pages=pages, base=base), mimetype="application/xml")


def _own_pages() -> Iterable[dict[str, str]]:
    for endpoint in ("web.legal", "web.privacy"):
        yield {locale: url_for(endpoint, locale=locale) for locale in INTERFACE_LOCALES}
