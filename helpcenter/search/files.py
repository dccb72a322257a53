"""Small files that several processes share: written whole, compared by stamp, one writer at a time."""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

TRY_AGAIN_SECONDS = 0.02
Stamp = tuple[int, int, int] | None


def stamp_of(file: Path | str) -> Stamp:
    """What changes when a file is replaced or edited; None when there is none."""
    try:
        # Asked before every search: half of the time of Path.stat.
        found = os.stat(file)  # noqa: PTH116
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino, found.st_size


def write_json(file: Path, value: Any) -> None:
    """Put a file in its place at once: who reads sees the old one or the new one."""
    waiting = file.with_suffix(f".{os.getpid()}")
    waiting.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    waiting.replace(file)


@contextmanager
def only_one(file: Path, wait: float) -> Iterator[bool]:
    """Hold the lock of this file among all processes; gives False when another one still has it after `wait` seconds."""
    file.parent.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + wait
    with file.open("w") as lock:
        while not (is_mine := _take(lock.fileno())) and time.monotonic() < until:
            time.sleep(TRY_AGAIN_SECONDS)
        yield is_mine


def _take(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
