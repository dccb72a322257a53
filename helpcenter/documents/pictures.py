"""Pictures beside a text: found inside content/ only, checked, measured, addressed by the hash of their bytes."""

import hashlib
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

MEDIA_TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
}
RASTER = {".png": "PNG", ".jpg": "JPEG", ".webp": "WEBP"}
# No path, no hidden file, no second suffix but a language.
FILE_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*(\.[a-z]{2}(_[A-Z]{2})?)?\.(svg|png|jpg|webp)")
HASHED_NAME = re.compile(r"(?P<stem>.+)\.[0-9a-f]{12}(?P<suffix>\.[a-z]+)")
LARGEST = 1024 * 1024
# Pictures are shown by <img>, where scripts do not run; a picture opened on its own must be as harmless.
UNSAFE_SVG = re.compile(rb"<!doctype|<!entity|<script|<foreignobject|\son[a-z]+\s*=|javascript:|@import|<\?xml-stylesheet", re.IGNORECASE)
ACTING = frozenset({"script", "foreignobject", "handler", "listener", "iframe", "object", "embed"})
CONTROLS = re.compile(r"[\x00-\x20]+")
OUTSIDE_SVG = re.compile(rb"(?:href|src)\s*=\s*[\"']\s*[^#\"'\s]|url\(\s*[\"']?\s*[^#\"'\s)]", re.IGNORECASE)


Stamp = tuple[int, int, int]


def stamp_of(file: Path) -> Stamp:
    """What tells a changed file from the one that was read."""
    status = file.stat()
    return status.st_mtime_ns, status.st_size, status.st_ino


class PictureError(ValueError):
    """A picture that is not shown; the message says why."""


@dataclass(frozen=True)
class Picture:
    """A picture that may be shown: its bytes, type, size and address."""

    file: Path
    stamp: Stamp
    data: bytes
    media_type: str
    width: int
    height: int
    url: str


def load_picture(root: Path, folder: str, name: str) -> Picture:
    """Read `content/<folder>/<name>`; raise PictureError for what must not be shown."""
    if not FILE_NAME.fullmatch(name):
        raise PictureError(f"the picture {name!r} must be a file beside the text, named like path-of-a-mail.fr.svg (svg, png, jpg, webp)")
    file = root / folder / name
    if not file.is_file():
        raise PictureError(f"the picture {name} does not exist")
    if not file.resolve().is_relative_to(root.resolve()):
        raise PictureError(f"the picture {name} leads out of the content folder")
    # Asked before it is read.
    if file.stat().st_size > LARGEST:
        raise PictureError(f"the picture {name} is larger than {LARGEST // 1024} kB")
    stamp, data = stamp_of(file), file.read_bytes()
    width, height = check_picture(name, data)
    return Picture(file, stamp, data, MEDIA_TYPES[file.suffix], width, height, f"/pictures/{folder}/{hashed_name(name, data)}")


def check_picture(name: str, data: bytes) -> tuple[int, int]:
    """Width and height of a picture that may lie beside a text under this name; raise PictureError for any other."""
    if not FILE_NAME.fullmatch(name):
        raise PictureError(f"the picture {name!r} must be a file beside the text, named like path-of-a-mail.fr.svg (svg, png, jpg, webp)")
    if len(data) > LARGEST:
        raise PictureError(f"the picture {name} is larger than {LARGEST // 1024} kB")
    return _size(data, name)


def hashed_name(name: str, data: bytes) -> str:
    """The name of a picture with twelve digits of the hash of its bytes before the suffix."""
    stem, _, suffix = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(data).hexdigest()[:12]}.{suffix}"


def plain_name(hashed: str) -> str | None:
    """The file name in a hashed name; None for a name without hash."""
    match = HASHED_NAME.fullmatch(hashed)
    return match["stem"] + match["suffix"] if match else None


def _size(data: bytes, name: str) -> tuple[int, int]:
    suffix = Path(name).suffix
    try:
        return _svg_size(data) if suffix == ".svg" else _raster_size(data, RASTER[suffix])
    except PictureError as error:
        raise PictureError(f"the picture {name} {error}") from error


def _svg_size(data: bytes) -> tuple[int, int]:
    if b"\0" in data:
        raise PictureError("must be written in UTF-8")
    if UNSAFE_SVG.search(data):
        raise PictureError("holds a script, an event, a document type or a foreign object")
    if OUTSIDE_SVG.search(data):
        raise PictureError("refers to something outside itself")
    try:
        # No document type passed the line above, so no entity can grow.
        svg = ElementTree.fromstring(data)  # noqa: S314
        _x, _y, width, height = (round(float(number)) for number in svg.attrib["viewBox"].replace(",", " ").split())
    except ElementTree.ParseError as error:
        raise PictureError(f"is not valid SVG: {error}") from error
    except (KeyError, ValueError, OverflowError) as error:
        raise PictureError("needs a viewBox of four numbers") from error
    # Under a prefix of its own (svg:script), the lines above do not see it.
    if any(item.tag.rpartition("}")[2].lower() in ACTING or _is_acting(item.attrib.values()) for item in svg.iter()):
        raise PictureError("holds a script, an event, a document type or a foreign object")
    return width, height


def _is_acting(values: Iterable[str]) -> bool:
    # Written by its number, a letter is seen only now; and browsers leave out blanks and controls within the word.
    return any("javascript:" in CONTROLS.sub("", value).lower() for value in values)


def _raster_size(data: bytes, kind: str) -> tuple[int, int]:
    # Pillow takes long to load, and most pictures are drawings.
    from PIL import Image

    try:
        # The reader of this format alone: Pillow has dozens, each a way in for somebody's bytes.
        with Image.open(io.BytesIO(data), formats=[kind]) as picture:
            return picture.size
    except (OSError, Image.DecompressionBombError) as error:
        raise PictureError(f"is not a {kind} file") from error
