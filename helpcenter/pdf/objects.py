"""Objects of a finished PDF, written once: the library writes each twice, for the file and for its checksum."""

import zlib
from typing import Any

from pydyf import Dictionary, Object, Stream, _to_bytes

# Printed links, as PDF/UA wants of everything that is shown (ISO 14289-1, 7.18.1).
PRINTED = 4
# 9 takes half as long again and saves one byte in a hundred.
LEVEL = 6


class Written(Object):
    """An object as bytes."""

    def __init__(self, source: Any) -> None:
        super().__init__()
        self.number, self.generation, self.free = source.number, source.generation, source.free
        self._is_compressible: bool = source.compressible
        self._data: bytes = source.data

    @property
    def data(self) -> bytes:
        """What stands in the file."""
        return self._data

    @property
    def compressible(self) -> bool:
        """Whether it may stand in a stream of objects."""
        return self._is_compressible


def mark_printed(_sheet: Any, pdf: Any) -> None:
    """Mark links as printed."""
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and thing.get("Subtype") == "/Link":
            thing["F"] = PRINTED


def finish(sheet: Any, pdf: Any) -> None:
    """Mark links as printed, then write every object."""
    mark_printed(sheet, pdf)
    pdf.objects[:] = [thing if thing.free == "f" else _write(thing) for thing in pdf.objects]


def _write(thing: Any) -> Written:
    if isinstance(thing, Stream) and thing.compress:
        _compress(thing)
    return Written(thing)


def _compress(stream: Any) -> None:
    """Do the library's work with less effort for the last bytes."""
    stream.stream = [zlib.compress(b"\n".join(map(_to_bytes, stream.stream)), LEVEL)]
    stream.extra["Filter"] = "/FlateDecode"
    stream.compress = False
