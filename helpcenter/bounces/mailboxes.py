"""Messages out of files: one of each file, or each mail of a mailbox file (mbox), without holding the whole of it."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from helpcenter.bounces.limits import LARGEST

SUFFIXES = (".mbox", ".mbx")
START, QUOTED_START = b"From ", b">From "
# A file may hold no line end at all.
LONGEST_LINE = 1_000_000


def open_messages(name: str, is_mailbox: bool) -> Iterator[bytes]:
    """The messages of a file, or of standard input for `-`; OSError when it cannot be read."""
    # The name tells, not the content: a single message, too, may begin with a line of mailbox files.
    read = read_mailbox if is_mailbox or Path(name).suffix.lower() in SUFFIXES else read_message
    if name == "-":
        yield from read(sys.stdin.buffer)
        return
    with Path(name).open("rb") as opened:
        yield from read(opened)


def read_message(source: BinaryIO) -> Iterator[bytes]:
    """All of it as one message; of a gigantic one just enough to see that it is."""
    yield source.read(LARGEST + 1)


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
