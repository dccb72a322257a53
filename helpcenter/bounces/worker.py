"""The hard limit around the engine: messages of strangers are read in a child process, which is replaced when it hangs."""

import atexit
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import structlog

from helpcenter.bounces.explanation import Explanation
from helpcenter.bounces.limits import HEAD, LARGEST, LARGEST_OUTLOOK, Limits
from helpcenter.bounces.outlook_storage import is_outlook_file
from helpcenter.bounces.reader import ENGINE, Reader, ReaderFailedError, ReaderGoneError, ReaderSlowError
from helpcenter.bounces.tidying import tidy
from helpcenter.bounces.wire import from_facts

ATTEMPTS = 3
MOST_READERS = 2
log = structlog.get_logger("helpcenter.bounces")


@dataclass(frozen=True)
class Refused:
    """A message that was not explained, so that the next one can be."""

    reason: Literal["too_large", "too_slow", "unreadable"]


class Explainer:
    """Explains messages, several threads at once; no message takes much longer than `seconds`, or harms the next one."""

    def __init__(self, folder: Path, seconds: float = 0.5, *, limits: Limits | None = None, engine: str = ENGINE) -> None:
        self.folder = folder
        self.limits = limits or Limits(seconds)
        self._engine = engine
        self._places = threading.Semaphore(MOST_READERS)
        self._lock = threading.Lock()
        self._idle: list[Reader] = []
        self._owner = os.getpid()
        atexit.register(self.close)

    def explain(self, message: bytes) -> Explanation | Refused:
        """What this message says, or why it was not read. ReaderFailedError when the codes and wordings cannot be read."""
        is_outlook = is_outlook_file(message)
        if len(message) > (LARGEST_OUTLOOK if is_outlook else LARGEST):
            return Refused("too_large")
        with self._places:
            return self._ask(message if is_outlook else tidy(message[:HEAD]))

    def close(self) -> None:
        """End the child processes; the next message starts a new one."""
        with self._lock:
            idle, self._idle = self._idle, []
        if self._owner == os.getpid():
            for reader in idle:
                reader.close()

    def _ask(self, message: bytes) -> Explanation | Refused:
        for _ in range(ATTEMPTS):
            try:
                with self._reader() as reader:
                    return _understand(reader.ask(message))
            except ReaderSlowError:
                return Refused("too_slow")
            except ReaderGoneError as gone:
                # It went to rest in the moment in which it was asked: ask the next one. Killed by a message: not twice.
                if gone.is_crash:
                    return Refused("too_large")
        return Refused("too_slow")

    @contextmanager
    def _reader(self) -> Iterator[Reader]:
        """A child for one message, kept for the next one when it answered."""
        reader = self._take()
        try:
            yield reader
        except BaseException:
            reader.close()
            raise
        with self._lock:
            self._idle.append(reader)

    def _take(self) -> Reader:
        knowledge = _state_of(self.folder)
        with self._lock:
            if self._owner != os.getpid():
                # After a fork the pipes belong to the parent: two processes on one pipe would mix their messages.
                self._owner, self._idle = os.getpid(), []
            reader = self._idle.pop() if self._idle else None
        return reader if reader and reader.knowledge == knowledge else self._renew(reader, knowledge)

    def _renew(self, reader: Reader | None, knowledge: object) -> Reader:
        """A child that has learnt what staff wrote; as long as that cannot be read, the one that knows what stood there."""
        try:
            learnt = Reader(self.folder, knowledge, self.limits, self._engine)
        except ReaderFailedError as error:
            if reader is None:
                raise
            log.error("codes and wordings cannot be read", problem=str(error))
            reader.knowledge = knowledge
            return reader
        if reader:
            reader.close()
        return learnt


def _understand(facts: dict[str, object]) -> Explanation | Refused:
    if mistake := facts.get("mistake"):
        log.error("a message could not be explained", mistake=mistake)
    if reason := facts.get("refused"):
        return Refused(reason if reason in ("too_large", "unreadable") else "too_slow")
    return from_facts(facts)


def _state_of(folder: Path) -> tuple[tuple[str, int], ...]:
    """What changes when somebody edits the codes and wordings."""
    return tuple(sorted((file.name, file.stat().st_mtime_ns) for file in folder.glob("*.yaml") if file.exists()))
