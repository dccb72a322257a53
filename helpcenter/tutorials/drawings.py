"""Drawn screens: content/illustrations/<kind>.svg, filled with a label and the sender address. Never a screenshot.

In a template, `<rect data-text="label">` (or "sender") is the room for a text; `data-if="label"` keeps a group only when
there is one, `data-unless` when there is none; `data-unturned`: see mirroring.py. `currentColor` is the organisation's colour.
"""

import copy
import re
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from helpcenter.documents.errors import ContentError
from helpcenter.documents.frontmatter import read_text
from helpcenter.organisations.colours import choose_colour
from helpcenter.pdf.drawings import write_drawing
from helpcenter.tutorials.lettering import Box, Lettering, fit
from helpcenter.tutorials.mirroring import forget_marks, mirror

SVG = "{http://www.w3.org/2000/svg}"
INK = "#1b262c"
PARTS = ("label", "sender")
# What a drawing may consist of: nothing that repeats, loads, styles or runs.
ELEMENTS = frozenset(SVG + name for name in ("svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"))
# Control characters, and those that turn the direction of a text around.
UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Filling:
    """What goes into a drawing: words (None: no such part), the colour, the direction of the screen's language."""

    colour: str
    label: str | None = None
    sender: str | None = None
    label_direction: str = "ltr"

    def text(self, part: str) -> str | None:
        """The words of a part, without characters that a drawing must not hold."""
        words = self.label if part == "label" else self.sender
        return UNSAFE.sub("", words) if words else None


class Illustration:
    """One template, read and checked once."""

    def __init__(self, root: Element) -> None:
        self._root = root

    @property
    def parts(self) -> frozenset[str]:
        """The parts for which this drawing has room: label, sender."""
        return frozenset(slot.attrib["data-text"] for slot in self._root.iter(f"{SVG}rect") if "data-text" in slot.attrib)

    def fill(self, filling: Filling) -> bytes:
        """The finished SVG."""
        # The template serves every sheet: nothing of this one may stay in it.
        root = copy.deepcopy(self._root)
        root.set("color", choose_colour(filling.colour).used)
        # Groups first, then the sides, words last: words are never turned around.
        _choose_groups(root, filling)
        if filling.label_direction == "rtl":
            mirror(root)
        forget_marks(root)
        for parent in list(root.iter()):
            _write_texts(parent, filling)
        return write_drawing(root).encode()


def read_illustration(file: Path) -> Illustration:
    """Read a template; every mistake is a ContentError."""
    text = read_text(file)
    # Entities could repeat themselves without end; comments are harmless.
    if "<!" in text.replace("<!--", ""):
        raise ContentError(file, _line(text, "<!"), "must not declare a document type or entities")
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - written by staff, without entities
    except ElementTree.ParseError as error:
        raise ContentError(file, error.position[0], f"is not well-formed SVG: {error}") from error
    for element in root.iter():
        _check(element, text, file)
    return Illustration(root)


def _check(element: Element, text: str, file: Path) -> None:
    name = element.tag.removeprefix(SVG)
    if element.tag not in ELEMENTS:
        raise ContentError(file, _line(text, f"<{name}"), f"holds <{name}>: a drawing consists of plain shapes")
    for fact in ("data-text", "data-if", "data-unless"):
        if fact in element.attrib and element.attrib[fact] not in PARTS:
            raise ContentError(file, _line(text, fact), f"{fact} must be one of {', '.join(PARTS)}")
    if "data-text" in element.attrib:
        try:
            _box(element)
        except (KeyError, ValueError) as error:
            raise ContentError(file, _line(text, "data-text"), f"the room for a text lacks a number: {error}") from error


def _line(text: str, needle: str) -> int:
    return text[: text.find(needle)].count("\n") + 1


def _choose_groups(root: Element, filling: Filling) -> None:
    for parent in list(root.iter()):
        for child in list(parent):
            wanted, unwanted = child.attrib.pop("data-if", None), child.attrib.pop("data-unless", None)
            if (wanted and not filling.text(wanted)) or (unwanted and filling.text(unwanted)):
                parent.remove(child)


def _write_texts(parent: Element, filling: Filling) -> None:
    # From the end, so that the positions before stay right.
    for position, child in reversed(list(enumerate(parent))):
        part = child.attrib.get("data-text")
        if part:
            parent.remove(child)
            for text in reversed(_texts(child, part, filling)):
                parent.insert(position, text)


def _texts(slot: Element, part: str, filling: Filling) -> list[Element]:
    words = filling.text(part)
    if words is None:
        return []
    direction = filling.label_direction if part == "label" else "ltr"
    lettering = fit(words, _box(slot), is_address=part == "sender")
    return [_text(slot, number, line, lettering, direction) for number, line in enumerate(lettering.lines)]


def _text(slot: Element, number: int, line: str, lettering: Lettering, direction: str) -> Element:
    left, top, width, height = (float(slot.attrib[name]) for name in ("x", "y", "width", "height"))
    align = slot.attrib.get("data-align", "middle")
    # The anchor of a text follows its direction: from right to left it begins at the right.
    start = left + width if direction == "rtl" else left
    above = (height - len(lettering.lines) * lettering.line_height) / 2
    # The baseline lies a third of a letter below the middle of its line.
    baseline = top + above + (number + 0.5) * lettering.line_height + 0.35 * lettering.size
    facts = {
        "x": f"{start if align == 'start' else left + width / 2:g}",
        "y": f"{baseline:.1f}",
        "font-size": f"{lettering.size:g}",
        "font-weight": slot.attrib.get("data-weight", "normal"),
        "text-anchor": align,
        "fill": INK,
    }
    element = Element(f"{SVG}text", facts | ({"direction": "rtl"} if direction == "rtl" else {}))
    element.text = line
    return element


def _box(slot: Element) -> Box:
    width, height, largest, smallest = (float(slot.attrib[name]) for name in ("width", "height", "data-size", "data-smallest"))
    return Box(width, height, largest, smallest)
