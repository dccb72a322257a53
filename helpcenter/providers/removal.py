"""Lifting a block by a program: one small interface, whichever provider stands behind it. Start at make_remover.

Each answer says what is known of the block afterwards, for nobody calls a second time without looking.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Protocol

import structlog

from helpcenter.config import SettingError, Settings, variable_of

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
    if text.isascii() and text.isdecimal():
        seconds = min(int(text[:9]), int(LONGEST_PAUSE.total_seconds()))
        return timedelta(seconds=max(seconds, 1))
    try:
        pause = parsedate_to_datetime(text) - clock()
    except (ValueError, TypeError):
        return USUAL_PAUSE
    return min(max(pause, timedelta(seconds=1)), LONGEST_PAUSE)


def make_remover(settings: Settings, clock: Clock) -> Remover | None:
    """Whoever lifts blocks by a program in this installation; None: staff do it with the provider."""
    if not settings.removal_api:
        return None
    makers = {"console": _make_console, "brevo": _make_brevo, "amazon-ses": _make_ses}
    if settings.removal_api not in makers:
        raise SettingError(f"{variable_of('removal_api')} must be empty or one of {', '.join(makers)}")
    return makers[settings.removal_api](settings, clock)


def _make_console(settings: Settings, _clock: Clock) -> Remover:
    if not settings.is_local:
        raise SettingError(f"{variable_of('removal_api')}=console lifts nothing: it is for a public_url on this machine")
    return ConsoleRemover()


def _make_brevo(settings: Settings, clock: Clock) -> Remover:
    from helpcenter.providers.brevo import BrevoRemover

    _need(settings, "removal_api_key")
    return BrevoRemover(settings.removal_api_key, clock, settings.removal_api_url)


def _make_ses(settings: Settings, clock: Clock) -> Remover:
    from helpcenter.providers.amazon_ses import AmazonSesRemover, Credentials

    _need(settings, "removal_api_key", "removal_api_secret", "removal_api_region")
    credentials = Credentials(settings.removal_api_key, settings.removal_api_secret, settings.removal_api_region)
    return AmazonSesRemover(credentials, clock, settings.removal_api_url)


def _need(settings: Settings, *names: str) -> None:
    if settings.provider != settings.removal_api:
        raise SettingError(f"{variable_of('removal_api')} must be the same provider as {variable_of('provider')}")
    if missing := [variable_of(name) for name in names if not getattr(settings, name)]:
        raise SettingError(f"{variable_of('removal_api')}={settings.removal_api} needs {', '.join(missing)}")
