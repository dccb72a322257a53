"""What a rendered text consists of: headings, links and pictures, each with the line where it is written."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

ATX = re.compile(r"#{1,6}\s+\S")
SETEXT = re.compile(r"(=+|-{2,})\s*")
# Code begins at such a line and ends at the same marks alone: “~~~” or “```python” inside ``` is code.
FENCE = re.compile(r"\s*(`{3,}|~{3,})([^`~]*)$")


@dataclass(frozen=True)
class Heading:
    """A heading: level 2 to 6, the anchor that leads to it, and whether its author chose that anchor."""

    level: int
    anchor: str
    text: str
    is_explicit: bool
    line: int


@dataclass(frozen=True)
class Link:
    """A link as written, and the address that it got on the page."""

    target: str
    url: str
    line: int

    @property
    def path(self) -> str:
        """The target without its anchor."""
        return self.target.partition("#")[0]

    @property
    def anchor(self) -> str:
        """The anchor of the target; empty when there is none."""
        return self.target.partition("#")[2]


@dataclass(frozen=True)
class Entry:
    """A line of a table of contents, with the lines below it."""

    anchor: str
    text: str
    children: tuple["Entry", ...] = ()


def make_contents(headings: Iterable[Heading]) -> tuple[Entry, ...]:
    """The table of contents: headings of level 2, and those of level 3 below them."""
    chapters: list[tuple[Heading, list[Entry]]] = []
    for heading in headings:
        if heading.level == 2:
            chapters.append((heading, []))
        elif heading.level == 3 and chapters:
            chapters[-1][1].append(Entry(heading.anchor, heading.text))
    return tuple(Entry(heading.anchor, heading.text, tuple(below)) for heading, below in chapters)


class Lines:
    """Finds the line on which something is written; the same thing asked again is found further down."""

    def __init__(self, source: str, first_line: int) -> None:
        self._source = source
        self._first_line = first_line
        self._after: dict[str, int] = {}
        self.headings = [first_line + line for line in _heading_lines(source)]

    def find(self, text: str) -> int:
        """The line of the next occurrence; the first line of the text when there is none."""
        found = self._source.find(text, self._after.get(text, 0))
        if found < 0:
            return self._first_line
        self._after[text] = found + 1
        return self._first_line + self._source[:found].count("\n")

    def of_heading(self, index: int) -> int:
        """The line of the heading with this number."""
        return self.headings[index] if index < len(self.headings) else self._first_line


def _heading_lines(source: str) -> Iterator[int]:
    before = ""
    for number, (line, is_code) in enumerate(told_apart(source.split("\n"))):
        if not is_code and ATX.match(line):
            yield number
        elif not is_code and before.strip() and SETEXT.fullmatch(line):
            yield number - 1
        before = "" if is_code else line


def told_apart(lines: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it is fenced code; the fences are, too."""
    fence = ""
    for line in lines:
        match = FENCE.match(line)
        yield line, bool(fence or match)
        if match and not fence:
            fence = match[1]
        elif match and match[1] == fence and not match[2].strip():
            fence = ""
