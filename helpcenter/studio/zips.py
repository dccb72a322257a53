"""A ZIP that is sent while it is made: one finished PDF after the other, never all in memory."""

import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime

from helpcenter.i18n.formats import HOUSE_ZONE


class _Sink:
    """A file to write to whose bytes are taken away again and again; zipfile needs no more than this."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes, /) -> int:
        """Take some bytes."""
        self._parts.append(bytes(data))
        return len(data)

    def close(self) -> None:
        """Nothing to close."""

    def flush(self) -> None:
        """Nothing waits here."""

    def take(self) -> bytes:
        """What has been written since the last time."""
        data = b"".join(self._parts)
        self._parts.clear()
        return data


def stream_zip(files: Iterable[tuple[str, bytes]], moment: datetime) -> Iterator[bytes]:
    """The bytes of a ZIP with these files; PDFs are compressed already, so they are only stored."""
    sink = _Sink()
    # A ZIP knows no zones: whoever opens it reads the hour as their own.
    day = moment.astimezone(HOUSE_ZONE).timetuple()[:6]
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files:
            archive.writestr(zipfile.ZipInfo(name, date_time=day), data)
            # What is sent is forgotten: never more than one PDF is in memory.
            yield sink.take()
    yield sink.take()
