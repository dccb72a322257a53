"""Wires the room into an application: who may send events, the jobs, the overview of staff."""

from flask import Flask

from helpcenter.events import models  # noqa: F401  the tables are known from the start
from helpcenter.events.desk import put_receiver
from helpcenter.events.receiver import make_receiver
from helpcenter.events.refusals import REFUSALS
from helpcenter.events.registry import PROVIDERS
from helpcenter.events.staff import overview_card
from helpcenter.events.tasks import register
from helpcenter.web.context import Services
from helpcenter.web.slots import fill_slot


def init(app: Flask) -> None:
    """Read who may send events; a setting that cannot be ends the start."""
    found: Services = app.extensions["helpcenter"]
    REFUSALS.read_from(found.settings.content)
    put_receiver(app, make_receiver(found.settings, PROVIDERS))
    register(app, found)
    fill_slot(app, "staff_tools", overview_card)
