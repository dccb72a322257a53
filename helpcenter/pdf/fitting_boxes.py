"""Boxes as wide as their words: where all words fit beside each other, nobody needs to know how narrow the box could become.

For an address that may break anywhere the engine finds that out letter by letter.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.layout import absolute, inline
from weasyprint.layout.preferred import max_content_width, shrink_to_fit

ROOMS = (absolute, inline)


@contextmanager
def boxes_fitted() -> Iterator[None]:
    """While the block runs, the least width is looked for when it may count."""
    for room in ROOMS:
        room.shrink_to_fit = _fit
    try:
        yield
    finally:
        for room in ROOMS:
            room.shrink_to_fit = shrink_to_fit


def _fit(context: Any, box: Any, available: float) -> float:
    widest: float = max_content_width(context, box, outer=False)
    return widest if widest <= available else shrink_to_fit(context, box, available)
