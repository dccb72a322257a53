"""The file beside an index that holds the entries of its texts: only ever added to, so that where an entry begins stays true.

The index itself could store them, and would take ten times as long to hand them out: it keeps several in a block and unpacks it whole.
"""

import mmap
import os
import secrets
from pathlib import Path
from struct import Struct
from types import TracebackType
from typing import Self

from helpcenter.search.entries import Entry

ENTRIES_FILE = "entries"
# The file begins with random bytes: two files of one name are told apart, whatever their numbers on the disk.
NAME_BYTES = 16
LENGTH = Struct("<I")
KEPT_ENTRIES = 1_000


class EntryWriter:
    """Adds entries; on the disk when the block ends."""

    def __init__(self, folder: Path) -> None:
        self._file = (folder / ENTRIES_FILE).open("ab")
        if not self._file.tell():
            self._file.write(secrets.token_bytes(NAME_BYTES))

    def add(self, packed: bytes) -> int:
        """Write an entry; returns where it begins."""
        begin = self._file.tell()
        self._file.write(LENGTH.pack(len(packed)) + packed)
        return begin

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        with self._file:
            self._file.flush()
            os.fsync(self._file.fileno())


class EntryFile:
    """Reads entries from the file as it stood when this was made; what was read is kept, and goes on to the next of the same name."""

    def __init__(self, folder: Path, before: "EntryFile | None" = None) -> None:
        with (folder / ENTRIES_FILE).open("rb") as file:
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self.name = self._bytes[:NAME_BYTES]
        # Where they begin comes from the index, whose numbers may be of other kinds.
        self._kept: dict[int | float | bool | None, Entry] = before._kept if before and before.name == self.name else {}

    def read(self, begins: list[int | float | bool | None]) -> list[Entry]:
        """The entries that begin at these places."""
        kept = self._kept
        return [kept.get(begin) or self._read(begin) for begin in begins]

    def _read(self, begin: int | float | bool | None) -> Entry:
        place = int(begin or 0)
        start = place + LENGTH.size
        (length,) = LENGTH.unpack_from(self._bytes, place)
        entry = Entry(self._bytes[start : start + length])
        if len(self._kept) >= KEPT_ENTRIES:
            self._kept.clear()
        self._kept[begin] = entry
        return entry


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
