"""Writes files as Outlook saves them (.msg), small and plain: a compound file ([MS-CFB]) with the properties of a mail."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

SECTOR, SMALL, CUTOFF = 512, 64, 4096
FREE, END, FAT, NOBODY = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
Tree = Mapping[str, "bytes | Tree"]


def message(kind: str = "IPM.Note", *, text: Mapping[int, str] | None = None, more: "Tree | None" = None, head: int = 32) -> "Tree":
    """A message: its class, its texts by number, and what else stands in it."""
    texts = {0x001A: kind, **(text or {})}
    streams = {f"__substg1.0_{number:04X}001F": value.encode("utf-16-le") for number, value in texts.items()}
    return {"__properties_version1.0": bytes(head), **streams, **(more or {})}


def recipient(address: str, supplement: str = "", status: int = 0) -> "Tree":
    """A recipient of a report, with what became of the mail."""
    number = struct.pack("<HHIi8x", 0x0003, 0x0C20, 6, status)[:16]
    texts = {0x39FE: address, 0x0C1B: supplement}
    streams = {f"__substg1.0_{name:04X}001F": value.encode("utf-16-le") for name, value in texts.items() if value}
    return {"__properties_version1.0": bytes(8) + number, **streams}


def outlook_file(tree: "Tree") -> bytes:
    """The bytes of the file."""
    return _Writer().write(tree)


@dataclass
class _Entry:
    name: str
    kind: int
    data: bytes = b""
    right: int = NOBODY
    child: int = NOBODY
    start: int = END


@dataclass
class _Writer:
    entries: list[_Entry] = field(default_factory=lambda: [_Entry("Root Entry", 5)])
    sectors: bytearray = field(default_factory=bytearray)
    table: list[int] = field(default_factory=list)
    small: bytearray = field(default_factory=bytearray)
    small_table: list[int] = field(default_factory=list)

    def write(self, tree: "Tree") -> bytes:
        self.entries[0].child = self._add(tree)
        for entry in self.entries:
            if entry.kind == 2:
                entry.start = self._put_small(entry.data) if len(entry.data) < CUTOFF else self._put(entry.data)
        root = self.entries[0]
        root.data, root.start = bytes(self.small), self._put(bytes(self.small))
        small_table = self._put(b"".join(struct.pack("<I", each) for each in self.small_table), fill=b"\xff")
        directory = self._put(b"".join(map(_directory_entry, self.entries)))
        return self._head(directory, small_table) + bytes(self.sectors)

    def _add(self, tree: "Tree") -> int:
        """Each name as the right neighbour of the one before: a tree that only leans."""
        first = previous = NOBODY
        for name, value in tree.items():
            here = len(self.entries)
            self.entries.append(_Entry(name, 2, value) if isinstance(value, bytes) else _Entry(name, 1))
            if not isinstance(value, bytes):
                self.entries[here].child = self._add(value)
            if previous != NOBODY:
                self.entries[previous].right = here
            first, previous = (here if first == NOBODY else first), here
        return first

    def _put(self, data: bytes, fill: bytes = b"\0") -> int:
        return _chain(data, SECTOR, self.sectors, self.table, fill)

    def _put_small(self, data: bytes) -> int:
        return _chain(data, SMALL, self.small, self.small_table, b"\0")

    def _head(self, directory: int, small_table: int) -> bytes:
        """The header; the table of sectors goes to the end of the file, and counts itself."""
        size = 1
        while (len(self.table) + size) * 4 > size * SECTOR:
            size += 1
        first = len(self.table)
        table = [*self.table, *[FAT] * size]
        self.sectors += b"".join(struct.pack("<I", each) for each in table).ljust(size * SECTOR, b"\xff")
        places = [*range(first, first + size)]
        places += [FREE] * (109 - len(places))
        counted = -(-len(self.small_table) * 4 // SECTOR)
        head = struct.pack("<8s16xHHHHH6x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6)
        head += struct.pack("<IIIIIIIIII", 0, size, directory, 0, CUTOFF, small_table if counted else END, counted, END, 0, places[0])
        return head + struct.pack("<108I", *places[1:])


def _chain(data: bytes, size: int, sectors: bytearray, table: list[int], fill: bytes) -> int:
    if not data:
        return END
    first, count = len(table), -(-len(data) // size)
    table += [*range(first + 1, first + count), END]
    sectors += data.ljust(count * size, fill)
    return first


def _directory_entry(entry: _Entry) -> bytes:
    name = entry.name.encode("utf-16-le") + b"\0\0"
    head = struct.pack("<64sHBBIII16x4x16x", name, len(name), entry.kind, 1, NOBODY, entry.right, entry.child)
    return head + struct.pack("<IQ", entry.start, len(entry.data))
