"""Tells other rooms that the results page has answered: what readers look for in vain is for those who write."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask

EXTENSION = "search_listeners"


@dataclass(frozen=True)
class SearchAnswered:
    """A query as typed, the language it was asked in, and how many results were shown in that language."""

    query: str
    locale: str
    results: int


Listener = Callable[[SearchAnswered], None]


def on_search(app: Flask, listener: Listener) -> None:
    """Call `listener` after each results page; it must be quick, and write nothing to the database."""
    app.extensions.setdefault(EXTENSION, []).append(listener)


def tell(app: Flask, event: SearchAnswered) -> None:
    """Tell all listeners."""
    for listener in app.extensions.get(EXTENSION, ()):
        listener(event)
