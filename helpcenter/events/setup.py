"""Wires the room into an application: who may send events, and the jobs."""

from flask import Flask, current_app

from helpcenter.events import models  # noqa: F401  the tables are known from the start
from helpcenter.events.receiver import Receiver, make_receiver
from helpcenter.events.registry import PROVIDERS
from helpcenter.events.tasks import register
from helpcenter.web.context import Services


def init(app: Flask) -> None:
    """Read who may send events; a setting that cannot be ends the start."""
    found: Services = app.extensions["helpcenter"]
    app.extensions["events_receiver"] = make_receiver(found.settings, PROVIDERS)
    register(app, found)


def the_receiver() -> Receiver:
    """Who may send events to the application that answers this request."""
    found: Receiver = current_app.extensions["events_receiver"]
    return found
