"""Structured logs without personal data: no addresses, no query strings, consent codes masked."""

import logging
import re
import sys
import time

import structlog
from flask import Flask, Response, g, request
from structlog.typing import EventDict, WrappedLogger

CODE_IN_PATH = re.compile(r"/c/[^/?\s]+")
# From the beginning of a word only: a long text without any address is looked at once, not once from each of its letters.
MAIL_ADDRESS = re.compile(r"(?<![^\s@<>\"'])[^\s@<>\"']++@[^\s@<>\"']+")
log = structlog.get_logger("helpcenter.request")


def mask(text: str) -> str:
    """The text without consent codes and mail addresses."""
    return MAIL_ADDRESS.sub("<address>", CODE_IN_PATH.sub("/c/<code>", text))


def mask_event(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """A structlog processor: every text of the event is masked, tracebacks too."""
    return {key: mask(value) if isinstance(value, str) else value for key, value in event.items()}


def configure_logs(log_format: str) -> None:
    """Write one event a line to standard error, as JSON or for a person's eyes."""
    last = structlog.processors.JSONRenderer() if log_format == "json" else structlog.dev.ConsoleRenderer()
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            mask_event,
            last,
        ],
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
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
