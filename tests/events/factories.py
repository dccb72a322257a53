"""Events for tests, made in one call."""

from datetime import datetime
from itertools import count

from helpcenter.bounces.explanation import Cause
from helpcenter.events.event import Event, EventKind
from tests.fakes import START

_numbers = count(1)


def make_event(
    *,
    key: str = "",
    kind: EventKind = EventKind.DELIVERED,
    happened_at: datetime = START,
    address: str = "famille-a@example.org",
    cause: Cause = Cause.UNKNOWN,
    is_blocking: bool = False,
    organisation_hint: str = "",
    sender: str = "",
    provider: str = "mailjet",
) -> Event:
    """An event of Mailjet that happened when the test's clock began."""
    return Event(
        provider=provider,
        key=key or f"key-{next(_numbers)}",
        kind=kind,
        happened_at=happened_at,
        address=address,
        cause=cause,
        is_blocking=is_blocking,
        organisation_hint=organisation_hint,
        sender=sender,
    )
