"""Writes events and counts in bulk, through the driver: the mapper would take longer than the database.

The database itself says which events are new: it leaves out those that it knows, and the numbers that it gave tell the others apart.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from helpcenter.db import Base
from helpcenter.events.event import StoredEvent
from helpcenter.events.models import ProviderEvent

# Column and its type on PostgreSQL, where a whole column travels as one array.
COLUMNS: Mapping[str, str] = {
    "provider": "text",
    "key": "text",
    "kind": "text",
    "happened_at": "timestamptz",
    "address": "text",
    "message_id": "text",
    "cause": "text",
    "is_blocking": "boolean",
    "detail": "text",
    "organisation_id": "integer",
}
NAMES = ", ".join(COLUMNS)
INTO = f"INSERT INTO {ProviderEvent.__tablename__} ({NAMES})"
MARKS = ", ".join("?" for _ in COLUMNS)
ARRAYS = ", ".join(f"%s::{kind}[]" for kind in COLUMNS.values())
ONE = f"{INTO} VALUES ({MARKS}) ON CONFLICT (provider, key) DO NOTHING"
# Under the write lock the numbers follow each other: the highest are those of this call.
LAST = f"SELECT provider, key FROM {ProviderEvent.__tablename__} ORDER BY id DESC LIMIT ?"  # noqa: S608
NEW = f"{INTO} SELECT * FROM unnest({ARRAYS}) ON CONFLICT (provider, key) DO NOTHING RETURNING provider, key"  # noqa: S608
# SQLite counts the values of one query.
COUNTS_AT_ONCE = 500
Key = tuple[str, str]


def insert_new(session: Session, events: Sequence[StoredEvent]) -> list[StoredEvent]:
    """Insert those that are not there yet, and return them."""
    if not events:
        return []
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        return _insert_postgresql(connection, events)
    return _insert_sqlite(connection, events)


def _insert_postgresql(connection: Connection, events: Sequence[StoredEvent]) -> list[StoredEvent]:
    columns = tuple(list(column) for column in zip(*(_row(each, each.event.happened_at) for each in events), strict=True))
    return _choose(events, {(provider, key) for provider, key in connection.exec_driver_sql(NEW, columns)})


def _insert_sqlite(connection: Connection, events: Sequence[StoredEvent]) -> list[StoredEvent]:
    new = connection.exec_driver_sql(ONE, [_row(each, _written(each.event.happened_at)) for each in events]).rowcount
    if new in {0, len(events)}:
        return list(events) if new else []
    return _choose(events, {(provider, key) for provider, key in connection.exec_driver_sql(LAST, (new,))})


def _choose(events: Sequence[StoredEvent], new: set[Key]) -> list[StoredEvent]:
    return list(events) if len(new) == len(events) else [each for each in events if (each.event.provider, each.event.key) in new]


def _row(stored: StoredEvent, moment: datetime | str) -> tuple[Any, ...]:
    event = stored.event
    # The words of the kinds without their property: these are read for each of very many events.
    head = (event.provider, event.key, event.kind._value_, moment, event.address, event.message_id)
    return (*head, event.cause._value_, event.is_blocking, event.detail, stored.organisation_id)


def add_counts(session: Session, model: type[Base], rows: Sequence[tuple[Any, ...]], sets: str) -> None:
    """Insert these rows of counts, all columns in the order of the table; where one is there, `sets` says what changes.

    They come sorted: two receivers that wait for each other's rows would end in a deadlock.
    """
    if not rows:
        return
    connection, table = session.connection(), model.__table__
    names = [column.name for column in table.columns]
    keys = ", ".join(column.name for column in table.primary_key.columns)  # type: ignore[attr-defined]
    mark = "%s" if connection.dialect.name == "postgresql" else "?"
    one = f"({', '.join(mark for _ in names)})"
    head = f"INSERT INTO {table.fullname} ({', '.join(names)}) VALUES "  # type: ignore[attr-defined]  # noqa: S608
    ending = f" ON CONFLICT ({keys}) DO UPDATE SET {sets}"
    for start in range(0, len(rows), COUNTS_AT_ONCE):
        part = rows[start : start + COUNTS_AT_ONCE]
        values = tuple(_as_taken(value, mark) for row in part for value in row)
        connection.exec_driver_sql(head + ", ".join([one] * len(part)) + ending, values)


def _as_taken(value: Any, mark: str) -> Any:
    # The driver of SQLite takes no dates.
    if mark == "%s" or not isinstance(value, date):
        return value
    return _written(value) if isinstance(value, datetime) else value.isoformat()


def _written(moment: datetime) -> str:
    # As the mapper writes moments, so that it can read them: in UTC, without the zone.
    return moment.astimezone(UTC).isoformat(" ", "microseconds")[:26]
