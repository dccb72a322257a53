"""Rows of columns, read straight from the connection: for what pages ask again and again."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, Executable, literal
from sqlalchemy.orm import InstrumentedAttribute, Session


def plain_rows(session: Session, query: Executable, values: Mapping[str, Any] | None = None) -> CursorResult[*tuple[Any, ...]]:
    """What `session.execute` gives for a question about columns, at half its cost: nobody looks for objects among the answers.

    As there, what was changed before is written first.
    """
    session.flush()
    return session.connection().execute(query, dict(values or {}))


def is_one_of(column: InstrumentedAttribute[Any], values: Iterable[Any]) -> ColumnElement[bool]:
    """`column.in_(values)` for a condition that is put together once: its text stands fast, and is not written anew for each question."""
    return column.in_([literal(value, column.type) for value in values])
