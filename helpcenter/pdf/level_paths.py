"""Paths of level strokes, such as QR codes are made of: hundreds of short ones, new for each organisation, so that none can be kept."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pydyf import _to_bytes
from weasyprint.svg import TAGS, Node
from weasyprint.svg.path import path

# Move to a place, draw to the right, move on, draw …
LEVEL = re.compile(r"M\d+ \d+(\.5)?(h\d+(m-?\d+ \d+)?)+")
STROKE = re.compile(r"([Mmh])(-?[\d.]+)(?: ([\d.]+))?")


@contextmanager
def level_paths() -> Iterator[None]:
    """While the block runs, such paths are written without a look at what else a path may be."""
    TAGS["path"] = _draw
    try:
        yield
    finally:
        TAGS["path"] = path


def _draw(svg: Any, node: Node, font_size: float) -> None:
    way = node.get("d", "")
    if LEVEL.fullmatch(way) and not any(name.startswith("marker") for name in node.attrib):
        svg.stream.stream.append(_write(way))
    else:
        path(svg, node, font_size)


def _write(way: str) -> bytes:
    """What the engine writes, which begins where nothing is yet."""
    x = y = 0.0
    written = [b"0 0 m"]
    for letter, first, second in STROKE.findall(way):
        x += float(first)
        if letter == "h":
            written.append(b"%b %b l" % (_to_bytes(x), _to_bytes(y)))
        else:
            y += float(second)
            written.append(b"%b %b m" % (_to_bytes(x), _to_bytes(y)))
    return b"\n".join(written)
