"""Wires the room into an application: cases follow what people answer."""

from flask import Flask

from helpcenter.consent.desk import Desk
from helpcenter.unblock.following import subscribe


def init(app: Flask) -> None:
    """Listen to the consent room."""
    desk: Desk = app.extensions["consent"]
    subscribe(desk)
