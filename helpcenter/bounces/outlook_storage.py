"""One message, recipient or attachment inside Outlook's file: its properties by number."""

import struct
from dataclasses import dataclass
from typing import Any

from helpcenter.bounces.decoding import decode_text

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROPERTIES = "__properties_version1.0"
# A file's directory spells each name so; a Word document has none like it.
MARK = PROPERTIES.encode("utf-16-le")
# A long text belongs to the mail that came back: what decides stands in front.
LONGEST = 1024 * 1024
# The length of what stands before the properties differs by where they stand; each takes 16 bytes.
HEADS = {"__recip": 8, "__attac": 8}
INTEGER = 0x0003


class UnreadableError(Exception):
    """A file that begins like Outlook's and is damaged, or no mail."""


def is_outlook_file(data: bytes) -> bool:
    """True for the files of Outlook and of old Office programs, which begin alike."""
    return data.startswith(MAGIC)


def holds_mail(data: bytes) -> bool:
    """True for a file of Outlook that names properties of a mail."""
    return is_outlook_file(data) and MARK in data


@dataclass(frozen=True)
class Storage:
    """A folder of the file; what is not there is empty."""

    file: Any
    path: tuple[str, ...] = ()

    @property
    def is_mail(self) -> bool:
        """True when the properties of a mail stand here."""
        return bool(self.file.exists([*self.path, PROPERTIES]))

    def text(self, number: int) -> str:
        """A property that is text, in either of its two forms."""
        wide = self._read(f"__substg1.0_{number:04X}001F")
        if wide:
            return wide[: len(wide) // 2 * 2].decode("utf-16-le", "replace").rstrip("\0")
        return decode_text(self._read(f"__substg1.0_{number:04X}001E").rstrip(b"\0"))

    def page(self, number: int) -> str:
        """A property that holds a page as bytes."""
        return decode_text(self.data(number))

    def data(self, number: int) -> bytes:
        """A property that holds bytes."""
        return self._read(f"__substg1.0_{number:04X}0102")

    def number(self, number: int) -> int:
        """A property that is a number; 0 when it is not there."""
        head = HEADS.get(self.path[-1][:7], 24) if self.path else 32
        listed = self._read(PROPERTIES)[head:]
        for at in range(0, len(listed) - 15, 16):
            kind, name, _flags, value = struct.unpack_from("<HHIi", listed, at)
            if (kind, name) == (INTEGER, number):
                return int(value)
        return 0

    def child(self, name: str) -> "Storage | None":
        """A folder inside this one."""
        inner = Storage(self.file, (*self.path, name))
        return inner if inner.is_mail else None

    def children(self, prefix: str) -> list["Storage"]:
        """The folders inside this one whose names begin so, in their order."""
        depth = len(self.path)
        names = {
            path[depth]
            for path in self.file.listdir(streams=False, storages=True)
            if len(path) == depth + 1 and tuple(path[:depth]) == self.path and path[depth].startswith(prefix)
        }
        return [Storage(self.file, (*self.path, name)) for name in sorted(names)]

    def _read(self, name: str) -> bytes:
        path = [*self.path, name]
        if not self.file.exists(path) or self.file.get_type(path) != 2 or self.file.get_size(path) > LONGEST:
            return b""
        return bytes(self.file.openstream(path).read(LONGEST))
