"""Forms that take a heavy file: read to its end, so that its error can stand beside the field, and all that was typed stays."""

from tempfile import SpooledTemporaryFile
from typing import IO, Any

from flask import Blueprint, Request, request

MEGABYTE = 1024 * 1024
# Larger than what any form keeps: of a heavier file only so much is held, and its form says that it is too heavy.
UPLOAD_LIMIT = 24 * MEGABYTE
# Nobody waits for more; the page of the error then says how to come back to what was typed.
MOST_SENT = 100 * MEGABYTE
# Below, a file does not touch the disk.
IN_MEMORY = MEGABYTE // 2


class UploadRequest(Request):
    """A request whose files are cut where no form takes them any more."""

    def _get_file_stream(
        self, total_content_length: int | None, content_type: str | None, filename: str | None = None, content_length: int | None = None
    ) -> IO[bytes]:
        return _Beginning(max_size=IN_MEMORY, mode="rb+")


class _Beginning(SpooledTemporaryFile[bytes]):
    """Keeps the beginning of what is written to it; the rest is read and forgotten."""

    def write(self, data: Any) -> int:
        super().write(data[: max(0, UPLOAD_LIMIT + 1 - self.tell())])
        return len(data)


def take_heavy_uploads(bp: Blueprint, *endpoints: str) -> None:
    """Let the forms of these endpoints take heavy files."""

    def allow(asked: str | None, _values: object) -> None:
        if asked in endpoints:
            request.max_content_length = MOST_SENT

    bp.url_value_preprocessor(allow)


def say_before_sending(most: int, message: object) -> dict[str, object]:
    """What a file field says about its limit, so that uploads.js can say it before anything is sent."""
    return {"data-most-bytes": most, "data-too-heavy": message}
