"""Opens what somebody exported elsewhere: a file, a folder or a ZIP, within limits; nothing is unpacked to the disk."""

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

MEGABYTE = 1024 * 1024
# An account with ten thousand articles exports some 200 MB of texts; more than this is no help centre.
MOST_FILES = 20_000
LARGEST_FILE = 64 * MEGABYTE
LARGEST_BUNDLE = 512 * MEGABYTE
# Text shrinks to a tenth; what shrinks two hundred times was made to burst.
STEEPEST_RATIO = 200
TEXTS = {".json", ".xml"}
PICTURES = {".png", ".jpg", ".jpeg", ".webp", ".svg", ".gif"}


class BundleError(ValueError):
    """An export that cannot be opened; the message says why."""


@dataclass
class Bundle:
    """The files of an export by their names; what is no text and no picture is only named."""

    texts: dict[str, bytes] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    skipped: list[tuple[str, str]] = field(default_factory=list)


def open_bundle(path: Path) -> Bundle:
    """Read an export; BundleError when it is missing, damaged or larger than an export can be."""
    if path.is_dir():
        return _collect(_in_folder(path))
    if not path.is_file():
        raise BundleError(f"{path} does not exist")
    # By its bytes: exports are renamed on their way through mails and shares.
    if zipfile.is_zipfile(path):
        return _open_zip(path)
    if path.suffix.lower() not in TEXTS:
        raise BundleError(f"{path.name} is no export: expected .json, .xml, .zip, or a folder of them")
    return _collect([(path.name, path.stat().st_size, path.read_bytes)])


Entry = tuple[str, int, Callable[[], bytes]]


def _collect(entries: Iterator[Entry] | list[Entry]) -> Bundle:
    bundle, total = Bundle(), 0
    for count, (name, size, read) in enumerate(entries, start=1):
        total += size
        if count > MOST_FILES or total > LARGEST_BUNDLE:
            raise BundleError(f"holds more than {MOST_FILES} files or {LARGEST_BUNDLE // MEGABYTE} MB")
        _add(bundle, name, size, read)
    return bundle


def _add(bundle: Bundle, name: str, size: int, read: Callable[[], bytes]) -> None:
    suffix = PurePosixPath(name).suffix.lower()
    shelf = bundle.texts if suffix in TEXTS else bundle.pictures if suffix in PICTURES else None
    if shelf is None:
        bundle.skipped.append((name, "neither an export nor a picture"))
    elif size > LARGEST_FILE:
        bundle.skipped.append((name, f"larger than {LARGEST_FILE // MEGABYTE} MB"))
    else:
        shelf[name] = read()


def _in_folder(folder: Path) -> Iterator[Entry]:
    root = folder.resolve()
    for file in sorted(folder.rglob("*")):
        # A link may lead anywhere on this machine: what an export holds lies in its folder.
        if file.is_file() and not file.is_symlink() and file.resolve().is_relative_to(root):
            yield file.relative_to(folder).as_posix(), file.stat().st_size, file.read_bytes


def _open_zip(path: Path) -> Bundle:
    try:
        with zipfile.ZipFile(path) as archive:
            return _collect(_in_zip(archive))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as error:
        raise BundleError(f"{path.name} cannot be unpacked: {error}") from error


def _in_zip(archive: zipfile.ZipFile) -> Iterator[Entry]:
    for info in archive.infolist():
        if info.is_dir():
            continue
        # A short text may shrink that much too, and hurts nobody.
        if info.file_size > MEGABYTE and info.file_size > STEEPEST_RATIO * max(info.compress_size, 1):
            raise BundleError(f"{info.filename} grows {info.file_size // max(info.compress_size, 1)} times when unpacked")
        yield info.filename, info.file_size, _reader(archive, info)


def _reader(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], bytes]:
    def read() -> bytes:
        with archive.open(info) as stream:
            data = stream.read(info.file_size + 1)
        # The size in the directory of a ZIP is a claim: what is longer is no honest archive.
        if len(data) > info.file_size:
            raise BundleError(f"{info.filename} is longer than the archive says")
        return data

    return read
