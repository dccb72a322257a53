"""Written lines that outlive their document: the same words in the same letters are the same letters of the same fonts.

The engine shapes each line again to write it, though it did so to lay it out. What it notes in a document's fonts is noted here too.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from weasyprint import draw
from weasyprint.draw.text import draw_first_line, draw_text
from weasyprint.matrix import Matrix
from weasyprint.text.fonts import get_pango_font_key

from helpcenter.pdf.kept_lines import letters_of

# Each is half a kilobyte; a sheet has 130.
MAX_KEPT = 8_000
SMALLEST = 1e-6


@dataclass
class _Line:
    """What is written for a line, in order, and the glyphs that it needs of each font: their letters and widths."""

    steps: list[tuple[Any, ...]] = field(default_factory=list)
    glyphs: dict[int, list[tuple[int, str, int]]] = field(default_factory=dict)

    def fits(self, fonts: dict[int, Any]) -> bool:
        """False when a font is new to the document, or a glyph was noted otherwise, as in letters of another size."""
        return all(key in fonts and _agrees(fonts[key], glyphs) for key, glyphs in self.glyphs.items())

    def write(self, stream: Any) -> None:
        """Write it, and note its glyphs for the fonts of the document."""
        for key, glyphs in self.glyphs.items():
            font = stream._fonts[key]
            for glyph, letters, width in glyphs:
                font.to_unicode.setdefault(glyph, letters)
                font.widths.setdefault(glyph, width)
        for name, *values in self.steps:
            getattr(stream, name)(*values)


def _agrees(font: Any, glyphs: list[tuple[int, str, int]]) -> bool:
    widths = font.widths
    return all(widths.get(glyph, width) == width for glyph, _letters, width in glyphs)


class _Recorder:
    """Takes a stream's place while a line is written for the first time."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.ink_rect, self.logical_rect = stream.ink_rect, stream.logical_rect
        self.line = _Line()
        self.fonts: dict[int, Any] = {}

    def add_font(self, pango_font: Any) -> tuple[Any, float]:
        key, _description, size = get_pango_font_key(pango_font)
        if key not in self.fonts:
            own = self.fonts[key] = copy(self._stream.add_font(pango_font)[0])
            own.widths, own.to_unicode, own.missing = {}, {}, {}
        return self.fonts[key], size

    def set_text_matrix(self, *_place: float) -> None:
        """The place is each line's own."""

    def set_font_size(self, name: str, size: float) -> None:
        self.line.steps.append(("set_font_size", name, size))

    def set_text_rise(self, height: float) -> None:
        self.line.steps.append(("set_text_rise", height))

    def show_text(self, text: str) -> None:
        self.line.steps.append(("show_text", text.encode("ascii")))

    def finish(self) -> _Line | None:
        """The line; None when its letters are more than outlines of a font that has them."""
        if any(font.png or font.svg or font.colr or font.bitmap or font.missing for font in self.fonts.values()):
            return None
        self.line.glyphs = {
            key: [(glyph, letters, font.widths[glyph]) for glyph, letters in font.to_unicode.items()] for key, font in self.fonts.items()
        }
        return self.line


class KeptText:
    """Written lines by their words and letters."""

    def __init__(self) -> None:
        self._lines: dict[tuple[Any, ...], _Line | None] = {}
        self._new: set[tuple[Any, ...]] = set()

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Let the engine look here first while the block runs; one thread at a time."""
        draw.draw_text = self._draw
        try:
            yield
        finally:
            draw.draw_text = draw_text
            if len(self._lines) > MAX_KEPT:
                self._lines.clear()
                self._new.clear()

    def _draw(self, stream: Any, box: Any, offset_x: float, overflow: str, ellipsis: Any = "none") -> None:
        key = _key_of(box) if _is_plain(box, overflow, ellipsis) else None
        line = self._find(key, stream, box) if key else None
        if line and line.fits(stream._fonts):
            _write(line, stream, box)
            return
        draw_text(stream, box, offset_x, overflow, ellipsis)
        if key and key not in self._lines:
            self._note(key, stream)

    def _note(self, key: tuple[Any, ...], stream: Any) -> None:
        """Keep it when it comes again: many a line is one organisation's own."""
        self._lines[key] = None
        # Of letters that no font has the engine must complain each time, and once.
        if not any(font.missing for font in stream._fonts.values()):
            self._new.add(key)

    def _find(self, key: tuple[Any, ...], stream: Any, box: Any) -> _Line | None:
        if key in self._new:
            self._new.remove(key)
            self._lines[key] = _record(stream, box)
        return self._lines.get(key)


def _key_of(box: Any) -> tuple[Any, ...]:
    layout = box.pango_layout
    return layout.text, letters_of(box.style), layout.justification_spacing


def _write(line: _Line, stream: Any, box: Any) -> None:
    stream.set_color(box.style["color"])
    stream.begin_text()
    stream.set_text_matrix(*Matrix(d=-1, e=box.position_x, f=box.position_y + box.baseline).values)
    line.write(stream)
    stream.end_text()


def _record(stream: Any, box: Any) -> _Line | None:
    recorder = _Recorder(stream)
    box.pango_layout.reactivate(box.style)
    draw_first_line(recorder, box, "clip", "none", Matrix())
    box.pango_layout.deactivate()
    return recorder.finish()


def _is_plain(box: Any, overflow: str, ellipsis: Any) -> bool:
    """True for words without lines under, over or through them, that are written as they are."""
    style = box.style
    is_shown = style["visibility"] == "visible" and style["font_size"] >= SMALLEST and bool(box.text.strip())
    return is_shown and style["text_decoration_line"] == "none" and overflow != "ellipsis" and ellipsis == "none"
