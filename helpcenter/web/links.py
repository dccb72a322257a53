"""Addresses of pages: Flask's `url_for`, which remembers what it answered; a page has dozens of links, most of them on every page."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import flask
from flask import Flask, current_app, request

from helpcenter.web.words import chosen_locale

KEY = "helpcenter.links"
# Enough for the fixed links of all pages in all languages, and for what people look at now.
MOST_KEPT = 4096
Build = Callable[[str, str, str, str, tuple[tuple[str, int], ...]], str]


def init_links(app: Flask) -> None:
    """Let the templates make their links this way."""

    @lru_cache(maxsize=MOST_KEPT)
    def build(_folder: str, _method: str, _language: str, endpoint: str, values: tuple[tuple[str, int], ...]) -> str:
        return flask.url_for(endpoint, **dict(values))  # type: ignore[arg-type]

    app.extensions[KEY] = build
    app.jinja_env.globals["url_for"] = url_for


def url_for(endpoint: str, **values: Any) -> str:
    """The address of a page, as Flask makes it: it depends on the language and the place of this request, and on nothing else."""
    if endpoint.startswith(".") or (values and not _are_plain(values)):
        return flask.url_for(endpoint, **values)
    try:
        # Asked for dozens of times on each page: Flask's stand-ins for request and application are looked through once.
        place = request._get_current_object().environ  # type: ignore[attr-defined]
    except RuntimeError:
        return flask.url_for(endpoint, **values)
    build: Build = place.get(KEY) or place.setdefault(KEY, current_app.extensions[KEY])
    return build(place.get("SCRIPT_NAME", ""), place["REQUEST_METHOD"], chosen_locale(), endpoint, tuple(values.items()))


def _are_plain(values: dict[str, Any]) -> bool:
    # Numbers alone: a text may be somebody's code, which no memory keeps; and True, which equals 1, is written otherwise.
    # all() would take three times as long for the one value that most links have.
    for name, value in values.items():  # noqa: SIM110
        if type(value) is not int or name[0] == "_":
            return False
    return True
