"""Pictures of another help centre: taken from the export or from the text itself, checked, and named as ours are."""

import base64
import binascii
import io
import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from helpcenter.documents.pictures import PictureError, check_picture
from helpcenter.organisations.texts import make_slug
from helpcenter.writing.bundles import Bundle

DATA = re.compile(r"data:image/(?P<kind>png|jpeg|jpg|gif|webp|svg\+xml);base64,(?P<data>[A-Za-z0-9+/=\s]+)")
SUFFIXES = {"png": ".png", "jpeg": ".jpg", "jpg": ".jpg", "webp": ".webp", "svg+xml": ".svg", "gif": ".gif"}
# Readers who do not see a picture need words; only its author knows them.
NO_WORDS = {"fr": "Image à décrire", "en": "Picture to be described"}
LONGEST_STEM = 40
# A page with more pictures than this is no article; a picture twice in a text is stored once.
MOST_PICTURES = 60
MOST_PIXELS = 40_000_000


@dataclass
class Album:
    """The pictures of one article in one language: name → bytes, and what was dropped or needs words."""

    bundle: Bundle
    locale: str
    pictures: dict[str, bytes] = field(default_factory=dict)
    dropped: list[tuple[str, str]] = field(default_factory=list)
    wordless: list[str] = field(default_factory=list)

    def place(self, source: str, words: str) -> tuple[str, str] | None:
        """The file name and the words for a picture of the text; None when it cannot be shown."""
        try:
            stem, suffix, data = self._find(source)
            name = self._store(stem, *_as_ours(suffix, data))
        except PictureError as error:
            self.dropped.append((f"the picture {_short(source)}{f' “{words[:60]}”' if words else ''}", str(error)))
            return None
        if not words:
            self.wordless.append(name)
        return name, words or NO_WORDS[self.locale]

    def _find(self, source: str) -> tuple[str, str, bytes]:
        if source.startswith("data:"):
            return ("picture", *_decode(source))
        name = PurePosixPath(unquote(_path_of(source))).name
        for known, data in self.bundle.pictures.items():
            if name and PurePosixPath(known).name == name:
                path = PurePosixPath(known)
                return path.stem, path.suffix.lower(), data
        raise PictureError("it is on another server, and this import fetches nothing: save it and add it by hand")

    def _store(self, stem: str, suffix: str, data: bytes) -> str:
        for name, known in self.pictures.items():
            # The logo that stands ten times in a text is one file.
            if known == data:
                return name
        if len(self.pictures) >= MOST_PICTURES:
            raise PictureError(f"an article has at most {MOST_PICTURES} pictures")
        plain = make_slug(stem, LONGEST_STEM) or "picture"
        taken = {name.split(".")[0] for name in self.pictures}
        free = next(each for each in (plain, *(f"{plain}-{number}" for number in range(2, MOST_PICTURES + 2))) if each not in taken)
        name = f"{free}.{self.locale}{suffix}"
        check_picture(name, data)
        self.pictures[name] = data
        return name


def _decode(source: str) -> tuple[str, bytes]:
    match = DATA.fullmatch(source)
    if not match:
        raise PictureError("it is written into the text in a way that is none of PNG, JPEG, WebP, GIF, SVG")
    try:
        return SUFFIXES[match["kind"]], base64.b64decode("".join(match["data"].split()), validate=True)
    except binascii.Error as error:
        raise PictureError("its data are damaged") from error


def _as_ours(suffix: str, data: bytes) -> tuple[str, bytes]:
    if suffix == ".gif":
        return ".png", _first_frame(data)
    return (".jpg" if suffix == ".jpeg" else suffix), data


def _first_frame(data: bytes) -> bytes:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=["GIF"]) as picture:
            # The head of the file says so, before a pixel is unpacked.
            if picture.width * picture.height > MOST_PIXELS:
                raise PictureError("it has too many pixels")
            out = io.BytesIO()
            picture.convert("RGBA").save(out, "PNG", optimize=True)
            return out.getvalue()
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise PictureError("it is not a GIF file") from error


def _path_of(source: str) -> str:
    try:
        return urlsplit(source).path
    except ValueError:
        return ""


def _short(source: str) -> str:
    return "in the text" if source.startswith("data:") else source[:200]
