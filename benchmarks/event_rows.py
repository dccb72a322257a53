"""Events to measure with: as values for the product, and as rows for a plain INSERT."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from helpcenter.bounces.explanation import Cause
from helpcenter.events.event import Event, EventKind
from helpcenter.events.fields import key_of

NOW = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
KINDS = [EventKind.DELIVERED] * 90 + [EventKind.TEMPORARY] * 4 + [EventKind.PERMANENT] * 3 + [EventKind.BLOCKED] * 2 + [EventKind.COMPLAINT]
SLUGS = [f"organisation-{number}" for number in range(1, 201)]
COLUMNS = ("provider", "key", "kind", "happened_at", "address", "message_id", "cause", "is_blocking", "detail", "organisation_id")
Row = tuple[object, ...]


def make_events(count: int, seed: int) -> list[Event]:
    """Events of two weeks, in the order in which a provider sends them."""
    chance = random.Random(seed)  # noqa: S311  measuring, not guessing
    return [_make_event(chance, seed, number, count) for number in range(count)]


def _make_event(chance: random.Random, seed: int, number: int, count: int) -> Event:
    kind = chance.choice(KINDS)
    return Event(
        provider="mailjet",
        key=key_of(seed, number),
        kind=kind,
        happened_at=NOW - timedelta(days=14) * (1 - number / count),
        address=f"famille-{chance.randrange(50_000)}@example.org",
        message_id=str(chance.getrandbits(63)),
        cause=Cause.RECIPIENT if kind in (EventKind.PERMANENT, EventKind.TEMPORARY) else Cause.UNKNOWN,
        is_blocking=kind in (EventKind.PERMANENT, EventKind.BLOCKED, EventKind.COMPLAINT),
        detail="" if kind is EventKind.DELIVERED else "recipient · user unknown",
        organisation_hint=chance.choice(SLUGS),
    )


def make_rows(events: Sequence[Event], engine: str) -> list[Row]:
    """The same as a plain INSERT takes them, ready in the database's own types."""
    numbers = {slug: number for number, slug in enumerate(SLUGS, start=1)}
    return [_make_row(each, numbers, engine) for each in events]


def _make_row(event: Event, numbers: dict[str, int], engine: str) -> Row:
    moment: object = event.happened_at if engine == "postgresql" else event.happened_at.strftime("%Y-%m-%d %H:%M:%S.%f")
    head = (event.provider, event.key, event.kind.value, moment, event.address, event.message_id)
    return (*head, event.cause.value, event.is_blocking, event.detail, numbers[event.organisation_hint])
