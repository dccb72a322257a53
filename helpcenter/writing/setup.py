"""Wires the room into an application: importing the modules of its pages lets them register on the one blueprint."""

from types import ModuleType

from flask import Flask, render_template

from helpcenter.web.slots import fill_slot
from helpcenter.writing import (
    staff,
    staff_editing,
    staff_history,
    staff_links,
    staff_pictures,
    staff_preview,
    staff_reviews,
    staff_translations,
    tasks,
)
from helpcenter.writing.desk import make_desk
from helpcenter.writing.titles import readable

# A module of pages that is not named here has no address.
PAGES: tuple[ModuleType, ...] = (
    staff,
    staff_editing,
    staff_preview,
    staff_history,
    staff_pictures,
    staff_links,
    staff_translations,
    staff_reviews,
)


def init(app: Flask) -> None:
    """Make the desk; the pages are registered by app.py through the blueprint `staff.bp`."""
    make_desk(app)
    app.jinja_env.filters["readable"] = readable
    tasks.register(app)
    fill_slot(app, "writing_overview", lambda: render_template("writing/overview_ways.html"))
