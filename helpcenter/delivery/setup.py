"""Wires the room into an application: its pages, and its cards on the home pages."""

from flask import Flask

from helpcenter.delivery import cards, pace_pages
from helpcenter.events.registry import PROVIDERS
from helpcenter.web.slots import fill_slot

# Imported so that its pages register on the blueprint of routes.py.
PAGES = (pace_pages,)


def init(app: Flask) -> None:
    """Fill the slots; let the empty picture name the providers."""
    app.jinja_env.globals["event_providers"] = PROVIDERS
    fill_slot(app, "organisation_figures", cards.home_card)
    fill_slot(app, "staff_tools", cards.overview_card)
