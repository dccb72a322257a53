"""Lifting a block by a program: one small interface, whichever provider stands behind it. removers.py chooses.

Each answer says what is known of the block afterwards, for nobody calls a second time without looking.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Protocol

import structlog

NOT_FOUND, TOO_MANY, FIRST_SERVER_ERROR = 404, 429, 500
DENIED = frozenset({401, 403})
# When a provider asks for a pause without saying how long.
USUAL_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(days=1)
Clock = Callable[[], datetime]
log = structlog.get_logger("helpcenter.providers")


class Outcome(StrEnum):
    """What one call came to."""

    LIFTED = "lifted"
    """The provider lifted the block."""
    NOT_BLOCKED = "not_blocked"
    """The provider does not hold the address back (any more)."""
    LATER = "later"
    """Nothing was done: the provider asks for a pause."""
    UNREACHABLE = "unreachable"
    """Nothing was done: no connection came about."""
    DENIED = "denied"
    """Nothing was done: the key is not accepted."""
    REFUSED = "refused"
    """Nothing was done: the provider does not accept this request."""
    UNCERTAIN = "uncertain"
    """The request left the house, and no clear answer came: somebody must look."""


@dataclass(frozen=True)
class Removed:
    """The outcome; `pause` is how long to wait, `detail` a short word for staff without any address."""

    outcome: Outcome
    detail: str = ""
    pause: timedelta = USUAL_PAUSE


class Remover(Protocol):
    """Whoever can lift blocks at one provider."""

    def remove(self, address: str) -> Removed:
        """Call the provider once, never twice."""


class ConsoleRemover:
    """The twin for trying out: says in the log what it would do, and calls nobody."""

    def remove(self, address: str) -> Removed:
        """Write a line; the address itself is no business of a log."""
        log.info("block would be lifted", domain=address.rpartition("@")[2])
        return Removed(Outcome.LIFTED, "console")


def judge_status(status: int, retry_after: str | None, clock: Clock) -> Removed:
    """What an HTTP answer says of the block."""
    detail = f"HTTP {status}"
    if status < 300:
        return Removed(Outcome.LIFTED, detail)
    # The provider keeps no such block (any more): for the family that is the same as lifted.
    if status == NOT_FOUND:
        return Removed(Outcome.NOT_BLOCKED, detail)
    if status == TOO_MANY:
        return Removed(Outcome.LATER, detail, read_pause(retry_after, clock))
    if status in DENIED:
        return Removed(Outcome.DENIED, detail)
    return Removed(Outcome.UNCERTAIN if status >= FIRST_SERVER_ERROR else Outcome.REFUSED, detail)


def read_pause(retry_after: str | None, clock: Clock) -> timedelta:
    """How long Retry-After asks to wait: seconds or a moment; at least a second, at most a day."""
    text = (retry_after or "").strip()
    # Nine digits are thirty years: more is cut to a day anyway, and a number of thousands of digits is an error in Python.
    if text.isascii() and text.isdecimal():
        seconds = min(int(text[:9]), int(LONGEST_PAUSE.total_seconds()))
        return timedelta(seconds=max(seconds, 1))
    try:
        pause = parsedate_to_datetime(text) - clock()
    except (ValueError, TypeError, OverflowError):
        # Not a date, one without a zone, or a year that no calendar has: it is text from outside.
        return USUAL_PAUSE
    # At least a second, whatever the two clocks say; at most a day, for one header must not stop the work for years.
    return min(max(pause, timedelta(seconds=1)), LONGEST_PAUSE)
