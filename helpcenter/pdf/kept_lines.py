"""Broken lines that outlive their document: the same words in the same letters and width break in the same places.

Sheets of all organisations share nearly all their words, and the engine asks up to three times for each line.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from typing import Any

from weasyprint.layout import inline, preferred
from weasyprint.text.line_break import split_first_line

# Every property that text/line_break.py and text/fonts.py of the engine read.
PROPERTIES = (
    *("font_family", "font_size", "font_style", "font_weight", "font_stretch", "font_language_override", "lang", "direction"),
    *("font_variant_caps", "font_variant_ligatures", "font_variant_position", "font_variant_numeric", "font_variant_alternates"),
    *("font_variant_east_asian", "font_feature_settings", "font_variation_settings", "font_kerning", "letter_spacing", "word_spacing"),
    *("white_space", "overflow_wrap", "word_break", "line_height", "tab_size", "text_decoration_line"),
    *("hyphens", "hyphenate_character", "hyphenate_limit_chars", "hyphenate_limit_zone"),
)
# Each is half a kilobyte; a sheet has 400.
MAX_KEPT = 12_000


class KeptLines:
    """Lines by their words, letters and width."""

    def __init__(self) -> None:
        self._lines: dict[tuple[Any, ...], tuple[Any, ...]] = {}

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Let the engine look here first while the block runs; one thread at a time."""
        inline.split_first_line = preferred.split_first_line = self._split
        try:
            yield
        finally:
            inline.split_first_line = preferred.split_first_line = split_first_line
            if len(self._lines) > MAX_KEPT:
                self._lines.clear()

    def _split(self, text: str, style: Any, context: Any, max_width: float | None, justification_spacing: float, **wishes: bool) -> Any:
        key = text, max_width, justification_spacing, letters_of(style), tuple(wishes.items())
        found = self._lines.get(key)
        if found is None:
            found = self._lines[key] = split_first_line(text, style, context, max_width, justification_spacing, **wishes)
        layout, *measures = found
        # Whoever draws it may change it.
        return copy(layout), *measures


def letters_of(style: Any) -> str:
    """What a style says of letters and lines, found once per style."""
    found: str | None = getattr(style, "kept_letters", None)
    if found is None:
        found = style.kept_letters = repr([style[name] for name in PROPERTIES])
    return found
