"""Pictures for the tests, drawn here: good ones and hostile ones."""

import io
import struct
import zlib
from typing import Any

from PIL import Image

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
DISGUISED = b"\x89PNG\r\n\x1a\n<html><body><script>alert(1)</script></body></html>"


def make_picture(kind: str = "PNG", size: tuple[int, int] = (300, 120), mode: str = "RGB", **options: Any) -> bytes:
    """A picture of one colour with a darker left half."""
    image = Image.new(mode, size, "#3366cc" if mode in {"RGB", "RGBA"} else 1)
    if mode == "RGB":
        image.paste("#112244", (0, 0, size[0] // 2, size[1]))
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def make_bomb(side: int) -> bytes:
    """A PNG of a few bytes that says it is `side` pixels wide and high."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + _chunk(b"IEND", b"")


def make_webp_header(width: int, height: int) -> bytes:
    """The first bytes of an extended WebP that says it is this large."""
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF" + (100).to_bytes(4, "little") + b"WEBPVP8X" + (10).to_bytes(4, "little") + b"\0\0\0\0" + size


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
