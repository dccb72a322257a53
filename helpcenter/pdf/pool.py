"""A few worker processes, shared by the threads of this one."""

import atexit
import os
import threading
from functools import cache

import structlog

from helpcenter.pdf.document import PdfDocument
from helpcenter.pdf.errors import PdfFailed
from helpcenter.pdf.limits import Limits
from helpcenter.pdf.process import WARM_UP, Answer, WorkerGoneError, WorkerProcess

# A worker may go to rest while it is asked; three in a row do not.
ATTEMPTS = 3
MOST_WORKERS = 2
log = structlog.get_logger("helpcenter.pdf")


class Pool:
    """Renders documents; at most `size` at once. A document that kills its worker harms no other."""

    def __init__(self, size: int = 1, limits: Limits | None = None, *, is_strict: bool = False) -> None:
        self.size = size
        self.limits = limits or Limits()
        self.is_strict = is_strict
        self._places = threading.Semaphore(size)
        self._lock = threading.Lock()
        self._idle: list[WorkerProcess] = []
        self._owner = os.getpid()
        self._warm_up = WARM_UP

    def render(self, document: PdfDocument) -> bytes:
        """The PDF of a document; what the engine complains about fails a strict pool and is logged by others."""
        data = document.to_bytes()
        with self._places:
            answer = self._ask(data)
        # The next worker warms up with what is asked for here.
        self._warm_up = data
        if answer.complaints and self.is_strict:
            raise PdfFailed("; ".join(answer.complaints))
        for complaint in answer.complaints:
            log.warning("pdf engine complains", complaint=complaint)
        return answer.pdf

    def close(self) -> None:
        """End the idle workers."""
        with self._lock:
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.close()

    def _ask(self, document: bytes) -> Answer:
        for _ in range(ATTEMPTS):
            worker = self._take()
            try:
                return worker.render(document)
            except WorkerGoneError:
                # It went to rest in the moment in which it was asked: ask the next one.
                continue
            finally:
                self._give_back(worker)
        raise PdfFailed("no worker process stays alive")

    def _take(self) -> WorkerProcess:
        with self._lock:
            if self._owner != os.getpid():
                # After a fork the pipes belong to the parent: two processes on one pipe would mix their documents.
                self._owner, self._idle = os.getpid(), []
            worker = self._idle.pop() if self._idle else None
        if worker is not None and not worker.is_worn:
            return worker
        if worker is not None:
            worker.close()
        return WorkerProcess(self.limits, self._warm_up)

    def _give_back(self, worker: WorkerProcess) -> None:
        """Keep a worker for the next document unless it is worn."""
        if worker.is_worn:
            worker.close()
            return
        with self._lock:
            self._idle.append(worker)


@cache
def shared_pool(is_strict: bool, is_plain: bool = False) -> Pool:
    """The pool of this process; a worker is started when it is needed and ended with the process. Two cores print two at once."""
    pool = Pool(min(MOST_WORKERS, os.cpu_count() or 1), Limits(is_plain=int(is_plain)), is_strict=is_strict)
    atexit.register(pool.close)
    return pool
