"""Wires the room into an application: its desk, made once."""

from flask import Flask, current_app

from helpcenter.consent import ledger
from helpcenter.consent.desk import Desk, make_desk
from helpcenter.consent.notices import TYPICAL
from helpcenter.i18n.locales import INTERFACE_LOCALES
from helpcenter.web.context import Services
from helpcenter.web.locale import serve_families


def init(app: Flask) -> None:
    """Make the desk; a missing or wrong notice ends the start, named with its file and line."""
    found: Services = app.extensions["helpcenter"]
    desk = make_desk(found.settings, found.clock, found.events)
    for locale in dict.fromkeys((*INTERFACE_LOCALES, *desk.notices.locales())):
        # Filled once, with names of ordinary length: a mistake shows at the start, not to the first family.
        desk.notices.show(locale, TYPICAL)
    app.extensions["consent"] = desk
    # What a timer does to a case writes evidence: its lock comes before every row, or PostgreSQL finds a deadlock.
    found.timers.begin_with(ledger.lock)
    serve_families(app, "consent")
    serve_families(app, "consent_data")


def current_desk() -> Desk:
    """The desk of the application that answers this request."""
    desk: Desk = current_app.extensions["consent"]
    return desk
