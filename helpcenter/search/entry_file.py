"""The file beside an index that holds the entries of its texts: only ever added to, so that where an entry begins stays true.

The index itself could store them, and would take ten times as long to hand them out: it keeps several in a block and unpacks it whole.
"""

import mmap
import os
import secrets
from pathlib import Path
from types import TracebackType
from typing import Self

from helpcenter.search.entries import SLOT, Entry

ENTRIES_FILE = "entries"
# The file begins with random bytes: two files are told apart even where one took the other's place and number on the disk.
NAME_BYTES = 16
# A file of some thousand texts is mapped whole in a millisecond or two.
AT_ONCE_BYTES = 32_000_000


class EntryWriter:
    """Adds entries; they are on the disk when the block ends."""

    def __init__(self, folder: Path) -> None:
        self._file = (folder / ENTRIES_FILE).open("ab")
        size = self._file.tell()
        # Whoever died while writing may have left an odd end, and entries begin where a slot may.
        self._file.write(bytes(-size % SLOT) if size else secrets.token_bytes(NAME_BYTES))

    def add(self, entry: bytes) -> int:
        """Write an entry; returns where it begins."""
        begin = self._file.tell()
        self._file.write(entry)
        return begin

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        with self._file:
            self._file.flush()
            os.fsync(self._file.fileno())


class EntryFile:
    """Reads entries of the file as it stood when this was made."""

    def __init__(self, folder: Path) -> None:
        with (folder / ENTRIES_FILE).open("rb") as file:
            # Page by page, the first look at each would take longer than what is read there.
            at_once = mmap.MAP_POPULATE if os.fstat(file.fileno()).st_size <= AT_ONCE_BYTES else 0
            self._bytes = mmap.mmap(file.fileno(), 0, flags=mmap.MAP_SHARED | at_once, prot=mmap.PROT_READ)
        self._slots = memoryview(self._bytes)[: len(self._bytes) // SLOT * SLOT].cast("I")
        self.name = self._bytes[:NAME_BYTES]

    def read(self, begin: int) -> Entry:
        """The entry that begins at this place."""
        return Entry(self._bytes, self._slots, begin)


def size_of(folder: Path) -> int:
    """How long the file is; 0 when there is none."""
    try:
        return (folder / ENTRIES_FILE).stat().st_size
    except OSError:
        return 0


def name_in(folder: Path) -> bytes:
    """The random bytes of the file of this moment."""
    with (folder / ENTRIES_FILE).open("rb") as file:
        return file.read(NAME_BYTES)
