"""Objects of a finished PDF, written once: the library writes each twice, for the file and for its checksum."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydyf
from pydyf import Dictionary, Object, Stream, _to_bytes

# Printed links, as PDF/UA wants of everything that is shown (ISO 14289-1, 7.18.1).
PRINTED = 4
# 9 takes half as long again and saves one byte in a hundred.
LEVEL = 6
# Places on a page and words of the format come again and again.
MAX_KEPT = 20_000
kept_numbers: dict[float, bytes] = {}


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


@contextmanager
def bytes_written_quickly() -> Iterator[None]:
    """While the block runs, numbers and words become bytes without a look at what else they may be."""
    pydyf._to_bytes = to_bytes
    try:
        yield
    finally:
        pydyf._to_bytes = _to_bytes
        if len(kept_numbers) > MAX_KEPT:
            kept_numbers.clear()


def to_bytes(item: Any) -> bytes:
    """What the library makes of a part of an object."""
    kind = type(item)
    if kind is bytes:
        written: bytes = item
    elif kind is float:
        written = kept_numbers.get(item) or _keep(item)
    elif kind is str:
        written = item.encode("ascii")
    else:
        written = _to_bytes(item)
    return written


def _keep(number: float) -> bytes:
    written: bytes = _to_bytes(number)
    kept_numbers[number] = written
    return written


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
    stream.stream = [zlib.compress(b"\n".join(map(to_bytes, stream.stream)), LEVEL)]
    stream.extra["Filter"] = "/FlateDecode"
    stream.compress = False
