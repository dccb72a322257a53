"""Lengths that outlive their document: margins, paddings and sizes by style and by the room around.

The engine resolves twenty lengths of a box each time it looks at it, and looks at most boxes three times or more.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.formatting_structure.boxes import Box, PageBox
from weasyprint.layout import absolute, block, inline
from weasyprint.layout.percent import resolve_percentages

SIDES = ("top", "right", "bottom", "left")
SIZES = ("width", "min_width", "max_width", "height", "min_height", "max_height")
# What the engine's function sets.
BY_SIDE = ("margin_{}", "padding_{}", "border_{}_width")
LENGTHS = (*(name.format(side) for name in BY_SIDE for side in SIDES), *SIZES)
ROOMS = (absolute, block, inline)
# Widths that a style has been asked for; a sheet has few.
MAX_KEPT = 60


@contextmanager
def lengths_kept() -> Iterator[None]:
    """While the block runs, a style remembers its lengths."""
    _replace(_resolve)
    try:
        yield
    finally:
        _replace(resolve_percentages)


def _replace(resolve: Callable[[Any, Any], None]) -> None:
    for room in ROOMS:
        room.resolve_percentages = resolve


def _resolve(box: Any, around: Any) -> None:
    style = box.style
    if isinstance(box, PageBox) or style["border_collapse"] == "collapse":
        # They look at more than style and room.
        resolve_percentages(box, around)
        return
    room = (around.width, around.height) if isinstance(around, Box) else tuple(around)
    try:
        kept = style.kept_lengths
    except AttributeError:
        kept = style.kept_lengths = {}
    if (lengths := kept.get(room)) is None:
        resolve_percentages(box, room)
        if len(kept) < MAX_KEPT:
            kept[room] = {name: box.__dict__[name] for name in LENGTHS}
        return
    box.__dict__.update(lengths)
