"""SVG text laid out as whole runs: less work than letter by letter, and Arabic letters join (see docs/decisions)."""

from functools import partial
from unicodedata import bidirectional

from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.draw.text import draw_first_line
from weasyprint.logger import LOGGER
from weasyprint.matrix import Matrix
from weasyprint.svg import SVG, Node
from weasyprint.svg.text import Style, TextBox
from weasyprint.svg.utils import size
from weasyprint.text.line_break import create_layout, line_size

from helpcenter.pdf.kept_shapes import KeptShapes, shape_key

# What moves single letters, or needs a group of its own: such a text is left to the engine.
PER_LETTER = ("rotate", "textLength", "letter-spacing", "dx", "dy", "filter", "mask", "clip-path", "opacity")
WEIGHTS = {"normal": 400, "bold": 700}
RIGHT_TO_LEFT = {"R", "AL"}
# Share of the text's width by which it starts left of its anchor, by (text-anchor, direction).
SHIFTS = {("middle", "ltr"): 0.5, ("middle", "rtl"): 0.5, ("end", "ltr"): 1.0, ("start", "rtl"): 1.0}
# Share of the font's size by which a baseline lies below the given y.
BASELINES = {"middle": 0.3, "central": 0.3, "hanging": 0.8, "text-before-edge": 0.8, "text-after-edge": -0.2}


class RunSvg(SVG):
    """An SVG drawing whose plain `<text>` elements are laid out as one run each."""

    # Set by whoever draws many documents: what is already written.
    kept_shapes: KeptShapes | None = None

    def draw_node(self, node: Node, font_size: float, fill_stroke: bool = True, context: object = None) -> None:
        """Draw one element and what is in it."""
        if node.tag != "text" or not node.visible:
            self._draw_shape(node, font_size, fill_stroke, context)
        elif fill_stroke and is_plain(node):
            self._draw_run(node, size(node.get("font-size", "1em"), font_size, font_size))
        else:
            _warn_of_loose_letters(node)
            super().draw_node(node, font_size, fill_stroke, context)

    def _draw_shape(self, node: Node, font_size: float, fill_stroke: bool, context: object) -> None:
        draw = partial(super().draw_node, node, font_size, fill_stroke, context)
        key = None
        if self.kept_shapes is not None and fill_stroke and context is None:
            key = shape_key(node, font_size, self.inner_width, self.inner_height)
        if key is None or self.kept_shapes is None:
            draw()
        else:
            self.kept_shapes.draw(self.stream, key, draw)

    def _draw_run(self, node: Node, font_size: float) -> None:
        style = _style(node, font_size, self.font_config)
        layout = create_layout(node.text or "", style, self.context, None, 0)
        line, _ = layout.get_first_line()
        width, _height = line_size(line, style)
        x, y = self.point(node.get("x"), node.get("y"), font_size)
        x -= width * SHIFTS.get((node.get("text-anchor", "start"), style["direction"]), 0.0)
        y += font_size * BASELINES.get(node.get("dominant-baseline", ""), 0.0)
        node.text_bounding_box = (x, y - font_size, width, font_size * 1.3)
        self._paint(node, font_size, TextBox(layout, style), Matrix(d=-1, e=x, f=y))

    def _paint(self, node: Node, font_size: float, box: TextBox, matrix: Matrix) -> None:
        self.stream.push_state()
        self.transform(node, font_size)
        fill, stroke = self.set_graphical_state(node, font_size)
        self.stream.begin_text()
        self.fill_stroke(fill, stroke, text=True)
        draw_first_line(self.stream, box, "none", "none", matrix)
        self.stream.end_text()
        self.stream.pop_state()


def is_plain(node: Node) -> bool:
    """True for a text without inner elements whose letters follow one another from a single point."""
    alone = not len(node._etree_node) and not any(node.get(name) for name in PER_LETTER)
    return alone and not any(" " in (node.get(name) or "").strip() for name in ("x", "y"))


def _style(node: Node, font_size: float, font_config: object) -> Style:
    style = Style(INITIAL_VALUES)
    style.font_config = font_config
    weight = node.get("font-weight", "400")
    style["font_family"] = [name.strip(" \"'") for name in node.get("font-family", "sans-serif").split(",")]
    style["font_style"] = node.get("font-style", "normal")
    style["font_weight"] = WEIGHTS.get(weight) or int(weight)
    style["font_size"] = font_size
    style["direction"] = node.get("direction", "ltr")
    style["white_space"] = "pre"
    return style


def _warn_of_loose_letters(node: Node) -> None:
    letters = "".join(node._etree_node.itertext())
    if any(bidirectional(letter) in RIGHT_TO_LEFT for letter in letters):
        LOGGER.warning("SVG text drawn letter by letter does not join: %r", letters)
