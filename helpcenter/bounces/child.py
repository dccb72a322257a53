"""The process that reads what strangers paste: one message at a time, within its limits, until nobody asks any more.

Run by worker.py as `python -m helpcenter.bounces.child HANDLE FOLDER ENGINE LIMITS…`. Each answer is one JSON object.
"""

import gc
import json
import os
import pkgutil
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from helpcenter.bounces.explanation import Explanation
from helpcenter.bounces.given import read_as_given
from helpcenter.bounces.limits import Limits
from helpcenter.bounces.outlook_storage import UnreadableError, is_outlook_file
from helpcenter.bounces.tidying import tidy
from helpcenter.bounces.wire import to_facts

Engine = Callable[[bytes], Explanation]
MakeEngine = Callable[[Path], Engine]

# Loads what is loaded at the first message, before a message is waiting.
WARM_UP = b"550 5.1.1 <famille.a@example.org>: Recipient address rejected: User unknown\r\n"
AGAIN_SECONDS = 0.02


class TooSlowError(BaseException):
    """The time is up; no `except Exception` of a library keeps it from ending the work."""


def make_engine(folder: Path) -> Engine:
    """The engine of this house over the codes and wordings of this folder, with an eye for what people do to a report."""
    from helpcenter.bounces.explain import explain
    from helpcenter.bounces.knowledge import read_knowledge
    from helpcenter.bounces.provider_words import explain_words, read_vocabulary

    knowledge = read_knowledge(folder)
    vocabulary = read_vocabulary(folder, knowledge.reasons)

    def read(message: bytes) -> Explanation:
        if is_outlook_file(message):
            # Only few files are Outlook's, and its reader is large.
            from helpcenter.bounces.outlook import as_mail

            message = tidy(as_mail(message))
        return explain_words(message, vocabulary) or read_as_given(message, lambda source: explain(source, knowledge))

    return read


def main(handle: str, folder: str, engine_name: str, *limits: str) -> None:
    """Answer messages until the asking process closes the pipe, or nothing has come for a while."""
    bounds = Limits.from_arguments(*limits)
    line = Connection(int(handle))
    _bound(resource.RLIMIT_CORE, 0)
    _bound(resource.RLIMIT_FSIZE, 0)
    # What is loaded later could write none either.
    sys.dont_write_bytecode = True
    signal.signal(signal.SIGPROF, _give_up)
    engine = _make_ready(line, pkgutil.resolve_name(engine_name), Path(folder))
    _bound(resource.RLIMIT_AS, bounds.memory)
    while engine and line.poll(bounds.idle_seconds):
        with suppress(EOFError):
            _tell(line, _answer(engine, line.recv_bytes(), bounds))
            continue
        return


def _make_ready(line: Connection, make: MakeEngine, folder: Path) -> Engine | None:
    try:
        engine = make(folder)
        engine(WARM_UP)
    except Exception as error:
        # A row that cannot be read, for one: whoever asks is told, with file and line.
        _tell(line, {"failure": f"{type(error).__name__}: {error}"})
        return None
    # What is loaded by now stays: the collector need not look at it after each message.
    gc.collect()
    gc.freeze()
    _tell(line, {"ready": os.getpid()})
    return engine


def _answer(engine: Engine, message: bytes, bounds: Limits) -> dict[str, Any]:
    try:
        with _time_limit(bounds.soft_seconds):
            return to_facts(engine(message))
    except TooSlowError:
        # Once more: it may have been raised in the moment in which the clock was to be stopped.
        signal.setitimer(signal.ITIMER_PROF, 0)
        return {"refused": "too_slow"}
    except (MemoryError, RecursionError):
        return {"refused": "too_large"}
    except UnreadableError:
        return {"refused": "unreadable"}
    except Exception as error:
        # A mistake of ours. Its place is told; its words could quote the message.
        return {"refused": "too_slow", "mistake": f"{type(error).__name__} at {_place(error)}"}


@contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Raise TooSlowError after this much processor time, and again until somebody lets it through."""
    signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _give_up(_number: int, _frame: object) -> None:
    raise TooSlowError


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"


def _bound(limit: int, amount: int) -> None:
    """Set a limit, which this machine may already hold lower."""
    _now, highest = resource.getrlimit(limit)
    resource.setrlimit(limit, (amount if highest == resource.RLIM_INFINITY else min(amount, highest), highest))


def _tell(line: Connection, facts: dict[str, Any]) -> None:
    line.send_bytes(json.dumps(facts).encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
