"""Whether anything changed in the folders of kept pages: one question to the system for all files of all pages.

Looking at each file of a page costs about two microseconds a file, and a page has a handful.
"""

import os
import threading
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from helpcenter.documents.inotify import LOCAL, Inotify


class FileWatch:
    """Counts changes: `look()` gives a number that grows with each change in a watched folder."""

    def __init__(self, local: Iterable[str] = LOCAL) -> None:
        self._generation = 0
        self._lock = threading.Lock()
        self._changes = Inotify(local)
        self._is_pending = self._changes.is_pending

    def add(self, files: Iterable[Path]) -> bool:
        """Watch these files, whether they exist or not; False when a change of one of them might not be told."""
        return self.add_folders(set(_folders(files)))

    def add_folders(self, folders: Iterable[str]) -> bool:
        """Watch the files of these folders; False when a change might not be told."""
        return all(self._changes.add(folder) for folder in folders)

    def look(self) -> int:
        """The present number; a change that was saved before this call has been counted."""
        if self._is_pending():
            self._count()
        return self._generation

    def _count(self) -> None:
        # Before and after: nobody may see the old number once the news are taken from the queue.
        with self._lock:
            self._generation += 1
            self._changes.read()
            self._generation += 1


@cache
def the_watch() -> FileWatch:
    """The watch of this process: one, for the system hands out few."""
    return FileWatch()


def _folders(files: Iterable[Path]) -> Iterator[str]:
    for file in files:
        yield str(file.parent)
        # Behind a link, the file is written elsewhere.
        yield os.path.dirname(os.path.realpath(file))  # noqa: PTH120
        if file.is_dir():
            yield str(file)
