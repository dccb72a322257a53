"""Writes events and counts in bulk, through the driver: the mapper would take longer than the database.

The database itself says which events are new: on PostgreSQL by the INSERT, on SQLite by a look beforehand, under the write lock.
"""

import json
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
KNOWN = f"SELECT key FROM {ProviderEvent.__tablename__} WHERE provider = ? AND key IN (SELECT value FROM json_each(?))"  # noqa: S608
NEW = f"{INTO} SELECT * FROM unnest({ARRAYS}) ON CONFLICT (provider, key) DO NOTHING RETURNING provider, key"  # noqa: S608
# SQLite counts the values of one query.
COUNTS_AT_ONCE = 500
Key = tuple[str, str]


def insert_new(session: Session, events: Sequence[StoredEvent]) -> set[Key]:
    """Insert those that are not there yet; returns provider and key of each that was inserted."""
    if not events:
        return set()
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        return _insert_postgresql(connection, events)
    return _insert_sqlite(connection, events)


def _insert_postgresql(connection: Connection, events: Sequence[StoredEvent]) -> set[Key]:
    columns = tuple(list(column) for column in zip(*(_row(each) for each in events), strict=True))
    return {(provider, key) for provider, key in connection.exec_driver_sql(NEW, columns)}


def _insert_sqlite(connection: Connection, events: Sequence[StoredEvent]) -> set[Key]:
    rows = [_row(each) for each in events]
    known = _known(connection, [(str(row[0]), str(row[1])) for row in rows])
    new = [_for_sqlite(row) for row in rows if (row[0], row[1]) not in known]
    if new:
        connection.exec_driver_sql(f"{INTO} VALUES ({MARKS})", new)
    return {(row[0], row[1]) for row in new}


def _known(connection: Connection, keys: Sequence[Key]) -> set[Key]:
    by_provider: dict[str, list[str]] = {}
    for provider, key in keys:
        by_provider.setdefault(provider, []).append(key)
    return {
        (provider, key)
        for provider, own in by_provider.items()
        for key in connection.exec_driver_sql(KNOWN, (provider, json.dumps(own))).scalars()
    }


def _row(stored: StoredEvent) -> tuple[Any, ...]:
    event = stored.event
    head = (event.provider, event.key, event.kind.value, event.happened_at, event.address, event.message_id)
    return (*head, event.cause.value, event.is_blocking, event.detail, stored.organisation_id)


def _for_sqlite(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return (*row[:3], _written(row[3]), *row[4:])


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
    # As the mapper writes moments, so that it can read them.
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
