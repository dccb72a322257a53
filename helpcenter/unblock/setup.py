"""Wires the room into an application: cases follow what people answer."""

from flask import Flask

from helpcenter.unblock.service import subscribe
from helpcenter.web.context import Services


def init(app: Flask) -> None:
    """Listen to the consent room, and count the open cases on the staff's overview."""
    found: Services = app.extensions["helpcenter"]
    subscribe(found.events, found.clock)
