"""One worker process as the asking side sees it: started, asked, killed when it takes too long."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from helpcenter.config import HOUSE
from helpcenter.pdf.errors import PdfFailed, PdfUnavailable
from helpcenter.pdf.frames import read_frame, write_frame
from helpcenter.pdf.limits import Limits
from helpcenter.pdf.sample import SAMPLE

# All that the worker is told of this process's surroundings: no settings, no secrets.
ENVIRONMENT = ("PATH", "HOME", "LANG", "LC_ALL", "PYTHONPATH", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "FONTCONFIG_FILE")

# The libraries are loaded and a document is printed, perhaps on a busy machine.
START_SECONDS = 60
WARM_UP = SAMPLE.to_bytes()


class WorkerGoneError(Exception):
    """The process had ended before it took the document; another one can be asked."""


@dataclass(frozen=True)
class Answer:
    """A finished PDF, and what the engine had to complain about."""

    pdf: bytes
    complaints: tuple[str, ...]


class WorkerProcess:
    """A running worker; not for two threads at once."""

    def __init__(self, limits: Limits, warm_up: bytes = WARM_UP) -> None:
        """Start it; it renders `warm_up`, a document like those to come, before it says that it is ready."""
        self.limits = limits
        self._process = _start(limits)
        self._requests = cast(BinaryIO, self._process.stdin)
        self._answers = cast(BinaryIO, self._process.stdout)
        self._left = limits.documents
        self._await_ready(warm_up)

    @property
    def pid(self) -> int:
        """The process, for tests and logs."""
        return self._process.pid

    @property
    def is_worn(self) -> bool:
        """True when it has ended, came to harm, or has rendered as many documents as one process may."""
        return self._left == 0 or self._process.poll() is not None

    def render(self, document: bytes) -> Answer:
        """Ask for one document; PdfFailed when it is refused, too expensive, or kills the process."""
        # Worn until it has answered: an answer left in the pipe would be taken for that of the next document.
        left, self._left = self._left - 1, 0
        with self._deadline("the render"):
            self._send(document)
            facts = self._facts()
            pdf = b"" if "failure" in facts else read_frame(self._answers)
        self._left = left if facts.get("is_sound", True) else 0
        if "failure" in facts:
            raise PdfFailed(facts["failure"])
        return Answer(pdf, tuple(facts["complaints"]))

    def close(self) -> None:
        """End the process and free its pipes."""
        self._process.kill()
        self._process.wait()
        self._answers.close()
        # A document may still be in the buffer; nobody waits for it any more.
        with suppress(BrokenPipeError):
            self._requests.close()

    def _await_ready(self, warm_up: bytes) -> None:
        try:
            with self._deadline("the start of the worker", START_SECONDS):
                self._send(warm_up)
                facts = self._facts()
        except (PdfFailed, WorkerGoneError) as error:
            self.close()
            raise PdfUnavailable(f"the worker does not start: {error}") from error
        if not facts["ready"]:
            self.close()
            raise PdfUnavailable(facts["message"])

    def _send(self, document: bytes) -> None:
        try:
            write_frame(self._requests, document)
        except BrokenPipeError as error:
            raise WorkerGoneError from error

    def _facts(self) -> dict[str, Any]:
        # An answer is always whole: a worker that is ended in the middle closes its pipe, and that is an EOFError.
        facts: dict[str, Any] = json.loads(read_frame(self._answers))
        return facts

    @contextmanager
    def _deadline(self, what: str, at_least: int = 0) -> Iterator[None]:
        """Kill the process when the block takes too long; say why a dead process did not answer."""
        late, seconds = threading.Event(), max(self.limits.wall_seconds, at_least)
        timer = threading.Timer(seconds, self._end_late, [late])
        timer.start()
        try:
            yield
        except EOFError as error:
            code = self._process.wait()
            if late.is_set():
                raise PdfFailed(f"{what} took longer than {seconds} s") from error
            if code == 0:
                raise WorkerGoneError from error
            raise PdfFailed(f"{what} ended its process ({code}): limit of memory or processor time, or a crash") from error
        finally:
            timer.cancel()

    def _end_late(self, late: threading.Event) -> None:
        late.set()
        self._process.kill()


def _start(limits: Limits) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "helpcenter.pdf.worker", *limits.to_arguments()]
    environment = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
    # A group of its own: Ctrl-C is for this process, and the worker ends when its pipe does. But no session of its own: the kernel gives
    # each session the same share of the processors, and a low priority counts inside one session only (sched(7), autogroup).
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=HOUSE, env=environment, process_group=0)
