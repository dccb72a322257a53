"""Counts in memory, written to a small file now and then. Nothing about who asked: a kind, a language, a word, a number."""

import atexit
import threading
from pathlib import Path

import structlog

from helpcenter.db.clock import Clock
from helpcenter.feedback.spool import write_counts
from helpcenter.feedback.wording import normalise
from helpcenter.i18n.formats import house_day

log = structlog.get_logger()
# What a process that is killed may lose; a quiet site writes nothing.
PAUSE_SECONDS = 5.0
# A flood of invented searches must not fill the memory: what is new beyond this is not counted until the next file.
MOST_SUBJECTS = 20_000


# What is counted: an article was read; a search found something, or nothing; a result of a search was opened.
VIEW, FOUND, VAIN, CLICK = "view", "found", "vain", "click"
# Kind, language, and slug or words; plain texts, for an enum or a class would cost as much as all the rest of counting.
Subject = tuple[str, str, str]


class Tally:
    """The counts of one process."""

    def __init__(self, folder: Path, clock: Clock, pause: float | None = PAUSE_SECONDS) -> None:
        self._folder = folder
        self._clock = clock
        self._pause = pause
        self._counts: dict[Subject, int] = {}
        self._lock = threading.Lock()
        self._writer: threading.Thread | None = None

    def add(self, subject: Subject) -> None:
        """Count one; this is all that a reader waits for."""
        with self._lock:
            count = self._counts.get(subject)
            if count is not None:
                self._counts[subject] = count + 1
                return
            if len(self._counts) < MOST_SUBJECTS:
                self._counts[subject] = 1
        if self._writer is None and self._pause is not None:
            self._start(self._pause)

    def flush(self) -> Path | None:
        """Write what was counted since the last time; the file, or None when there was nothing."""
        with self._lock:
            counts, self._counts = self._counts, {}
        kept = _fold(counts)
        if not kept:
            return None
        return write_counts(self._folder, house_day(self._clock()), kept)

    def _start(self, pause: float) -> None:
        # Only now: a process that was forked after the start of the application needs a thread of its own.
        with self._lock:
            if self._writer is not None:
                return
            self._writer = threading.Thread(target=self._write_forever, args=(pause,), name="tally", daemon=True)
        self._writer.start()
        atexit.register(self._flush_safely)

    def _write_forever(self, pause: float) -> None:
        waiting = threading.Event()
        while not waiting.wait(pause):
            self._flush_safely()

    def _flush_safely(self) -> None:
        try:
            self.flush()
        except OSError as error:
            # A full disk costs some counts, never a page.
            log.error("tally_not_written", kind=type(error).__name__)


def _fold(counts: dict[Subject, int]) -> dict[Subject, int]:
    """The same counts with the words of searches made fit to be kept."""
    folded: dict[Subject, int] = {}
    for (kind, locale, raw), count in counts.items():
        name = raw if kind == VIEW else normalise(raw)
        if name:
            subject = (kind, locale, name)
            folded[subject] = folded.get(subject, 0) + count
    return folded
