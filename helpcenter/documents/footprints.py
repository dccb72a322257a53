"""What folders look like from outside: whether anything in them changed, without reading it."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path


def footprint(root: Path, folders: Iterable[str]) -> bytes:
    """A digest over names, sizes and times of all files in these folders below `root`: the same for a copy, another for any change."""
    digest = hashlib.sha256()
    for folder in folders:
        # In one order: the system lists a folder in any.
        for line in sorted(_lines(root / folder, folder)):
            digest.update(line.encode())
    return digest.digest()


def _lines(folder: Path, name: str) -> Iterator[str]:
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            inner = f"{name}/{entry.name}"
            if entry.is_dir():
                yield from _lines(folder / entry.name, inner)
                continue
            # A draft of somebody who saves at this moment is gone by now; and some editors mark an open file by a link to nothing.
            with suppress(FileNotFoundError):
                status = entry.stat()
                yield f"{inner}\0{status.st_mtime_ns}\0{status.st_size}\n"
