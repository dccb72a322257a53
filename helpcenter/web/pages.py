"""Pages that belong to no feature: legal notice, privacy, health, robots."""

from typing import Any

from flask import Blueprint, Response, render_template, url_for
from sqlalchemy import text

from helpcenter.db.engine import db
from helpcenter.web.context import services

bp = Blueprint("web", __name__)


def external_url(endpoint: str, **values: Any) -> str:
    """The canonical address of a page: from the settings, never from the Host header."""
    return services().settings.public_url + url_for(endpoint, **values)


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
    lines.append(f"Sitemap: {external_url('sitemap.sitemap')}")
    return Response("\n".join(lines) + "\n", mimetype="text/plain")
