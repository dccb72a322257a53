"""Pictures beside a text: those that lie there, and new ones, checked, made smaller and freed of what a camera notes in them."""

import io
from pathlib import Path, PurePosixPath

from helpcenter.articles.content import ARTICLES
from helpcenter.documents.library import Library
from helpcenter.documents.pictures import FILE_NAME, LARGEST, MEDIA_TYPES, RASTER, Picture, PictureError, check_picture, load_picture
from helpcenter.documents.saving import ABSENT, Saved, digest_of, inside, locked, read_bytes, write_whole
from helpcenter.organisations.texts import make_slug

# Twice the width of the text column, for screens with fine pixels.
WIDEST = 1600
MOST_PIXELS = 50_000_000
LONGEST_STEM = 50
QUALITY = 85


class NameTakenError(ValueError):
    """Another picture has this name already."""


def list_pictures(library: Library, slug: str) -> list[Picture]:
    """The pictures beside a text that may be shown, by name."""
    folder = library.root / ARTICLES.folder / slug
    found = []
    for file in sorted(folder.iterdir()) if folder.is_dir() else []:
        if file.suffix in MEDIA_TYPES and FILE_NAME.fullmatch(file.name):
            try:
                found.append(load_picture(library.root, f"{ARTICLES.folder}/{slug}", file.name))
            except PictureError:
                # Named by the check; nothing that a writer could choose.
                continue
    return found


def make_name(typed: str, uploaded: str) -> str:
    """A name that a picture may have: that of the uploaded file, or what was typed, made plain. PictureError for a wrong kind."""
    suffix = PurePosixPath(uploaded.replace("\\", "/")).suffix.lower().replace(".jpeg", ".jpg")
    if suffix not in MEDIA_TYPES:
        raise PictureError("must be a PNG, JPEG, WebP or SVG file")
    stem = PurePosixPath((typed or uploaded).replace("\\", "/")).name
    for known in (*MEDIA_TYPES, ".jpeg"):
        stem = stem.removesuffix(known).removesuffix(known.upper())
    base, _, language = stem.rpartition(".")
    # A picture with words has one file per language: path-of-a-mail.fr.svg.
    is_language = len(language) == 2 and language.isalpha() and bool(base)
    plain = make_slug(base if is_language else stem, LONGEST_STEM) or "picture"
    return f"{plain}.{language.lower()}{suffix}" if is_language else f"{plain}{suffix}"


def keep_picture(library: Library, slug: str, name: str, data: bytes) -> Saved:
    """Put a picture beside a text. Raises PictureError for what must not be shown, NameTakenError for a name with other bytes."""
    ready = data if name.endswith(".svg") else _prepare(data, RASTER[Path(name).suffix])
    check_picture(name, ready)
    file = inside(library.root, library.root / ARTICLES.folder / slug / name)
    # Two people who add pictures of one name at once: the second is told.
    with locked(file.parent):
        before = read_bytes(file)
        if before is not None and digest_of(before) != digest_of(ready):
            raise NameTakenError(name)
        if digest_of(before) == ABSENT:
            write_whole(file, ready)
    return Saved(file, before, ready)


def _prepare(data: bytes, kind: str) -> bytes:
    """The same picture, upright, not larger than a page can show, without place, camera and the like."""
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(data), formats=[kind]) as opened:
            # The head of the file says so, before a pixel is unpacked.
            if opened.width * opened.height > MOST_PIXELS:
                raise PictureError("has too many pixels")
            # Turned now: the note that says which way is up goes with the others.
            picture = ImageOps.exif_transpose(opened)
            picture.thumbnail((WIDEST, WIDEST * 4))
            buffer = io.BytesIO()
            plain = picture.convert("RGB") if kind == "JPEG" else picture
            # Written anew however small it is: place, camera and comments are in the bytes that came, and Pillow would write `info` again.
            plain.info = {}
            plain.save(buffer, kind, optimize=True, quality=QUALITY)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        if isinstance(error, PictureError):
            raise
        raise PictureError(f"is not a {kind} file") from error
    ready = buffer.getvalue()
    if len(ready) > LARGEST:
        raise PictureError(f"is larger than {LARGEST // 1024} kB even when made smaller")
    return ready
