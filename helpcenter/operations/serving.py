"""The production server: granian's web workers with exactly one queue process beside them."""

import gc
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress

import structlog
from granian.constants import HTTPModes, Interfaces
from granian.server.mp import MPServer as Server

from helpcenter.config import HOUSE

log = structlog.get_logger()
PAUSE_SECONDS = 2.0


class QueueProcess:
    """Keeps one `helpcenter work` alive until it is told to stop."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._process = self._spawn()
        self._watcher = threading.Thread(target=self._watch, name="queue-watcher", daemon=True)
        self._watcher.start()

    def stop(self) -> None:
        """End it; jobs in hand are finished first, waiting ones stay in the queue."""
        self._stopping.set()
        # Politely: a mail that is being handed over now would be sent twice.
        self._process.terminate()
        try:
            self._process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self._process.kill()

    def _spawn(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "helpcenter.cli", "work", "--parent", str(os.getpid())]
        return subprocess.Popen(command)

    def _watch(self) -> None:
        while not self._stopping.wait(PAUSE_SECONDS):
            if self._process.poll() is not None and not self._stopping.is_set():
                code = self._process.returncode
                # Whatever fails now, for want of memory or of room for the log, the next round tries again: nobody else watches.
                with suppress(OSError):
                    self._process = self._spawn()
                with suppress(OSError):
                    log.error("queue_process_ended", code=code)


def end_with_parent(parent: int) -> None:
    """End this process politely when its parent is gone, so that a killed server leaves no queue process behind."""
    threading.Thread(target=_wait_for_parent, args=(parent,), name="parent-watcher", daemon=True).start()


def _wait_for_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(PAUSE_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)


def serve(host: str, port: int, workers: int) -> None:
    """Answer requests on host:port until SIGTERM or SIGINT."""
    queue = QueueProcess()
    share_memory()
    try:
        make_server(host, port, workers).serve()
    finally:
        queue.stop()


def share_memory() -> None:
    """Let the workers, which are copies of this process, go on sharing what was loaded here: the collector would touch it all."""
    gc.collect()
    gc.freeze()


def make_server(host: str, port: int, workers: int) -> Server:
    """granian in WSGI mode; one blocking thread a worker is its fastest setting (see docs/decisions/0004 and 0017)."""
    return Server(
        "wsgi:app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=1,
        websockets=False,
        # Proxies speak HTTP/1 to their servers: asking each connection costs as much as a kept page.
        http=HTTPModes.http1,
        # There lies wsgi.py, wherever the command was given.
        working_dir=HOUSE,
        respawn_failed_workers=True,
        # Ours masks codes and addresses; this one would write them out.
        log_access=False,
    )
