"""Writes events and counts in bulk, through the driver: the mapper would take longer than the database.

The database itself says which events are new: it leaves out those that it knows, and the numbers that it gave tell the others apart.
PostgreSQL takes all rows of a statement as one JSON text: the driver would spend longer on each value than the server on its row.
"""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import cache
from operator import methodcaller
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from helpcenter.db import Base
from helpcenter.events.event import StoredEvent
from helpcenter.events.models import ProviderEvent

COLUMNS = ("provider", "key", "kind", "happened_at", "address", "message_id", "cause", "is_blocking", "detail", "organisation_id")
NAMES = ", ".join(COLUMNS)
MARKS = ", ".join("?" for _ in COLUMNS)
KNOWN = "ON CONFLICT (provider, key) DO NOTHING"
ONE = f"INSERT INTO {ProviderEvent.__tablename__} ({NAMES}) VALUES ({MARKS}) {KNOWN}"  # noqa: S608
# Under the write lock the numbers follow each other: the highest are those of this call.
LAST = f"SELECT provider, key FROM {ProviderEvent.__tablename__} ORDER BY id DESC LIMIT ?"  # noqa: S608
# As a rule all are new, and the number says so: then no key travels back.
NEW = """WITH new AS ({insert} RETURNING provider, key)
SELECT count(*), CASE WHEN count(*) < %s THEN json_agg(json_build_array(provider, key)) END FROM new"""
DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]
# SQLite counts the values of one query.
COUNTS_AT_ONCE = 500
Key = tuple[str, str]
Rows = Sequence[tuple[Any, ...]]


def insert_new(session: Session, events: Sequence[StoredEvent]) -> list[StoredEvent]:
    """Insert those that are not there yet, and return them."""
    if not events:
        return []
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        return _insert_postgresql(connection, events)
    return _insert_sqlite(connection, events)


def _insert_postgresql(connection: Connection, events: Sequence[StoredEvent]) -> list[StoredEvent]:
    rows = _as_json([_row(each, each.event.happened_at.isoformat()) for each in events])
    statement = NEW.format(insert=_from_json(ProviderEvent, COLUMNS, KNOWN))
    new, keys = connection.exec_driver_sql(statement, (rows, len(events))).one()
    return list(events) if new == len(events) else _choose(events, {(provider, key) for provider, key in keys or ()})


def _insert_sqlite(connection: Connection, events: Sequence[StoredEvent]) -> list[StoredEvent]:
    new = connection.exec_driver_sql(ONE, [_row(each, _written(each.event.happened_at)) for each in events]).rowcount
    if new in {0, len(events)}:
        return list(events) if new else []
    return _choose(events, {(provider, key) for provider, key in connection.exec_driver_sql(LAST, (new,))})


def _choose(events: Sequence[StoredEvent], new: set[Key]) -> list[StoredEvent]:
    return [each for each in events if (each.event.provider, each.event.key) in new]


def _row(stored: StoredEvent, moment: str) -> tuple[Any, ...]:
    event = stored.event
    # The words of the kinds without their property: these are read for each of very many events.
    head = (event.provider, event.key, event.kind._value_, moment, event.address, event.message_id)
    return (*head, event.cause._value_, event.is_blocking, event.detail, stored.organisation_id)


def add_counts(session: Session, model: type[Base], rows: Rows, sets: str) -> None:
    """Insert these rows of counts, all columns in the order of the table; where one is there, `sets` says what changes.

    They come sorted: two receivers that wait for each other's rows would end in a deadlock.
    """
    if not rows:
        return
    connection, table = session.connection(), model.__table__
    names = tuple(column.name for column in table.columns)
    keys = ", ".join(column.name for column in table.primary_key.columns)  # type: ignore[attr-defined]
    ending = f"ON CONFLICT ({keys}) DO UPDATE SET {sets}"
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_from_json(model, names, ending), (_as_json(rows),))
        return
    head = f"INSERT INTO {table.fullname} ({', '.join(names)}) VALUES "  # type: ignore[attr-defined]  # noqa: S608
    one = f"({', '.join('?' for _ in names)})"
    for start in range(0, len(rows), COUNTS_AT_ONCE):
        part = rows[start : start + COUNTS_AT_ONCE]
        values = tuple(_as_taken(value) for row in part for value in row)
        connection.exec_driver_sql(f"{head}{', '.join([one] * len(part))} {ending}", values)


@cache
def _from_json(model: type[Base], names: tuple[str, ...], ending: str) -> str:
    """Inserts, in their order, the rows of a JSON text whose fields are named c0, c1 …: short names, for each row repeats them."""
    columns = model.__table__.columns
    types = ", ".join(f"c{place} {columns[name].type.compile(DIALECT)}" for place, name in enumerate(names))
    chosen = ", ".join(f"c{place}" for place in range(len(names)))
    target = f"{model.__tablename__} ({', '.join(names)})"
    return f"INSERT INTO {target} SELECT {chosen} FROM json_to_recordset(%s::json) AS one({types}) {ending}"  # noqa: S608


def _as_json(rows: Rows) -> str:
    names = [f"c{place}" for place in range(len(rows[0]))]
    return json.dumps([dict(zip(names, row, strict=True)) for row in rows], default=methodcaller("isoformat"))


def _as_taken(value: Any) -> Any:
    # The driver of SQLite takes no dates.
    if not isinstance(value, date):
        return value
    return _written(value) if isinstance(value, datetime) else value.isoformat()


def _written(moment: datetime) -> str:
    # As the mapper writes moments, so that it can read them: in UTC, without the zone.
    return moment.astimezone(UTC).isoformat(" ", "microseconds")[:26]
