"""Texts that would keep Markdown busy for minutes: thousands of brackets or fences of code that nobody closes, or of headings in a row.

For each bracket Markdown looks for the one that closes it, in vain to the end of the block; for each fence, to the end of the text; and
after each heading it takes up the rest of the block anew. All grow with the square of the text. What people write is far below the limit.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from helpcenter.documents.outline import FENCE

# Letters that are looked at, one after the other; about half a second.
MOST_STEPS = 3_000_000
# Taking up the rest of a block costs less for each letter than looking for a bracket.
STEPS_OF_A_REST = 1 / 6
# So does looking for the end of code.
STEPS_OF_A_FENCE = 1 / 10
MARK = re.compile(r"\\.|[\[\]()]", re.DOTALL)
CUTS = re.compile(r"^ {0,3}(?:#|!!!|\?\?\?|[=*_-][=*_ -]*$)", re.MULTILINE)
PAIRS = {"]": "[", ")": "("}


@dataclass(frozen=True)
class Tangle:
    """A text that is too much work, and the line of the block that is the most."""

    line: int


def find_tangle(source: str) -> Tangle | None:
    """Where a text is too much work for Markdown; None for any text that people write."""
    works = [(_work_of(block), line) for line, block in _blocks(source)]
    # The first of them names the place: from there on nothing is code.
    works += [(sum(rest for _, rest in fences) * STEPS_OF_A_FENCE, fences[-1][0])] if (fences := list(_open_fences(source))) else []
    return Tangle(max(works)[1]) if sum(work for work, _ in works) > MOST_STEPS else None


def _blocks(source: str) -> Iterator[tuple[int, str]]:
    """What stands between blank lines, with the number of its first line."""
    numbered = enumerate(source.splitlines(keepends=True), 1)
    for is_block, lines in groupby(numbered, key=lambda each: bool(each[1].strip())):
        if is_block:
            first, *others = lines
            yield first[0], "".join([first[1], *(line for _, line in others)])


def _work_of(block: str) -> float:
    rests = sum(len(block) - cut.start() for cut in CUTS.finditer(block))
    return sum(_searches(block)) + rests * STEPS_OF_A_REST


def _open_fences(source: str) -> Iterator[tuple[int, int]]:
    """Line and rest of the text of each fence that nothing closes, the last one first."""
    lines, rest = source.split("\n"), 0
    closing: set[str] = set()
    for number in range(len(lines), 0, -1):
        rest += len(lines[number - 1]) + 1
        if match := FENCE.match(lines[number - 1]):
            if match[1] not in closing:
                yield number, rest
            if not match[2].strip():
                closing.add(match[1])


def _searches(block: str) -> Iterator[int]:
    """How far Markdown looks for the end of each bracket."""
    waiting: dict[str, list[int]] = {"[": [], "(": []}
    for mark in MARK.finditer(block):
        if mark[0] in waiting:
            waiting[mark[0]].append(mark.start())
        elif mark[0] in PAIRS and waiting[PAIRS[mark[0]]]:
            yield mark.start() - waiting[PAIRS[mark[0]]].pop()
    yield from (len(block) - place for places in waiting.values() for place in places)
