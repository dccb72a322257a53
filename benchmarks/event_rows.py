"""Events to measure with: as values for the product, as rows for a plain INSERT, and as very many rows made by the database itself."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, text

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


FILL_POSTGRESQL = """
INSERT INTO provider_events (provider, key, kind, happened_at, address, message_id, cause, is_blocking, detail, organisation_id)
SELECT 'mailjet', md5(n::text) || md5((n + 1)::text),
  CASE WHEN n % 100 < 90 THEN 'delivered' WHEN n % 100 < 94 THEN 'temporary' WHEN n % 100 < 97 THEN 'permanent'
    WHEN n % 100 < 99 THEN 'blocked' ELSE 'complaint' END,
  CAST(:now AS timestamptz) - interval '90 days' * (1 - n / CAST(:count AS float)),
  'famille-' || (n * 7919 % 500000) || '@example.org', n::text, 'unknown', n % 100 >= 94, '', n % 200 + 1
FROM generate_series(CAST(:first AS bigint), CAST(:last AS bigint)) AS n
"""
FILL_SQLITE = """
WITH RECURSIVE series(n) AS (SELECT :first UNION ALL SELECT n + 1 FROM series WHERE n < :last)
INSERT INTO provider_events (provider, key, kind, happened_at, address, message_id, cause, is_blocking, detail, organisation_id)
SELECT 'mailjet', printf('%064d', n * 2654435761 % 1000000007 * 10000000 + n),
  CASE WHEN n % 100 < 90 THEN 'delivered' WHEN n % 100 < 94 THEN 'temporary' WHEN n % 100 < 97 THEN 'permanent'
    WHEN n % 100 < 99 THEN 'blocked' ELSE 'complaint' END,
  strftime('%Y-%m-%d %H:%M:%f000', :now, '-' || ((1 - n / CAST(:count AS real)) * 90) || ' days'),
  'famille-' || (n * 7919 % 500000) || '@example.org', n, 'unknown', n % 100 >= 94, '', n % 200 + 1
FROM series
"""
FILL_COUNTS = """
INSERT INTO event_day_counts (organisation_id, day, kind, count)
SELECT organisation_id, {day}, kind, count(*) FROM provider_events GROUP BY 1, 2, 3
"""
AT_ONCE = 500_000


def fill(connection: Connection, count: int) -> None:
    """Make so many events and their counts inside the database; 200 organisations, 500,000 addresses."""
    is_postgresql = connection.dialect.name == "postgresql"
    statement = text(FILL_POSTGRESQL if is_postgresql else FILL_SQLITE)
    now = NOW.strftime("%Y-%m-%d %H:%M:%S")
    for first in range(1, count + 1, AT_ONCE):
        values = {"first": first, "last": min(first + AT_ONCE - 1, count), "count": count, "now": now}
        connection.execute(statement, values)
        connection.commit()
    day = "CAST(happened_at AT TIME ZONE 'Europe/Paris' AS date)" if is_postgresql else "substr(happened_at, 1, 10)"
    connection.execute(text(FILL_COUNTS.format(day=day)))
    connection.commit()
    connection.execute(text("ANALYZE"))
    connection.commit()
