"""Messages out of files: the whole of a file, each of its lines, or each mail of a mailbox file, without holding all of it."""

import sys
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import BinaryIO

from helpcenter.bounces.limits import LARGEST

SUFFIXES = (".mbox", ".mbx")
START, QUOTED_START = b"From ", b">From "
# A file may hold no line end at all.
LONGEST_LINE = 1_000_000


class Holds(Enum):
    """What one input holds."""

    MESSAGE = "message"
    LINES = "lines"
    MAILS = "mails"


def open_messages(name: str, holds: Holds) -> Iterator[bytes]:
    """The messages of a file, or of standard input for `-`; OSError when it cannot be read."""
    # The name tells, not the content: a single message, too, may begin with a line of mailbox files.
    read = READERS[Holds.MAILS if Path(name).suffix.lower() in SUFFIXES else holds]
    if name == "-":
        yield from read(sys.stdin.buffer)
        return
    with Path(name).open("rb") as opened:
        yield from read(opened)


def read_message(source: BinaryIO) -> Iterator[bytes]:
    """All of it as one message; of a gigantic one just enough to see that it is."""
    yield source.read(LARGEST + 1)


def read_lines(source: BinaryIO) -> Iterator[bytes]:
    """Each line that holds something, as a message."""
    while line := source.readline(LONGEST_LINE):
        if line.strip():
            yield line


def read_mailbox(source: BinaryIO) -> Iterator[bytes]:
    """Each mail of a mailbox file: a `From ` line after an empty one begins the next."""
    message, may_start = bytearray(), True
    while line := source.readline(LONGEST_LINE):
        if may_start and line.startswith(START):
            if message:
                yield bytes(message)
            message = bytearray()
        elif len(message) <= LARGEST:
            message += line[1:] if line.startswith(QUOTED_START) else line
        may_start = not line.strip()
    if message:
        yield bytes(message)


READERS = {Holds.MESSAGE: read_message, Holds.LINES: read_lines, Holds.MAILS: read_mailbox}
