"""Wires the room into an application: importing the modules of its pages lets them register on the one blueprint."""

from types import ModuleType

from flask import Flask

from helpcenter.writing import staff

# A module of pages that is not named here has no address.
PAGES: tuple[ModuleType, ...] = (staff,)


def init(_app: Flask) -> None:
    """Nothing more to do: the pages are registered by app.py through the blueprint `staff.bp`."""
