"""What a drawing in a document may consist of; known to those who prepare documents, without the engine."""

from xml.etree import ElementTree
from xml.etree.ElementTree import Element

MAX_ELEMENTS = 3_000
MAX_PIXELS = 4_000_000
SVG = "{http://www.w3.org/2000/svg}"
# Nothing here repeats other elements (use, pattern, mask …), loads anything (image, style) or runs (script).
SHAPES = ["path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"]
FRAMES = ["svg", "g", "defs", "title", "desc", "metadata", "linearGradient", "radialGradient", "stop", "clipPath"]
SVG_ELEMENTS = frozenset(SVG + name for name in SHAPES + FRAMES)


def write_drawing(root: Element) -> str:
    """The drawing as text, its elements without prefix, as stylesheets name them."""
    # Each time: libraries that are loaded later give the same namespace a prefix of theirs, for the whole process.
    ElementTree.register_namespace("", SVG.strip("{}"))
    return ElementTree.tostring(root, encoding="unicode")
