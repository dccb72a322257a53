"""Digests of a text: whether what a reader reads has changed, as a whole and section by section."""

import hashlib
import re
from collections.abc import Iterator
from typing import Any

from helpcenter.documents.frontmatter import Document
from helpcenter.documents.outline import told_apart

# Twelve hexadecimal digits: 48 bits tell the versions of one text apart, and can still be read out.
LENGTH = 12
INTRODUCTION = "introduction"
# The title ends where no blank stands before, and blanks are never given back: else the many in “## One      two” would be
# shared out between the parts in every possible way, which takes minutes.
CHAPTER = re.compile(r"##\s+(?P<title>|\S.*?(?<!\s))\s*+#*+\s*+(?:\{[^}]*#(?P<anchor>[A-Za-z][\w-]*)[^}]*\})?\s*")


def text_digest(document: Document[Any]) -> str:
    """Twelve hexadecimal digits over title, summary and body; dates and keys for staff do not count."""
    return _digest([_head(document), document.body])


def section_digests(document: Document[Any]) -> dict[str, str]:
    """Anchor of each heading of level 2 → digest of its text down to the next one.

    "introduction" stands for the title, the summary and what comes before the first heading.
    """
    return {anchor: _digest([_head(document), text] if anchor == INTRODUCTION else [text]) for anchor, text in _sections(document.body)}


def _head(document: Document[Any]) -> str:
    return f"{document.meta.title}\n{document.meta.summary}"


def _digest(parts: list[str]) -> str:
    # How lines end and which blank lines stand around a text is nothing that a reader sees.
    lines = [line.rstrip() for part in parts for line in part.strip().splitlines()]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:LENGTH]


def _sections(body: str) -> Iterator[tuple[str, str]]:
    anchor = INTRODUCTION
    lines: list[str] = []
    for line, is_code in told_apart(body.splitlines()):
        chapter = None if is_code else CHAPTER.fullmatch(line)
        if chapter:
            yield anchor, "\n".join(lines)
            anchor, lines = chapter["anchor"] or chapter["title"].casefold(), []
        lines.append(line)
    yield anchor, "\n".join(lines)


def section_titles(document: Document[Any]) -> dict[str, str]:
    """Anchor of each heading of level 2 → its words as written; the introduction has none."""
    found = {anchor: CHAPTER.fullmatch(text.partition("\n")[0]) for anchor, text in _sections(document.body)}
    return {anchor: match["title"] for anchor, match in found.items() if match}


def section_texts(document: Document[Any]) -> dict[str, str]:
    """Anchor of each heading of level 2 → its Markdown, heading included; the introduction without title and summary."""
    return {anchor: text.strip() for anchor, text in _sections(document.body)}
