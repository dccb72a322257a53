"""Wires the room into an application."""

from flask import Flask


def init(app: Flask) -> None:
    """Nothing to wire yet but the pages."""
