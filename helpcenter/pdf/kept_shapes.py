"""Drawn shapes that outlive their document: the same button in the same colour is written once for all sheets of an organisation."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pydyf import Dictionary
from weasyprint.svg import Node

SHAPES = frozenset(("g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"))
# What refers to other elements, or needs a group of its own, is left to the engine.
REFERRING = ("clip-path", "filter", "mask", "marker", "marker-start", "marker-mid", "marker-end", "opacity", "style")
# Each is a few hundred bytes.
MAX_KEPT = 4_000


@dataclass(frozen=True)
class Written:
    """Operators of a content stream, and the states that they name."""

    operators: bytes
    states: dict[str, dict[str, Any]]


@dataclass
class KeptShapes:
    """What is already written, by what was to be drawn."""

    written: dict[tuple[Any, ...], Written] = field(default_factory=dict)

    def draw(self, stream: Any, key: tuple[Any, ...], draw: Callable[[], None]) -> None:
        """Write a shape again, or let it be drawn and remember what was written."""
        # What is set already must be set again: another document may not have set it.
        stream._current_color = stream._current_color_stroke = None
        stream._current_alpha = stream._current_alpha_stroke = None
        states = stream._resources["ExtGState"]
        if kept := self.written.get(key):
            stream.stream.append(kept.operators)
            for name, values in kept.states.items():
                if name not in states:
                    states[name] = Dictionary(values)
            return
        start, before = len(stream.stream), _resources(stream)
        draw()
        operators = stream.stream[start:]
        if _resources(stream) == before and operators and all(isinstance(each, bytes) for each in operators):
            self._keep(key, b"\n".join(operators), states)

    def _keep(self, key: tuple[Any, ...], operators: bytes, states: dict[str, Any]) -> None:
        if len(self.written) >= MAX_KEPT:
            self.written.clear()
        used = {name: dict(values) for name, values in states.items() if f"/{name} gs".encode() in operators}
        self.written[key] = Written(operators, used)


def shape_key(node: Node, *context: float) -> tuple[Any, ...] | None:
    """All that decides how a shape is drawn; None when it may depend on more."""
    try:
        facts = node.kept_facts
    except AttributeError:
        facts = node.kept_facts = _facts(node)
    return (*facts, context) if facts else None


def _facts(node: Node) -> tuple[Any, ...] | None:
    if node.tag not in SHAPES or any(name in node.attrib for name in REFERRING):
        return None
    inside = []
    for element in node._etree_node.iter():
        if element.tag.rpartition("}")[2] not in SHAPES or any(name in element.attrib for name in REFERRING):
            return None
        facts = tuple(element.attrib.items())
        if any("url(" in value for _name, value in facts):
            return None
        inside.append((element.tag, len(element), facts))
    return tuple(sorted(node.attrib.items())), tuple(inside)


def _resources(stream: Any) -> list[int]:
    """How much a stream refers to; states of transparency can be named again in another one."""
    others = [len(value) for name, value in stream._resources.items() if name != "ExtGState" and isinstance(value, dict)]
    own_states = [name for name in stream._resources["ExtGState"] if name.startswith("s")]
    return [*others, len(own_states)]
