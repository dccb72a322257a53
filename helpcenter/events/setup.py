"""Wires the room into an application."""

from flask import Flask

from helpcenter.events import models  # noqa: F401  the tables are known from the start


def init(app: Flask) -> None:
    """Nothing to wire yet but the pages."""
