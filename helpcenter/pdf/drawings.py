"""What a drawing in a document may consist of; known to those who prepare documents, without the engine."""

MAX_ELEMENTS = 3_000
MAX_PIXELS = 4_000_000
SVG = "{http://www.w3.org/2000/svg}"
# Nothing here repeats other elements (use, pattern, mask …), loads anything (image, style) or runs (script).
SHAPES = ["path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"]
FRAMES = ["svg", "g", "defs", "title", "desc", "metadata", "linearGradient", "radialGradient", "stop", "clipPath"]
SVG_ELEMENTS = frozenset(SVG + name for name in SHAPES + FRAMES)
