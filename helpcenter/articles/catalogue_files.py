"""How the files of all articles look, and which of them changed: gathered with as few calls to the system as possible.

The kernel tells that something changed. A small knowledge base is then looked at whole; in a large one that would take longer than the
page, so the kernel is asked which articles changed. Where it does not tell, a small one is looked at whenever somebody asks, a large one
from time to time.
"""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from helpcenter.documents.inotify import Inotify
from helpcenter.documents.shelf import LOCALE, SLUG
from helpcenter.web.file_watch import FileWatch, the_watch

FileKey = tuple[str, str]
Stamp = str
# A folder of so many articles is looked at whole in a few milliseconds.
SMALL = 100
# Looking at all files may take this share of the time where nobody tells of changes; and this one where the kernel does.
LOOKING_SHARE, TRUSTING_SHARE = 0.02, 0.002
# For so long nobody looks at a small knowledge base of whose changes the kernel tells.
BELIEVED_SECONDS = 1.0


@dataclass(frozen=True)
class Seen:
    """The files of some articles as they are now: of those in `slugs`, or of all when that is None."""

    files: dict[FileKey, Stamp]
    slugs: frozenset[str] | None = None


class ArticleFiles:
    """Follows the files below the folder of the articles; safe in threads."""

    def __init__(self, folder: Path, small: int = SMALL, watch: FileWatch | None = None) -> None:
        self._folder = folder
        self._small = small
        self._watch = watch or the_watch()
        # The watch's count of changes at the last look; None when it does not tell of all of these files.
        self._generation: int | None = None
        self._lock = threading.Lock()
        self._changes: Inotify | None = None
        self._signature: int | None = None
        self._looked_at = 0.0
        self._took = 0.0

    def is_quiet(self) -> bool:
        """True when there is certainly nothing new, or it is too early to look again; the quickest of questions."""
        now = time.monotonic()
        if self._generation is not None:
            return self._watch.look() == self._generation and now < self._looked_at + BELIEVED_SECONDS
        if self._changes is not None and self._changes.is_pending():
            return False
        share = TRUSTING_SHARE if self._changes else LOOKING_SHARE
        return now < self._looked_at + self._took / share

    def look(self) -> Seen | None:
        """What may have changed since the last time; None when nothing has."""
        with self._lock:
            changed = self._changes.read() if self._changes and self._changes.is_pending() else None
            # Until all files have been seen, those that changed are not enough.
            return self._look_at_all() if changed is None or self._signature is None else self._look_at(changed)

    def forget(self) -> None:
        """Let the next look give all files, whether they changed or not."""
        with self._lock:
            self._signature, self._generation, self._looked_at, self._took = None, None, 0.0, 0.0

    def _look_at_all(self) -> Seen | None:
        slugs = self._follow_all()
        is_small = len(slugs) <= self._small
        # Processor time, for a busy machine is no reason to look less often.
        began = time.thread_time()
        files = {key: stamp for slug in slugs for key, stamp in _files(self._folder, slug)}
        self._took, self._looked_at = 0.0 if is_small else time.thread_time() - began, time.monotonic()
        seen = hash(frozenset(files.items()))
        changed, self._signature = seen != self._signature, seen
        return Seen(files) if changed else None

    def _look_at(self, changed: set[str]) -> Seen:
        start = len(str(self._folder)) + 1
        slugs = frozenset(slug for path in changed if SLUG.fullmatch(slug := path[start:].partition("/")[0]))
        files: dict[FileKey, Stamp] = {}
        for slug in slugs:
            # A new folder is to be watched before it is looked at.
            if self._changes:
                self._changes.add(str(self._folder / slug))
            files.update(_files(self._folder, slug))
        return Seen(files, slugs)

    def _follow_all(self) -> list[str]:
        # Before the files are looked at, so that what changes afterwards is told; twice, for what came while the watches were set.
        slugs: list[str] = []
        for _ in range(2):
            slugs = list(_slugs(self._folder))
            self._follow(slugs, is_small=len(slugs) <= self._small)
        return slugs

    def _follow(self, slugs: list[str], *, is_small: bool) -> None:
        folders = [str(self._folder), *(f"{self._folder}/{slug}" for slug in slugs)]
        if is_small:
            is_told = self._watch.add_folders(folders)
            self._generation = self._watch.look() if is_told else None
            return
        self._generation = None
        changes = self._changes or Inotify()
        self._changes = changes if all(changes.add(folder) for folder in folders) else None


def _slugs(folder: Path) -> Iterator[str]:
    for item in _entries(str(folder)):
        if SLUG.fullmatch(item.name) and item.is_dir():
            yield item.name


def _files(folder: Path, slug: str) -> Iterator[tuple[FileKey, Stamp]]:
    for file in _entries(f"{folder}/{slug}"):
        if file.name.endswith(".md") and LOCALE.fullmatch(file.name[:-3]):
            # A file that goes while we look is gone the next time too.
            with suppress(OSError):
                status = file.stat()
                if file.is_file():
                    yield (slug, file.name[:-3]), f"{status.st_mtime_ns}-{status.st_size}-{status.st_ino}"


def _entries(folder: str) -> Iterator[os.DirEntry[str]]:
    # A folder that vanishes while we look is looked at again soon.
    with suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder) as found:
        yield from found
