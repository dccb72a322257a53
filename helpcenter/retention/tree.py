"""Deletes rows together with everything that belongs to them, whatever rooms keep it: the tables themselves say what belongs to what."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ForeignKey, Table, delete, select, update
from sqlalchemy.orm import Session

from helpcenter.db import Base

# A row is named in one column: no table of this house has a key of several columns that others refer to.
# SQLite takes a limited number of values in one statement, 999 in older builds.
CHUNK = 500


def delete_tree(session: Session, table: Table, ids: Sequence[Any]) -> None:
    """Delete these rows, and first all that refers to them; where a reference may be empty and says so, it is emptied instead."""
    for start in range(0, len(ids), CHUNK):
        _delete(session, table, ids[start : start + CHUNK])


def _delete(session: Session, table: Table, ids: Sequence[Any]) -> None:
    for key in _references(table):
        column, other = key.parent, key.parent.table
        if key.ondelete == "SET NULL":
            session.execute(update(other).where(column.in_(ids)).values({column.name: None}))
        elif other is not table:
            _delete_children(session, other, key, ids)
    session.execute(delete(table).where(_key(table).in_(ids)))


def _delete_children(session: Session, other: Table, key: ForeignKey, ids: Sequence[Any]) -> None:
    if len(other.primary_key.columns) == 1:
        children = session.scalars(select(_key(other)).where(key.parent.in_(ids))).all()
        if children:
            delete_tree(session, other, children)
        return
    # Rows that only connect two others: nothing refers to them.
    session.execute(delete(other).where(key.parent.in_(ids)))


def _references(table: Table) -> list[ForeignKey]:
    return [key for other in Base.metadata.tables.values() for key in other.foreign_keys if key.column.table is table]


def _key(table: Table) -> Any:
    return next(iter(table.primary_key.columns))
