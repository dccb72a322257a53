"""Messages on a pipe: four bytes of length, then that many bytes."""

from typing import BinaryIO

LENGTH = 4
# Above any document, pictures in base64 included; a length beyond it was never a length.
MAX_FRAME = 64_000_000


def write_frame(pipe: BinaryIO, data: bytes) -> None:
    """Send one message."""
    pipe.write(len(data).to_bytes(LENGTH, "big") + data)
    pipe.flush()


def read_frame(pipe: BinaryIO) -> bytes:
    """Receive one message; EOFError when the other side is gone."""
    length = int.from_bytes(_read(pipe, LENGTH), "big")
    if length > MAX_FRAME:
        raise EOFError("not a message")
    return _read(pipe, length)


def _read(pipe: BinaryIO, length: int) -> bytes:
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError("the other side is gone")
    return data
