"""Documents that wait for the queue process, and why the last ones failed; files beside the cache."""

import json
import time
from collections.abc import Callable
from pathlib import Path

from helpcenter.pdf.cache import write_whole
from helpcenter.pdf.document import PdfDocument
from helpcenter.pdf.errors import PdfError, PdfFailed, PdfUnavailable

# A document that failed is not tried again at once, however often it is asked for.
FAILURE_SECONDS = 60
# After this long a waiting document is enqueued again: its job is lost.
WAITING_SECONDS = 120
DAY = 86_400
# The clocks of hosts that share a folder may differ by this much.
WRONG_SECONDS = 60
KINDS: dict[str, type[PdfError]] = {kind.__name__: kind for kind in (PdfFailed, PdfUnavailable)}


class Spool:
    """What is asked for and not yet finished, by key."""

    def __init__(self, folder: Path, now: Callable[[], float] = time.time) -> None:
        self.folder = folder
        self._now = now

    def add(self, key: str, document: PdfDocument) -> bool:
        """Keep a document until it is rendered; False when it already waits, so that nobody enqueues it twice."""
        path = self._document(key)
        if self._age(path) < WAITING_SECONDS:
            return False
        write_whole(path, document.to_bytes())
        return True

    def find(self, key: str) -> PdfDocument | None:
        """The waiting document, or None when it is done or was never asked for."""
        try:
            return PdfDocument.from_bytes(self._document(key).read_bytes())
        except FileNotFoundError:
            return None

    def remove(self, key: str) -> None:
        """Forget a document that is rendered or failed."""
        self._document(key).unlink(missing_ok=True)

    def fail(self, key: str, error: PdfError) -> None:
        """Remember why a document could not be rendered, for those who wait for it."""
        self._sweep()
        facts = {"kind": type(error).__name__, "message": str(error)}
        write_whole(self._failure(key), json.dumps(facts).encode())

    def raise_failure(self, key: str) -> None:
        """Raise what a recent render of this document ended with, if it failed."""
        path = self._failure(key)
        if self._age(path) >= FAILURE_SECONDS:
            return
        facts = json.loads(path.read_bytes())
        raise KINDS[facts["kind"]](facts["message"])

    def _sweep(self) -> None:
        """Remove what nobody waits for any more; a failure is overwritten or removed here and nowhere else."""
        for pattern, seconds in (("*.failed", FAILURE_SECONDS * 10), ("*.json", DAY)):
            for path in self.folder.glob(pattern):
                if self._age(path) >= seconds:
                    path.unlink(missing_ok=True)

    def _age(self, path: Path) -> float:
        try:
            age = self._now() - path.stat().st_mtime
        except FileNotFoundError:
            return float("inf")
        # Made in the future, it comes from a clock that was put right since: else it would count as new for as long as that was wrong.
        return age if age > -WRONG_SECONDS else float("inf")

    def _document(self, key: str) -> Path:
        return self.folder / f"{key}.json"

    def _failure(self, key: str) -> Path:
        return self.folder / f"{key}.failed"
