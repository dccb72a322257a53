"""Slots: a page shows fragments of higher rooms that it must not import; app.py fills them."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from flask import Flask, current_app
from markupsafe import Markup

Fragment = Callable[..., str]


def fill_slot(app: Flask, name: str, fragment: Fragment) -> None:
    """Show what `fragment(**arguments)` renders wherever a template says `slot(name, **arguments)`."""
    slots: dict[str, list[Fragment]] = app.extensions.setdefault("slots", defaultdict(list))
    slots[name].append(fragment)


def render_slot(name: str, **arguments: Any) -> Markup:
    """All fragments of a slot, in the order in which they were filled; empty when there are none."""
    fragments: list[Fragment] = current_app.extensions.get("slots", {}).get(name, [])
    # The fragments are rendered templates: they have escaped what is not theirs.
    return Markup("").join(Markup(fragment(**arguments)) for fragment in fragments)  # noqa: S704
