"""Turns cleaned HTML into the Markdown of this house: what a text says literally stays literal."""

import re
from typing import Any

from bs4 import Tag
from markdownify import ATX, MarkdownConverter

SPECIAL = re.compile(r"([\\`*_\[\]{}])")
# What would begin a list, a heading, a quotation or a box if the text began a line.
START = re.compile(r"^(\s*)([#>+-]|!!!)")
NUMBER_START = re.compile(r"^(\s*\d{1,9})([.)])(?=\s|$)")
ENTITY = re.compile(r"&(?=#?\w+;)")
# Python-Markdown has no backslash for these.
ENTITIES = {"<": "&lt;", "|": "&#124;", "~": "&#126;"}
OTHER_START = re.compile(r"^(\s*)([:=?])(?=[\s=?])")
LINES = re.compile(r"^(.+)", re.MULTILINE)
GAPS = re.compile(r"\n{3,}")
WIDTH = 4


class HouseMarkdown(MarkdownConverter):
    """markdownify with the escapes and the indentation that Python-Markdown knows."""

    def escape(self, text: str, parent_tags: set[str]) -> str:
        """The text with every mark that Markdown would take for its own made harmless."""
        text = SPECIAL.sub(r"\\\1", ENTITY.sub("&amp;", text or ""))
        for character, entity in ENTITIES.items():
            text = text.replace(character, entity)
        text = NUMBER_START.sub(r"\1\\\2", START.sub(r"\1\\\2", text))
        return OTHER_START.sub(lambda match: f"{match[1]}&#{ord(match[2])};", text)

    def convert_hN(self, n: int, item: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: N802
        """A heading with the anchor that it was given."""
        anchor = item.get("id")
        return str(super().convert_hN(n, item, f"{text.strip()} {{#{anchor}}}" if anchor else text, parent_tags))  # type: ignore[misc]

    def convert_td(self, item: Tag, text: str, parent_tags: set[str]) -> str:
        """A cell in one line."""
        return str(super().convert_td(item, " ".join(text.split()), parent_tags))  # type: ignore[misc]

    def convert_li(self, item: Tag, text: str, parent_tags: set[str]) -> str:
        """An item whose further lines stand four blanks in: with fewer, Python-Markdown ends the list."""
        text = (text or "").strip()
        if not text:
            return "\n"
        is_ordered = item.parent is not None and item.parent.name == "ol"
        bullet = f"{_first(item) + len(item.find_previous_siblings('li'))}." if is_ordered else "-"
        indented = LINES.sub(lambda match: " " * WIDTH + match[1], text)
        return f"{bullet.ljust(WIDTH - 1)} {indented[WIDTH:]}\n"


def _first(item: Tag) -> int:
    start = str(item.parent.get("start") or "") if item.parent else ""
    return int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1


def to_markdown(html: Any) -> str:
    """The Markdown of a tree that BeautifulSoup holds."""
    converter = HouseMarkdown(heading_style=ATX, autolinks=False, table_infer_header=True, keep_inline_images_in=["td", "th", "a"])
    text = converter.convert_soup(html)
    lines = [line.rstrip() + ("  " if line.endswith("  ") and line.strip() else "") for line in text.split("\n")]
    return GAPS.sub("\n\n", "\n".join(lines)).strip() + "\n"
