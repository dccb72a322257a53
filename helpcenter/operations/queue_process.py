"""The queue process beside the web workers: started, watched, started again, ever more slowly while it ends at once."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress

import structlog

log = structlog.get_logger()
LOOK_SECONDS = 1.0
FIRST_PAUSE, LONGEST_PAUSE = 2.0, 60.0
# Who has worked so long was not stopped by what stops it now.
LASTING_SECONDS = 60.0

Start = Callable[[], "subprocess.Popen[bytes]"]


def next_pause(pause: float, lived: float) -> float:
    """How many seconds to wait before the next start: 2, 4, 8 … 60 while the process ends soon, 2 again once it has lasted."""
    return FIRST_PAUSE if not pause or lived >= LASTING_SECONDS else min(2 * pause, LONGEST_PAUSE)


class QueueProcess:
    """Keeps one `helpcenter work` alive until it is told to stop."""

    def __init__(self, start: Start | None = None, pause: Callable[[float, float], float] = next_pause) -> None:
        """`start` and `pause` are others in tests only."""
        self._start, self._next_pause = start or _start, pause
        self._stopping = threading.Event()
        self._process, self._since = self._start(), time.monotonic()
        self._watcher = threading.Thread(target=self._watch, name="queue-watcher", daemon=True)
        self._watcher.start()

    def stop(self) -> None:
        """End it; jobs in hand are finished first, waiting ones stay in the queue."""
        self._stopping.set()
        # A start that is just being made is ended too.
        self._watcher.join(timeout=LOOK_SECONDS * 5)
        self._process.terminate()
        try:
            self._process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self._process.kill()

    def _watch(self) -> None:
        pause = 0.0
        while not self._stopping.wait(LOOK_SECONDS):
            code = self._process.poll()
            if code is None:
                continue
            pause = self._next_pause(pause, time.monotonic() - self._since)
            # Whatever fails now, for want of memory or of room for the log, the next round tries again: nobody else watches.
            with suppress(OSError):
                log.error("queue_process_ended", code=code, again_in_seconds=pause)
            if not self._stopping.wait(pause):
                with suppress(OSError):
                    self._process = self._start()
                self._since = time.monotonic()


def _start() -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-m", "helpcenter.cli", "work", "--parent", str(os.getpid())])
