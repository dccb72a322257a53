"""The process that renders: one document at a time from standard input, within its limits, until it is told to stop.

Run by pool.py as `python -m helpcenter.pdf.worker`. Answers are a JSON frame and, when all went well, a frame with the PDF.
"""

import gc
import json
import os
import resource
import select
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, BinaryIO

from helpcenter.pdf.document import PdfDocument
from helpcenter.pdf.errors import INSTALL_HINT, PdfFailed
from helpcenter.pdf.frames import read_frame, write_frame
from helpcenter.pdf.limits import Limits

if TYPE_CHECKING:
    from helpcenter.pdf.renderer import Renderer

MEGABYTE = 1024 * 1024


def main() -> None:
    """Serve documents until the asking process closes the pipe, or nothing has come for a while."""
    limits = Limits.from_arguments(sys.argv[1:])
    requests, answers = _take_pipes()
    _bound_process(limits)
    renderer = _make_renderer(requests, answers, is_plain=bool(limits.is_plain))
    for _ in range(limits.documents):
        if renderer is None or not select.select([requests], [], [], limits.idle_seconds)[0]:
            return
        try:
            document = read_frame(requests)
        except EOFError:
            return
        _bound_cpu(limits)
        _answer(renderer, document, answers)


def _take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The two pipes; what libraries print goes to standard error and cannot disturb the answers."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return requests, answers


def _bound_process(limits: Limits) -> None:
    os.nice(limits.niceness)
    with suppress(OSError, AttributeError):
        # Whoever serves a page goes first, at once: a batch process never interrupts another (sched(7)).
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_AS, limits.memory_megabytes * MEGABYTE)


def _bound_cpu(limits: Limits) -> None:
    """Allow this much processor time from now on; the kernel ends the process that takes more."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _lower(resource.RLIMIT_CPU, int(usage.ru_utime + usage.ru_stime) + 1 + limits.cpu_seconds)


def _lower(limit: int, amount: int) -> None:
    """Set a limit, which this machine may already hold lower."""
    _now, highest = resource.getrlimit(limit)
    resource.setrlimit(limit, (amount if highest == resource.RLIM_INFINITY else min(amount, highest), highest))


def _make_renderer(requests: BinaryIO, answers: BinaryIO, *, is_plain: bool) -> "Renderer | None":
    """The engine, warmed up with the first document; its libraries are looked for here, in this process alone."""
    # Taken before anything can fail: whoever still writes into a closed pipe would not hear why.
    first = read_frame(requests)
    try:
        from helpcenter.pdf.renderer import Renderer
    except OSError as error:
        _tell(answers, ready=False, message=f"{_first_line(error)}. Install: {INSTALL_HINT}")
        return None
    renderer = Renderer(is_plain=is_plain)
    # Twice: what a sheet shares with the next is kept when it has come twice.
    with suppress(PdfFailed):
        for _ in range(2):
            renderer.render(PdfDocument.from_bytes(first))
    # What is loaded by now stays: the collector need not look at it after each document.
    gc.collect()
    gc.freeze()
    _tell(answers, ready=True)
    return renderer


def _answer(renderer: "Renderer", data: bytes, answers: BinaryIO) -> None:
    try:
        rendered = renderer.render(PdfDocument.from_bytes(data))
    except PdfFailed as error:
        _tell(answers, failure=str(error), is_sound=True)
    except Exception as error:
        # Whatever a document provokes in the engine is this document's failure; the asking side then ends this process.
        _tell(answers, failure=f"{type(error).__name__}: {_first_line(error)}", is_sound=False)
    else:
        _tell(answers, complaints=rendered.complaints)
        write_frame(answers, rendered.pdf)


def _tell(answers: BinaryIO, **facts: Any) -> None:
    write_frame(answers, json.dumps(facts).encode())


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [""])[0][:500]


if __name__ == "__main__":
    main()
