"""Wires the room into an application: the question below articles, the counting layer, the jobs, the listener of searches."""

from flask import Flask, has_request_context, render_template, request

from helpcenter.db import db
from helpcenter.feedback import routes, staff_figures
from helpcenter.feedback.counting import CountingLayer
from helpcenter.feedback.desk import Desk, put_desk
from helpcenter.feedback.queries import count_new
from helpcenter.feedback.robots import is_robot
from helpcenter.feedback.tally import FOUND, VAIN
from helpcenter.feedback.tasks import register
from helpcenter.search.events import SearchAnswered, on_search
from helpcenter.web.context import Services
from helpcenter.web.slots import fill_slot

# Imported so that its pages register on the blueprint of staff.py.
PAGES = (staff_figures,)


def init(app: Flask) -> None:
    """Fill the slots, register the jobs, listen to the search."""
    found: Services = app.extensions["helpcenter"]
    desk = put_desk(app)
    fill_slot(app, "article_feedback", routes.ask)
    fill_slot(app, "staff_overview", overview_card)
    register(app, found.jobs)
    on_search(app, lambda event: note_search(desk, event))


def wrap(app: Flask) -> None:
    """Put the counting layer around the finished application: kept pages are answered before Flask."""
    desk: Desk = app.extensions["feedback"]
    app.wsgi_app = CountingLayer(app.wsgi_app, desk.tally)  # type: ignore[method-assign]


def overview_card() -> str:
    """What waits in the inbox, on the staff's overview."""
    return render_template("feedback/overview_card.html", new=count_new(db.session))


def note_search(desk: Desk, event: SearchAnswered) -> None:
    """Count a search that was answered, unless a robot asked."""
    if not (has_request_context() and is_robot(request.user_agent.string)):
        desk.tally.add((FOUND if event.results else VAIN, event.locale, event.query))
