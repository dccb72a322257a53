"""Structured logs without personal data: no addresses, no query strings, consent codes masked."""

import logging
import re
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TextIO, cast

import structlog
from flask import Flask, Response, g, request
from structlog.typing import EventDict, WrappedLogger

CODE_IN_PATH = re.compile(r"/c/[^/?\s]+")
# From the beginning of a word only: a long text without any address is looked at once, not once from each of its letters.
MAIL_ADDRESS = re.compile(r"(?<![^\s@<>\"'])[^\s@<>\"']++@[^\s@<>\"']+")
# One library's complaint is repeated after this long.
AGAIN_SECONDS = 60.0
log = structlog.get_logger("helpcenter.request")


def mask(text: str) -> str:
    """The text without consent codes and mail addresses."""
    return MAIL_ADDRESS.sub("<address>", CODE_IN_PATH.sub("/c/<code>", text))


def mask_event(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """A structlog processor: every text of the event is masked, tracebacks too."""
    return {key: mask(value) if isinstance(value, str) else value for key, value in event.items()}


class OthersLog(logging.Handler):
    """What libraries warn of, written as our own events are: masked, one line each, and once a minute when it comes again and again."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__(logging.WARNING)
        self._now = now
        self._said: dict[tuple[str, str], float] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Write it, unless the same was written a moment ago: a queue whose Redis is away says so eight times a second."""
        name, now = (record.name, str(record.msg)), self._now()
        if now < self._said.get(name, 0.0):
            return
        self._said = {other: until for other, until in self._said.items() if now < until} | {name: now + AGAIN_SECONDS}
        structlog.get_logger(record.name).log(record.levelno, record.getMessage(), logger=record.name, exc_info=record.exc_info)


OTHERS = OthersLog()


class PatientFile:
    """Writes to a file as long as that goes: a log on a full disk must not turn each answer into an error."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> None:
        """Write it, or leave it."""
        with suppress(OSError):
            self._file.write(text)

    def flush(self) -> None:
        """Hand over what was written, if there is room."""
        with suppress(OSError):
            self._file.flush()


def configure_logs(log_format: str) -> None:
    """Write one event a line to standard error, as JSON or for a person's eyes."""
    last = structlog.processors.JSONRenderer() if log_format == "json" else structlog.dev.ConsoleRenderer()
    logging.getLogger().addHandler(OTHERS)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            mask_event,
            last,
        ],
        logger_factory=structlog.WriteLoggerFactory(file=cast("TextIO", PatientFile(sys.stderr))),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=False,
    )


def init_request_log(app: Flask) -> None:
    """One event per answered request: what was asked and how long it took, never by whom."""
    app.before_request(_start)
    app.after_request(_report)


def _start() -> None:
    g.started = time.perf_counter()


def _report(response: Response) -> Response:
    # The rule, not the path: /c/<code> instead of somebody's code.
    rule = request.url_rule.rule if request.url_rule else "unknown"
    seconds = time.perf_counter() - g.get("started", time.perf_counter())
    log.info("request", method=request.method, rule=rule, status=response.status_code, ms=round(seconds * 1000, 1))
    return response
