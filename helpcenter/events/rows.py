"""Writes events and counts in bulk, through the driver: the mapper would take longer than the database.

The database itself says which events are new: it leaves out those that it knows, and the numbers that it gave tell the others apart.
PostgreSQL takes each column as one JSON text: the driver would spend longer on each value than the server on its row.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from functools import cache, partial
from operator import attrgetter, itemgetter, methodcaller
from typing import Any

from psycopg.types.json import Json
from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from helpcenter.db import Base
from helpcenter.events.event import StoredEvent
from helpcenter.events.models import ProviderEvent

# The words of the kinds without their property: these are read for each of very many events.
PATHS = {"kind": "event.kind._value_", "cause": "event.cause._value_", "organisation_id": "organisation_id"}
COLUMNS = ("provider", "key", "kind", "happened_at", "address", "message_id", "cause", "is_blocking", "detail", "organisation_id")
GETTERS: dict[str, Callable[[StoredEvent], Any]] = {name: attrgetter(PATHS.get(name, f"event.{name}")) for name in COLUMNS}
KNOWN = "ON CONFLICT (provider, key) DO NOTHING"
TABLE = ProviderEvent.__tablename__
ONE = f"INSERT INTO {TABLE} ({', '.join(COLUMNS)}) VALUES ({', '.join('?' for _ in COLUMNS)}) {KNOWN}"  # noqa: S608
# Under the write lock the numbers follow each other: the highest are those of this call.
LAST = f"SELECT provider, key FROM {TABLE} ORDER BY id DESC LIMIT ?"  # noqa: S608
# Others may insert at the same time: numbers that were taken before say which rows are of this call.
NUMBERS = f"SELECT nextval(pg_get_serial_sequence('{TABLE}', 'id')) FROM generate_series(1, %s)"  # noqa: S608
THERE = f"SELECT id FROM {TABLE} WHERE id = ANY(%s)"  # noqa: S608
# The server inserts one part while the driver writes the next.
PART = 250
DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]
# SQLite counts the values of one query.
COUNTS_AT_ONCE = 500
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
    numbers = connection.exec_driver_sql(NUMBERS, (len(events),)).scalars().all()
    parts = [_part(numbers[start : start + PART], events[start : start + PART]) for start in range(0, len(events), PART)]
    new = connection.exec_driver_sql(_from_columns(ProviderEvent, ("id", *COLUMNS), KNOWN), parts).rowcount
    if new == len(events):
        return list(events)
    there = set(connection.exec_driver_sql(THERE, (numbers,)).scalars())
    return [each for number, each in zip(numbers, events, strict=True) if number in there]


def _part(numbers: Sequence[int], events: Sequence[StoredEvent]) -> tuple[Json, ...]:
    return (Json(numbers), *(_column(events, getter) for getter in GETTERS.values()))


def _insert_sqlite(connection: Connection, events: Sequence[StoredEvent]) -> list[StoredEvent]:
    columns: dict[str, Iterable[Any]] = {name: map(getter, events) for name, getter in GETTERS.items()}
    columns["happened_at"] = map(_written, columns["happened_at"])
    new = connection.exec_driver_sql(ONE, list(zip(*columns.values(), strict=True))).rowcount
    if new in {0, len(events)}:
        return list(events) if new else []
    keys = {(provider, key) for provider, key in connection.exec_driver_sql(LAST, (new,))}
    return [each for each in events if (each.event.provider, each.event.key) in keys]


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
        columns = tuple(_column(rows, itemgetter(place)) for place in range(len(names)))
        connection.exec_driver_sql(_from_columns(model, names, ending), columns)
        return
    head = f"INSERT INTO {table.fullname} ({', '.join(names)}) VALUES "  # type: ignore[attr-defined]  # noqa: S608
    one = f"({', '.join('?' for _ in names)})"
    for start in range(0, len(rows), COUNTS_AT_ONCE):
        part = rows[start : start + COUNTS_AT_ONCE]
        values = tuple(_as_taken(value) for row in part for value in row)
        connection.exec_driver_sql(f"{head}{', '.join([one] * len(part))} {ending}", values)


@cache
def _from_columns(model: type[Base], names: tuple[str, ...], ending: str) -> str:
    """Inserts rows, in their order, from one JSON list for each column."""
    columns = model.__table__.columns
    # Types without their length: a cast would shorten what is too long, where the table refuses it.
    types = [columns[name].type.compile(DIALECT).partition("(")[0] for name in names]
    chosen = ", ".join(f"{name}::{kind}" for name, kind in zip(names, types, strict=True))
    lists = ", ".join("json_array_elements_text(%s)" for _ in names)
    target = f"{model.__tablename__} ({', '.join(names)})"
    return f"INSERT INTO {target} SELECT {chosen} FROM ROWS FROM ({lists}) AS one({', '.join(names)}) {ending}"  # noqa: S608


def _column(rows: Sequence[Any], getter: Callable[[Any], Any]) -> Json:
    # Written only when the driver sends it: meanwhile the server works on what came before.
    return Json(rows, dumps=partial(_as_json, getter))


def _as_json(getter: Callable[[Any], Any], rows: Sequence[Any]) -> str:
    return json.dumps(list(map(getter, rows)), default=methodcaller("isoformat"))


def _as_taken(value: Any) -> Any:
    # The driver of SQLite takes no dates.
    if not isinstance(value, date):
        return value
    return _written(value) if isinstance(value, datetime) else value.isoformat()


def _written(moment: datetime) -> str:
    # As the mapper writes moments, so that it can read them: in UTC, without the zone.
    return moment.astimezone(UTC).isoformat(" ", "microseconds")[:26]
