"""Wires the room into an application: cases follow what people answer."""

from flask import Flask

from helpcenter.consent.desk import Desk
from helpcenter.unblock import casework, figure_pages, staff_work
from helpcenter.unblock.following import subscribe
from helpcenter.unblock.mails import CaseMails
from helpcenter.unblock.reminders import Reminders
from helpcenter.web.context import Services

# Imported so that their pages register on the blueprints of routes.py and staff.py.
PAGES = (casework, staff_work, figure_pages)


def init(app: Flask) -> None:
    """Listen to the consent room, and set the timers."""
    found: Services = app.extensions["helpcenter"]
    desk: Desk = app.extensions["consent"]
    subscribe(desk)
    Reminders(desk, found.timers, CaseMails(found.mail, found.settings.public_url)).start()
