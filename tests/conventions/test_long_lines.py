"""Expressions that see what others wrote read a long line once; one that reads it once for each letter meets the time limit of a test."""

import re
from collections.abc import Callable

import pytest

from helpcenter.consent.addresses import parse_address
from helpcenter.feedback.wordlists import EMPTY
from helpcenter.search.words import WITH_ADDRESSES
from helpcenter.tutorials.step_text import FACT, HEADING
from helpcenter.writing.foreign_texts import SENTENCE

MANY = 1_000_000
Read = Callable[[str], object]


@pytest.mark.parametrize(
    ("read", "line"),
    [
        (WITH_ADDRESSES.findall, "a." * MANY + " @"),
        (WITH_ADDRESSES.findall, "a@" + "a-" * MANY),
        (EMPTY.fullmatch, " " * MANY + "x"),
        (HEADING.fullmatch, "## a" + " " * MANY + "x"),
        (FACT.findall, "a" * MANY),
        (SENTENCE.match, "a." * MANY + "b"),
        (parse_address, "<" + "@" * MANY),
        (parse_address, "<" + " " * MANY),
    ],
)
def test_a_long_line_is_read_once(read: Read, line: str) -> None:
    assert not isinstance(read(line), re.Match)
