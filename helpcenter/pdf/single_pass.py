"""Lines laid out once where nothing floats.

The engine lays a line out again when it may have met a floating box. From right to left it always does: it compares the line's right end
with that of a line without width. Boxes within boxes then cost twice as much at each level, though nothing comes out differently.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from math import inf
from typing import Any

from weasyprint.formatting_structure.boxes import LineBox
from weasyprint.layout import inline
from weasyprint.layout.float import avoid_collisions


@contextmanager
def lines_laid_out_once() -> Iterator[None]:
    """While the block runs, a line is as high as need be from the start, unless something floats beside it."""
    inline.avoid_collisions = _find_place
    try:
        yield
    finally:
        inline.avoid_collisions = avoid_collisions


def _find_place(context: Any, box: Any, containing_block: Any, outer: bool = True) -> Any:
    place = avoid_collisions(context, box, containing_block, outer)
    if not context.excluded_shapes and isinstance(box, LineBox) and not box.height:
        # The line that is to be made must be higher than this to be tried again.
        box.height = inf
    return place
