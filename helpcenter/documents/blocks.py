"""A Markdown text taken apart into what is read in one go: a paragraph, an item, a cell, a heading, the words of a picture."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from helpcenter.documents.outline import ATX, told_apart

ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+")
BOX = re.compile(r"\s*(?:!!!|\?\?\?\+?)\s+[a-z]+(?:\s+\"(?P<title>.*)\")?\s*$")
# A line of marks alone: a rule, or what makes a heading of the line above. Neither is words.
RULE = re.compile(r"\s*(?:[-*_]\s*){3,}$|\s*=+\s*$")
DEFINITION = re.compile(r"\s*:\s{1,3}(?=\S)")
TABLE_RULE = re.compile(r"[\s|:-]+")
# A bar behind a backslash stands in the cell.
CELL_BORDER = re.compile(r"(?<!\\)\|")
# The words stop before another picture: else each of a thousand that nobody closed would be followed to the end of the text.
PICTURE = re.compile(r"!\[(?P<alt>(?:(?!!\[)[^\]])*+)\]\((?P<source>[^\s)]*)(?:\s+\"(?P<caption>[^\"]*)\")?\)")
PREFIX = re.compile(r"\s*(?:>\s?)*")


class Kind(StrEnum):
    """What a block is."""

    PROSE = "prose"
    """A paragraph, an item of a list, a cell of a table."""
    HEADING = "heading"
    """A heading or the title of a box: it cannot explain itself."""
    PICTURE = "picture"
    """What stands for a picture, or below it."""


@dataclass(frozen=True)
class Block:
    """Some Markdown that is read in one go, and the line where it begins; it may run over several lines."""

    kind: Kind
    line: int
    text: str


def blocks_of(body: str, first_line: int = 1) -> Iterator[Block]:
    """The blocks of a text in their order; fenced code is left out."""
    waiting: list[str] = []
    began = first_line
    for number, (written, is_code) in enumerate(told_apart(body.split("\n")), start=first_line):
        # As an empty line it ends the block before it, and the lines below keep their numbers.
        line = "" if is_code else written
        if waiting and _begins_anew(line):
            yield from _prose(began, waiting)
            waiting = []
        if single := _single(line, number):
            yield from single
        elif line.strip() and not RULE.match(line):
            # A paragraph is named by its first line: there its author looks for it.
            began = began if waiting else number
            waiting.append(_plain_start(line))
    yield from _prose(began, waiting)


def _begins_anew(line: str) -> bool:
    is_start = ITEM.match(line) or BOX.match(line) or ATX.match(line) or DEFINITION.match(line) or RULE.match(line)
    return bool(is_start) or not line.strip() or _is_row(line)


def _is_row(line: str) -> bool:
    return line.lstrip().startswith("|")


def _single(line: str, number: int) -> list[Block]:
    """The blocks of a line that stands alone: a heading, a row of a table, the title of a box."""
    if ATX.match(line):
        return [Block(Kind.HEADING, number, line.lstrip("#").strip())]
    if match := BOX.match(line):
        return [Block(Kind.HEADING, number, match["title"] or "")]
    if not _is_row(line):
        return []
    cells = [] if TABLE_RULE.fullmatch(line) else CELL_BORDER.split(line.strip().strip("|"))
    # An empty block says that the line is done with.
    return [block for cell in cells for block in _prose(number, [cell.strip()])] or [Block(Kind.PROSE, number, "")]


def _plain_start(line: str) -> str:
    for pattern in (PREFIX, ITEM, DEFINITION):
        if match := pattern.match(line):
            line = line[match.end() :]
    return line


def _prose(line: int, lines: list[str]) -> Iterator[Block]:
    text = "\n".join(lines)
    for match in PICTURE.finditer(text):
        row = line + text[: match.start()].count("\n")
        yield from (Block(Kind.PICTURE, row, words) for words in (match["alt"], match["caption"]) if words)
    if (rest := PICTURE.sub("", text)).strip():
        yield Block(Kind.PROSE, line, rest)
