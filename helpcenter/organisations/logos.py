"""Logos: what somebody uploads becomes a small clean PNG, or is refused with the reason.

Only the picture's own bytes decide, never the name of the file; nothing is decoded before its size is known.
"""

import hashlib
import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

from PIL import Image, ImageFile, ImageOps

MAX_BYTES = 2 * 1024 * 1024
MAX_SIDE = 6000
# Decoded, so many take 80 MB at four bytes each.
MAX_PIXELS = 20_000_000
TARGET = (1200, 480)
# Twice what a page shows: a screen is not paper, and a family pays for each kilobyte.
ON_SCREEN = (448, 160)
COLOURS = 256
MANY_SHADES = 4096
# A comment or a document type may stand before <svg>.
SNIFFED = 1024
# What Pillow raises for files that are broken, or made to break it.
DECODING_ERRORS = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    OverflowError,
    MemoryError,
    struct.error,
    zlib.error,
)


class LogoProblem(StrEnum):
    """Why a file cannot become a logo."""

    EMPTY = "empty"
    """The file holds nothing."""
    TOO_HEAVY = "too_heavy"
    """More than 2 MB."""
    SVG = "svg"
    """A vector drawing: it may hold programs, and a small one can keep the PDF busy for minutes."""
    NOT_A_PICTURE = "not_a_picture"
    """Its first bytes are not those of a PNG, JPEG or WebP."""
    TOO_LARGE = "too_large"
    """Too many pixels: it would fill the memory when opened."""
    DAMAGED = "damaged"
    """It begins like a picture, but the rest is something else or is missing."""


class LogoError(ValueError):
    """This file cannot become a logo; `problem` says why."""

    def __init__(self, problem: LogoProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


@dataclass(frozen=True)
class Logo:
    """A clean logo: a PNG of at most 1200 x 480 without any metadata, named by the hash of its bytes."""

    data: bytes
    width: int
    height: int

    @property
    def hash(self) -> str:
        """The SHA-256 of the bytes."""
        return hashlib.sha256(self.data).hexdigest()


def clean_logo(data: bytes) -> Logo:
    """Check an uploaded file and make its clean PNG; LogoError when it cannot be used."""
    kind = _check_bytes(data)
    _check_header_of_webp(data, kind)
    try:
        with _strict_decoding():
            return _reencode(data, kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise LogoError(LogoProblem.TOO_LARGE) from error
    except LogoError:
        raise
    except DECODING_ERRORS as error:
        raise LogoError(LogoProblem.DAMAGED) from error


def make_screen_logo(data: bytes) -> bytes:
    """The small PNG that pages show in place of a stored logo, which is made for paper."""
    with Image.open(io.BytesIO(data), formats=["PNG"]) as picture:
        picture.thumbnail(ON_SCREEN, Image.Resampling.LANCZOS)
        # A drawing of few shades loses nothing by a palette; a photograph would show bands.
        is_drawing = picture.getcolors(MANY_SHADES) is not None
        # The only method of Pillow that keeps half-transparent edges.
        small = picture.quantize(COLOURS, method=Image.Quantize.FASTOCTREE) if is_drawing else picture
        buffer = io.BytesIO()
        small.save(buffer, "PNG", optimize=True)
    return min(buffer.getvalue(), data, key=len)


def _check_bytes(data: bytes) -> str:
    """The kind of picture that these bytes begin like, as Pillow names it."""
    if not data:
        raise LogoError(LogoProblem.EMPTY)
    # By their number, before anything opens them: what a decoder makes of them is not known yet.
    if len(data) > MAX_BYTES:
        raise LogoError(LogoProblem.TOO_HEAVY)
    kind = _kind_of(data)
    if kind is None:
        raise LogoError(LogoProblem.SVG if _looks_like_svg(data) else LogoProblem.NOT_A_PICTURE)
    return kind


def _kind_of(data: bytes) -> str | None:
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    return None


def _looks_like_svg(data: bytes) -> bool:
    # A compressed drawing (.svgz) begins like gzip; a file in UTF-16 has zero bytes between its letters.
    return data.startswith(b"\x1f\x8b") or b"<svg" in data[:SNIFFED].replace(b"\0", b"").lower()


def _check_header_of_webp(data: bytes, kind: str) -> None:
    # Pillow's decoder of WebP reserves memory for the whole picture as soon as it is opened.
    if kind == "WEBP":
        try:
            _check_size(*_webp_size(data))
        except (struct.error, IndexError) as error:
            raise LogoError(LogoProblem.DAMAGED) from error


def _webp_size(data: bytes) -> tuple[int, int]:
    """Width and height from the first chunk: lossy, lossless or extended."""
    chunk = data[12:16]
    if chunk == b"VP8 ":
        width, height = struct.unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    if chunk == b"VP8L":
        (bits,) = struct.unpack_from("<I", data, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if chunk == b"VP8X":
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    raise LogoError(LogoProblem.DAMAGED)


def _check_size(width: int, height: int) -> None:
    if max(width, height) > MAX_SIDE or width * height > MAX_PIXELS:
        raise LogoError(LogoProblem.TOO_LARGE)


@contextmanager
def _strict_decoding() -> Iterator[None]:
    """Half a picture is an error here, even after WeasyPrint allowed it for the whole process."""
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _reencode(data: bytes, kind: str) -> Logo:
    # Pillow reads dozens of formats, some with a history of holes: it gets to try the one that the first bytes name.
    with Image.open(io.BytesIO(data), formats=[kind]) as opened:
        _check_size(*opened.size)
        opened.load()
        # Telephones store pictures lying, and note the turn where it is thrown away below.
        upright = ImageOps.exif_transpose(opened)
    # Palettes, and what printing houses use (CMYK): PNG knows colours of three parts, and how much shines through.
    plain = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    plain.thumbnail(TARGET, Image.Resampling.LANCZOS)
    # What stands in `info` (author, place, colour profile) would be written again.
    plain.info.clear()
    buffer = io.BytesIO()
    plain.save(buffer, "PNG", optimize=True)
    return Logo(buffer.getvalue(), plain.width, plain.height)
