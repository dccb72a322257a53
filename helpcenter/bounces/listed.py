"""The addresses in the lines of a letter: those it lists, those that its words announce, those whose fate it tells."""

import re
from collections.abc import Iterator, Sequence

from helpcenter.bounces.addresses import (
    ADDRESSEE,
    ALONE,
    ANNOUNCES,
    FATE,
    FIRST,
    FROM_TO,
    LINKED,
    LISTED,
    LONG,
    MAILBOX,
    NAMED,
    NEXT_FATE,
    WITH_NAME,
    X400,
    beside,
)
from helpcenter.bounces.contacts import ASKS, OF_HEAD, SENDER_FOLLOWS, WHOM_TO_WRITE, is_named_as_another, speaks_of_others

# Letters that the words before an address may be long.
BEFORE = 120


def listed_in(lines: Sequence[str]) -> Iterator[str]:
    """The addresses that begin a line: alone, with what became of the mail, or in a list that the words above announce."""
    # The last two lines that say something: an announcement may be folded.
    last, before = "", ""
    is_entry = is_below_colon = False
    for line in lines:
        if not line.strip():
            continue
        found: list[str] = []
        if "@" in line and not SENDER_FOLLOWS.search(before[-BEFORE:]) and not ASKS.search(before[-BEFORE * 2 :]):
            # In a list, the line below an entry may be the next entry; elsewhere it may be anything.
            is_listed = is_entry or bool(ANNOUNCES.search(before[-BEFORE * 2 :]))
            found = list(_begun_by(line, is_listed=is_listed)) or (list(_with_name(line)) if is_below_colon else [])
            yield from found
            is_entry = is_listed
        is_entry = is_entry and bool(found)
        last, before = line, f"{last} {line}"
        is_below_colon = is_below_colon or line.rstrip().endswith(":")


def _begun_by(line: str, *, is_listed: bool) -> Iterator[str]:
    found = ALONE.match(line) or (FIRST.match(line) if is_listed else None) or X400.search(line)
    if not found:
        return
    yield _linked(found)
    yield from beside(found, is_listed=is_listed)
    if len(line) > LONG:
        # A whole paragraph came onto one line.
        further = NEXT_FATE.finditer(line, found.end(1))
        yield from (each[1] for each in further if not is_named_as_another(line, each.start(1), each.end(1)))


def _with_name(line: str) -> Iterator[str]:
    found = WITH_NAME.match(line)
    # A mailbox may bear such a name itself: "contact (contact@…)".
    if found and (_letters(line).startswith(_letters(found[1].partition("@")[0])) or not speaks_of_others(line)):
        yield found[1]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))


def _linked(found: re.Match[str]) -> str:
    link = LINKED.search(found[0])
    return link[1] if link else found[1]


def named_in(lines: Sequence[str]) -> Iterator[str]:
    """The addresses that words announce on the same line."""
    for line in lines:
        if "@" not in line:
            continue
        if found := FROM_TO.search(line):
            yield found[1]
        elif not speaks_of_others(line):
            yield from _announced(line)


def _announced(line: str) -> Iterator[str]:
    if listed := LISTED.search(line):
        yield listed[1]
        yield from beside(listed, is_listed=True)
        return
    found = NAMED.search(line)
    if found and not WHOM_TO_WRITE.search(line[max(0, found.start(1) - BEFORE) : found.start(1)].lower()):
        yield found[1]
        yield from beside(found)


def in_fates(lines: Sequence[str]) -> Iterator[str]:
    """The addresses in angle brackets, or behind the word for a mailbox."""
    told = (line for line in lines if "@" in line and not OF_HEAD.match(line))
    return (found[1] for line in told if (found := FATE.search(f"{line} ") or MAILBOX.search(line)))


def addressees_in(lines: Sequence[str]) -> Iterator[str]:
    """Whom the letter says that the mail was for."""
    for line in lines:
        if "@" in line and (found := ADDRESSEE.match(line)):
            yield found[1]
            yield from beside(found)
