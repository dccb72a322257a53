"""Finished PDFs in a folder, named by their document's key; the least recently used go when the folder is full."""

import fcntl
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

MEGABYTE = 1_000_000
SUFFIX, OWNERS = ".pdf", "owners"
# Between the mark of a PDF and the PDF itself lies less than a second.
MARK_SECONDS = 3600
# Well below the limit: else each further PDF would push out another one.
TRIM_TO = 0.9


class PdfCache:
    """Bytes by key, safe for several processes: whole files or none, and one maker per key."""

    def __init__(self, folder: Path, max_bytes: int = 500 * MEGABYTE) -> None:
        self.folder = folder
        self.max_bytes = max_bytes

    def find(self, key: str) -> bytes | None:
        """The PDF, or None; a PDF that is read counts as used now."""
        path = self._path(key)
        try:
            data = path.read_bytes()
            os.utime(path)
        except FileNotFoundError:
            return None
        return data

    def put(self, key: str, data: bytes, owner: str = "") -> None:
        """Keep a PDF, and drop the least recently used ones when they are too many."""
        if owner:
            # First the mark: a PDF that nobody knows the owner of would stay.
            self._marks(owner).mkdir(parents=True, exist_ok=True)
            (self._marks(owner) / key).touch()
        write_whole(self._path(key), data)
        self._trim()

    def forget(self, owner: str) -> int:
        """Drop every PDF of an owner who left; how many there were."""
        found = [mark for mark in self._marks(owner).glob("*") if owner]
        kept = [self._path(mark.name) for mark in found]
        dropped = sum(path.exists() for path in kept)
        for mark, path in zip(found, kept, strict=True):
            path.unlink(missing_ok=True)
            mark.unlink(missing_ok=True)
        return dropped

    def _marks(self, owner: str) -> Path:
        """A file for each PDF of an owner; one whose PDF was dropped does no harm until it is swept."""
        return self.folder / OWNERS / owner

    @contextmanager
    def single_flight(self, key: str) -> Iterator[None]:
        """Only one thread of one process at a time is inside, for each key; the others wait."""
        lock = self._path(key).with_suffix(".lock")
        handle = _lock(lock)
        try:
            yield
        finally:
            # Unlinked while it is held: whoever waited for it sees that the name is gone and takes a new one.
            lock.unlink(missing_ok=True)
            os.close(handle)

    def _path(self, key: str) -> Path:
        # Spread over 256 folders, each of which stays small.
        return self.folder / key[:2] / f"{key}{SUFFIX}"

    def _trim(self) -> None:
        kept = sorted(_facts(self.folder), reverse=True)
        total = sum(size for _, size, _ in kept)
        if total <= self.max_bytes:
            return
        while kept and total > self.max_bytes * TRIM_TO:
            _, size, path = kept.pop()
            path.unlink(missing_ok=True)
            total -= size
        self._sweep_marks()

    def _sweep_marks(self) -> None:
        """Drop the marks of PDFs that are gone: with every changed text there are new keys, and so new marks."""
        for mark in (self.folder / OWNERS).glob("*/*"):
            # A fresh one may belong to a PDF that another process is about to write.
            with suppress(FileNotFoundError):
                if not self._path(mark.name).exists() and time.time() - mark.stat().st_mtime > MARK_SECONDS:
                    mark.unlink()


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that readers see all of it or nothing; only this user may read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _facts(folder: Path) -> Iterator[tuple[float, int, Path]]:
    """When each kept PDF was last used, its size and its path."""
    for path in folder.glob(f"*/*{SUFFIX}"):
        # Another process may have removed it meanwhile.
        with suppress(FileNotFoundError):
            facts = path.stat()
            yield facts.st_mtime, facts.st_size, path


def _lock(path: Path) -> int:
    """Wait for the lock file and hold it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(handle, fcntl.LOCK_EX)
        if _is_current(path, handle):
            return handle
        os.close(handle)


def _is_current(path: Path, handle: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False
