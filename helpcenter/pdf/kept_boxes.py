"""Laid-out boxes that outlive their document: the same step in the same place comes out the same, down to the last letter.

A step is a box that stands in a line like a letter. The engine lays such a box out at height 0, breaks no page in it, and moves it to its
place afterwards: what comes out depends on what is in it, its styles, and the room and place across the page.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.layout.inline import inline_block_box_layout

# Others hold more than what is read here: tables their columns, for example.
KINDS = {
    boxes.InlineBlockBox,
    boxes.BlockBox,
    boxes.LineBox,
    boxes.InlineBox,
    boxes.TextBox,
    boxes.BlockReplacedBox,
    boxes.InlineReplacedBox,
}
SIDES = ("top", "right", "bottom", "left")
BY_SIDE = ("margin_{}", "padding_{}", "border_{}_width")
SIZES = ("width", "min_width", "max_width", "height", "min_height", "max_height")
LENGTHS = (*(name.format(side) for name in BY_SIDE for side in SIDES), *SIZES)
# What laying out sets anew before it looks at it.
SET_BY_LAYOUT = {
    *LENGTHS,
    *("position_x", "position_y", "left", "right", "top", "bottom", "clearance", "text_indent", "baseline", "index", "resume_at"),
}
# A copy gets its own. Counters, below, have become text by now.
GIVEN_ANEW = {"element", "replacement", "children", "remove_decoration_sides"}
NOT_COMPARED = SET_BY_LAYOUT | GIVEN_ANEW | {"style", "cached_counter_values"}
PLAIN = (str, bool, int, float, type(None))
# Each is a kilobyte; a sheet has 400.
MAX_KEPT = 4_000


class _NotKept(Exception):  # noqa: N818 - not an error: the engine does the work
    """The box may depend on more than what is compared, or refer to more than what can be given anew."""


@dataclass
class _Read:
    """What is in a box before it is laid out, in reading order."""

    key: list[Any] = field(default_factory=list)
    elements: dict[int, tuple[int, Any]] = field(default_factory=dict)
    pictures: dict[int, tuple[int, Any]] = field(default_factory=dict)
    styles: list[Any] = field(default_factory=list)

    def read(self, box: Any) -> None:
        """Add a box and what is in it."""
        kind, facts = type(box), box.__dict__
        if kind not in KINDS or facts["remove_decoration_sides"]:
            raise _NotKept
        element = self.elements.setdefault(id(box.element), (len(self.elements), box.element))[0]
        self.styles.append(box.style)
        self.key += (kind, id(box.style), element, len(box.children))
        for name, value in facts.items():
            if name not in NOT_COMPARED:
                self.key += (name, _plain(value))
        if picture := facts.get("replacement"):
            self.key += (self.pictures.setdefault(id(picture), (len(self.pictures), picture))[0], *_proportions(picture, box))
        for child in box.children:
            self.read(child)


def _plain(value: Any) -> Any:
    if isinstance(value, PLAIN):
        return value
    if value != []:
        # Links, strings for the margin of the page …
        raise _NotKept
    return ()


def _proportions(picture: Any, box: Any) -> tuple[Any, ...]:
    size: tuple[Any, ...] = picture.get_intrinsic_size(1, box.style["font_size"])
    return size


@dataclass(frozen=True, slots=True)
class _Box:
    """A laid-out box: its facts by name, and whose element and picture it shows."""

    kind: Any
    names: tuple[str, ...]
    values: tuple[Any, ...]
    # Where the box goes on in another line: no border there.
    open_sides: frozenset[str]
    element: int
    picture: int | None
    children: "tuple[_Box, ...]"
    is_placeholder: bool

    def copy(self, elements: list[Any], pictures: list[Any]) -> Any:
        """A box like it for another document."""
        box = self.kind.__new__(self.kind)
        facts = box.__dict__
        facts.update(zip(self.names, self.values, strict=True))
        facts["element"] = elements[self.element]
        facts["remove_decoration_sides"] = set(self.open_sides)
        facts["children"] = [child.copy(elements, pictures) for child in self.children]
        if self.picture is not None:
            facts["replacement"] = pictures[self.picture]
        if "pango_layout" in facts:
            # Whoever draws it changes it.
            facts["pango_layout"] = copy(facts["pango_layout"])
        return _placeholder(box) if self.is_placeholder else box


def _placeholder(box: Any) -> AbsolutePlaceholder:
    placeholder = AbsolutePlaceholder(box)
    placeholder.set_laid_out_box(box)
    return placeholder


@dataclass(frozen=True)
class _LaidOut:
    box: _Box
    # The key names them by their addresses, which nobody else has as long as they are here.
    styles: list[Any]


class KeptBoxes:
    """Laid-out boxes by what is in them and the room that they had."""

    def __init__(self) -> None:
        self._found: dict[tuple[Any, ...], _LaidOut] = {}
        self._names: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._count = 0

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Let the engine look here first while the block runs; one thread at a time."""
        inline.inline_block_box_layout = self._lay_out
        try:
            yield
        finally:
            inline.inline_block_box_layout = inline_block_box_layout
            if self._count > MAX_KEPT:
                self._found.clear()
                self._count = 0

    def _lay_out(self, context: Any, box: Any, position_x: float, skip: Any, around: Any, absolutes: list[Any], fixed: list[Any]) -> Any:
        read = _Read()
        try:
            if skip is not None:
                raise _NotKept
            read.read(box)
        except _NotKept:
            return inline_block_box_layout(context, box, position_x, skip, around, absolutes, fixed)
        key = (position_x, around.width, around.height, *read.key)
        if found := self._found.get(key):
            return found.box.copy(*_values(read))
        outside = len(absolutes), len(fixed)
        new = inline_block_box_layout(context, box, position_x, skip, around, absolutes, fixed)
        if (len(absolutes), len(fixed)) == outside:
            self._keep(key, new, read)
        return new

    def _keep(self, key: tuple[Any, ...], box: Any, read: _Read) -> None:
        try:
            self._found[key] = _LaidOut(self._note(box, read), read.styles)
        except _NotKept:
            return

    def _note(self, box: Any, read: _Read) -> _Box:
        is_placeholder = isinstance(box, AbsolutePlaceholder)
        if is_placeholder:
            if not box._layout_done:
                raise _NotKept
            box = box._box
        if type(box) not in KINDS or id(box.element) not in read.elements:
            raise _NotKept
        facts = {name: value for name, value in box.__dict__.items() if name not in GIVEN_ANEW}
        picture = read.pictures[id(box.replacement)][0] if "replacement" in box.__dict__ else None
        children = tuple(self._note(child, read) for child in box.children)
        names = tuple(facts)
        self._count += 1
        return _Box(
            *(type(box), self._names.setdefault(names, names), tuple(facts.values()), frozenset(box.remove_decoration_sides)),
            *(read.elements[id(box.element)][0], picture, children, is_placeholder),
        )


def _values(read: _Read) -> tuple[list[Any], list[Any]]:
    return [each for _, each in read.elements.values()], [each for _, each in read.pictures.values()]
