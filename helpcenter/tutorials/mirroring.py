"""Turns a drawn screen around for a language that is written from right to left: programs change their sides there too.

Words are never turned, nor what `data-unturned="x"` marks (a tick: its middle is at x), nor a whole drawing whose root holds
that attribute (a keyboard looks the same everywhere).
"""

from xml.etree.ElementTree import Element

UNTURNED = "data-unturned"


def mirror(root: Element) -> None:
    """Change the sides of all shapes, and of the rooms for texts."""
    if UNTURNED in root.attrib:
        return
    width = float(root.attrib["viewBox"].split()[2])
    for shape in root.iter():
        if shape is not root:
            _mirror_one(shape, width)


def forget_marks(root: Element) -> None:
    """Take the marks out of a finished drawing."""
    for shape in root.iter():
        shape.attrib.pop(UNTURNED, None)


def _mirror_one(shape: Element, width: float) -> None:
    name, facts = shape.tag.rpartition("}")[2], shape.attrib
    if UNTURNED in facts:
        _put_before(shape, f"translate({width - 2 * float(facts[UNTURNED]):g} 0)")
    # Moved, not turned: the room for a text is read from these numbers afterwards.
    elif name == "rect" and "transform" not in facts:
        facts["x"] = f"{width - float(facts.get('x', '0')) - float(facts['width']):g}"
    elif name in ("circle", "ellipse") and "transform" not in facts:
        facts["cx"] = f"{width - float(facts.get('cx', '0')):g}"
    # A group has no shape of its own; what is in it is turned piece by piece.
    elif name != "g":
        _put_before(shape, f"matrix(-1 0 0 1 {width:g} 0)")


def _put_before(shape: Element, transform: str) -> None:
    shape.set("transform", f"{transform} {shape.get('transform', '')}".strip())
