"""How the files of all articles look: a stamp for each, gathered with as few calls to the system as possible."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from helpcenter.documents.shelf import LOCALE, SLUG

FileKey = tuple[str, str]
Stamp = str


def scan(folder: Path) -> Iterator[tuple[FileKey, Stamp]]:
    """(slug, locale) and stamp of each article file below the folder."""
    for item in _entries(folder):
        if item.is_dir() and SLUG.fullmatch(item.name):
            for file in _entries(Path(item.path)):
                locale, mark, suffix = file.name.rpartition(".")
                if mark and suffix == "md" and LOCALE.fullmatch(locale) and file.is_file():
                    status = file.stat()
                    yield (item.name, locale), f"{status.st_mtime_ns}-{status.st_size}-{status.st_ino}"


def signature(files: Mapping[FileKey, Stamp]) -> int:
    """One number for all of them, good within this process; the order does not matter."""
    return hash(frozenset(files.items()))


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    # A folder that vanishes while we look is looked at again soon.
    try:
        with os.scandir(folder) as found:
            yield from found
    except FileNotFoundError:
        return
