"""The kernel's inotify: what changes in some folders is told at the moment of the change, for half a microsecond a question.

It is trusted on file systems of this machine only: what another host writes to a network drive is not told.
"""

import contextlib
import ctypes
import os
import select
import struct
import weakref
from collections.abc import Iterable, Iterator
from pathlib import Path

# From <sys/inotify.h>: written, attributes, moved out and in, created, deleted; the folder itself deleted or moved; folders only.
EVENTS = 0x2 | 0x4 | 0x40 | 0x80 | 0x100 | 0x200 | 0x400 | 0x800 | 0x0100_0000
# Watch descriptor, kind, cookie, length of the name that follows; -1 as descriptor means that too much happened to be told.
HEAD = struct.Struct("iIII")
# Where every change passes through this kernel. On others (overlays, network drives) each file is looked at.
LOCAL = frozenset({"ext2", "ext3", "ext4", "xfs", "f2fs", "tmpfs", "zfs", "btrfs"})
MOUNTS = Path("/proc/self/mountinfo")
BUFFER = 256 * 1024


class Inotify:
    """A queue of changes in the folders that were added; given back to the system with the object."""

    def __init__(self, local: Iterable[str] = LOCAL) -> None:
        self._local = frozenset(local)
        self._folders: dict[int, str] = {}
        self._devices: dict[int, bool] = {}
        self._libc = ctypes.CDLL(None, use_errno=True)
        make = getattr(self._libc, "inotify_init1", None)
        self._queue = int(make(os.O_NONBLOCK | os.O_CLOEXEC)) if make else -1
        # One question of half a microsecond, however many folders are watched (docs/decisions/0017).
        self._epoll = select.epoll()
        if self._queue >= 0:
            self._epoll.register(self._queue, select.EPOLLIN)
            weakref.finalize(self, os.close, self._queue)

    def add(self, folder: str) -> bool:
        """Watch the files of a folder; False when a change of one of them might not be told."""
        if self._queue < 0:
            return False
        # Adding again does nothing, and finds the new folder when another one has taken this name.
        number = self._libc.inotify_add_watch(self._queue, os.fsencode(folder), EVENTS)
        if number < 0:
            return False
        self._folders[number] = folder
        return self._is_local(folder)

    def is_pending(self) -> bool:
        """True when something has changed; a change that was saved before this call is seen."""
        return bool(self._epoll.poll(0))

    def read(self) -> set[str] | None:
        """The paths that changed, taken from the queue; None when so much happened that anything may have changed."""
        data = b""
        with contextlib.suppress(BlockingIOError):
            while True:
                data += os.read(self._queue, BUFFER)
        paths = {self._path(number, name) for number, name in _events(data)}
        return None if None in paths else {path for path in paths if path is not None}

    def _path(self, number: int, name: str) -> str | None:
        folder = self._folders.get(number)
        return f"{folder}/{name}" if folder and name else folder

    def _is_local(self, folder: str) -> bool:
        try:
            device = os.stat(folder).st_dev  # noqa: PTH116
        except OSError:
            return False
        if device not in self._devices:
            self._devices[device] = file_system_of(device) in self._local
        return self._devices[device]


def _events(data: bytes) -> Iterator[tuple[int, str]]:
    place = 0
    while place < len(data):
        number, _kind, _cookie, length = HEAD.unpack_from(data, place)
        place += HEAD.size
        yield number, os.fsdecode(data[place : place + length].rstrip(b"\0"))
        place += length


def file_system_of(device: int) -> str:
    """The kind of file system behind a device number, such as ext4; empty when it cannot be told."""
    wanted = f"{os.major(device)}:{os.minor(device)}"
    try:
        mounts = MOUNTS.read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    fields = next((line.split() for line in mounts if line.split()[2] == wanted), [])
    return fields[fields.index("-") + 1] if fields else ""
