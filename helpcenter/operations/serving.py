"""The production server: granian's web workers with exactly one queue process beside them."""

import gc
import os
import signal
import threading
import time

from granian.constants import HTTPModes, Interfaces
from granian.server.mp import MPServer as Server

from helpcenter.config import HOUSE
from helpcenter.operations.queue_process import QueueProcess

PAUSE_SECONDS = 2.0


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
