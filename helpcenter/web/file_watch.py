"""Whether anything changed in some folders, for one call to the system: the kernel's inotify tells, at the moment of the change.

Looking at each file of a page costs about two microseconds a file, and a page has a handful. inotify costs half a microsecond for all pages
together. It is trusted on file systems of this machine only: what another host writes to a network drive is not told.
"""

import ctypes
import os
import select
import threading
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

# From <sys/inotify.h>: written, attributes, moved out and in, created, deleted; the folder itself deleted or moved; folders only.
EVENTS = 0x2 | 0x4 | 0x40 | 0x80 | 0x100 | 0x200 | 0x400 | 0x800 | 0x0100_0000
# Where every change passes through this kernel. On others (overlays, network drives) each file is looked at.
LOCAL = {"ext2", "ext3", "ext4", "xfs", "f2fs", "tmpfs", "zfs", "btrfs"}
MOUNTS = Path("/proc/self/mountinfo")
BUFFER = 64 * 1024


class FileWatch:
    """Counts changes: `look()` gives a number that grows with each change in a watched folder."""

    def __init__(self, local: Iterable[str] = LOCAL) -> None:
        self.generation = 0
        self._lock = threading.Lock()
        self._local = frozenset(local)
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._queue = self._open()
        self._epoll = select.epoll()
        if self._queue >= 0:
            self._epoll.register(self._queue, select.EPOLLIN)

    def add(self, files: Iterable[Path]) -> bool:
        """Watch these files, whether they exist or not; False when a change of one of them might not be told."""
        return self._queue >= 0 and all(self._add(folder) for folder in set(_folders(files)))

    def look(self) -> int:
        """The present number; a change that was saved before this call has been counted."""
        if self._epoll.poll(0):
            self._count()
        return self.generation

    def _open(self) -> int:
        make = getattr(self._libc, "inotify_init1", None)
        return int(make(os.O_NONBLOCK | os.O_CLOEXEC)) if make else -1

    def _add(self, folder: str) -> bool:
        # Adding again does nothing, and finds the new folder when another one has taken this name.
        is_told = self._libc.inotify_add_watch(self._queue, os.fsencode(folder), EVENTS) >= 0
        return is_told and file_system_of(folder) in self._local

    def _count(self) -> None:
        # Before and after: nobody may see the old number once the news are taken from the queue.
        with self._lock:
            self.generation += 1
            try:
                os.read(self._queue, BUFFER)
            except BlockingIOError:
                return
            self.generation += 1


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


def file_system_of(folder: str) -> str:
    """The kind of file system that holds this folder, such as ext4; empty when it cannot be told."""
    try:
        device = os.stat(folder).st_dev  # noqa: PTH116
        mounts = MOUNTS.read_text(encoding="utf-8")
    except OSError:
        return ""
    wanted = f"{os.major(device)}:{os.minor(device)}"
    for line in mounts.splitlines():
        fields = line.split()
        if fields[2] == wanted:
            return fields[fields.index("-") + 1]
    return ""
