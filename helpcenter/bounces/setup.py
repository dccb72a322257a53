"""Wires the room into an application."""

from flask import Flask

from helpcenter.bounces.worker import Explainer
from helpcenter.config import Settings


def init(app: Flask) -> None:
    """The explainer of this process; its child is started with the first message."""
    settings: Settings = app.extensions["helpcenter"].settings
    app.extensions["explainer"] = Explainer(settings.content / "bounces")
