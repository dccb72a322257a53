"""What other rooms ask: the bytes of a document, now or as soon as the queue process has made them."""

import time
from collections.abc import Callable
from pathlib import Path

import structlog

from helpcenter.config import Settings
from helpcenter.jobs import Jobs, QueueError
from helpcenter.pdf.cache import PdfCache
from helpcenter.pdf.document import PdfDocument
from helpcenter.pdf.errors import PdfError
from helpcenter.pdf.pool import Pool, shared_pool
from helpcenter.pdf.spool import Spool
from helpcenter.pdf.tasks import RENDER, register

POLL_SECONDS = 0.05
log = structlog.get_logger("helpcenter.pdf")


class Pdfs:
    """PDFs of documents, each rendered once; this process never loads the engine."""

    def __init__(
        self,
        folder: Path,
        jobs: Jobs,
        pool: Pool,
        *,
        now: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.cache = finished_pdfs(folder)
        self.spool = Spool(folder / "waiting", now)
        self.pool = pool
        self._jobs = jobs
        self._monotonic = monotonic
        self._sleep = sleep
        register(jobs, self.render_waiting)

    def render_now(self, document: PdfDocument) -> bytes:
        """The PDF, rendered here unless it is kept; for commands, the queue process and tests."""
        return self._render(document.key(), document)

    def render_secret(self, document: PdfDocument) -> bytes:
        """The PDF of a document that nobody else may find, such as one with a code: nothing of it is written to a disk."""
        return self.pool.render(document)

    def get(self, document: PdfDocument, wait_seconds: float) -> bytes | None:
        """The PDF, made by the queue process; None when it is not ready in time: show that it is being prepared.

        Raises PdfFailed when this document cannot be rendered, PdfUnavailable when none can.
        """
        key = document.key()
        if (pdf := self.cache.find(key)) is not None:
            return pdf
        self.spool.raise_failure(key)
        if self.spool.add(key, document):
            self._ask_queue(key)
        return self._await(key, wait_seconds)

    def _ask_queue(self, key: str) -> None:
        try:
            self._jobs.enqueue(RENDER, key=key)
        except QueueError:
            # What lies in the spool is asked for once only: left there, nobody would ever make it.
            self.spool.remove(key)
            raise

    def render_waiting(self, key: str) -> None:
        """The job: render a document that waits, and tell those who wait for it how it went."""
        document = self.spool.find(key)
        if document is None:
            return
        try:
            self._render(key, document)
        except PdfError as error:
            log.error("pdf not rendered", key=key, cause=str(error))
            self.spool.fail(key, error)
        finally:
            self.spool.remove(key)

    def _render(self, key: str, document: PdfDocument) -> bytes:
        if (kept := self.cache.find(key)) is not None:
            return kept
        # Two who ask for the same sheet at once: one makes it, in whatever process, and the other one waits.
        with self.cache.single_flight(key):
            if (made_meanwhile := self.cache.find(key)) is not None:
                return made_meanwhile
            pdf = self.pool.render(document)
            self.cache.put(key, pdf, document.owner)
        return pdf

    def _await(self, key: str, wait_seconds: float) -> bytes | None:
        deadline = self._monotonic() + wait_seconds
        while True:
            if (pdf := self.cache.find(key)) is not None:
                return pdf
            self.spool.raise_failure(key)
            if self._monotonic() >= deadline:
                return None
            self._sleep(POLL_SECONDS)


def finished_pdfs(folder: Path) -> PdfCache:
    """The PDFs that are kept, for whoever must take some of them away."""
    return PdfCache(folder / "finished")


def make_pdfs(settings: Settings, jobs: Jobs) -> Pdfs:
    """The service of an installation; in tests every complaint of the engine is an error."""
    return Pdfs(settings.instance / "pdf", jobs, shared_pool(settings.testing, settings.plain_engine))
