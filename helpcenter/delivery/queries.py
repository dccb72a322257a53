"""Reads of the counts by day. However many events there were, a day of an organisation has one row for each kind."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, func, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from helpcenter.delivery.counts import FIELDS, Counts, make_counts
from helpcenter.events.models import DayCount
from helpcenter.organisations.models import Organisation

# Mails of which nobody knows whose they were.
NOBODY = 0


class Monday(FunctionElement[date]):
    """The first day of a day's week, found by the database: a year of days need not travel."""

    type = Date()
    inherit_cache = True


@compiles(Monday, "sqlite")
def _monday_of_sqlite(element: Monday, compiler: SQLCompiler, **options: Any) -> str:
    return f"date({compiler.process(element.clauses, **options)}, 'weekday 0', '-6 days')"


@compiles(Monday, "postgresql")
def _monday_of_postgresql(element: Monday, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST(date_trunc('week', CAST({compiler.process(element.clauses, **options)} AS TIMESTAMP)) AS DATE)"


def read_weeks(session: Session, first: date, organisation_id: int | None = None, before: date | None = None) -> dict[date, Counts]:
    """Monday → counts, since this day, until before another; of one organisation, or of all."""
    until = [] if before is None else [DayCount.day < before]
    return _read(session, Monday(DayCount.day), [DayCount.day >= first, *until, *_of(organisation_id)])


def read_days(session: Session, organisation_id: int, first: date, last: date) -> dict[date, Counts]:
    """Day → counts, of one organisation; days without mail are left out."""
    return _read(session, DayCount.day, [DayCount.day.between(first, last), *_of(organisation_id)])


def read_totals(session: Session, first: date, last: date) -> dict[int, Counts]:
    """Organisation → counts of these days; NOBODY for mails that belong to none that is known."""
    # By organisation, so that both databases walk the key from one to the next and leave the other years alone.
    join = (DayCount.organisation_id == Organisation.id) & DayCount.day.between(first, last) & DayCount.kind.in_(FIELDS)
    grouped = select(Organisation.id, DayCount.kind, func.sum(DayCount.count)).join(DayCount, join)
    found = _gather(session.execute(grouped.group_by(Organisation.id, DayCount.kind)))
    nobody = _read(session, DayCount.organisation_id, [DayCount.day.between(first, last), *_of(NOBODY)])
    return found | nobody


def has_counts(session: Session, organisation_id: int) -> bool:
    """True when at least one event of this organisation was ever counted."""
    return session.scalar(select(DayCount.day).where(*_of(organisation_id)).limit(1)) is not None


def has_counts_since(session: Session, first: date) -> bool:
    """True when any event since this day was counted."""
    return session.scalar(select(DayCount.day).where(DayCount.day >= first).limit(1)) is not None


def _of(organisation_id: int | None) -> list[ColumnElement[bool]]:
    return [] if organisation_id is None else [DayCount.organisation_id == organisation_id]


def _read(session: Session, key: Any, conditions: list[ColumnElement[bool]]) -> dict[Any, Counts]:
    query: Select[Any] = select(key, DayCount.kind, func.sum(DayCount.count)).where(DayCount.kind.in_(FIELDS), *conditions)
    return _gather(session.execute(query.group_by(key, DayCount.kind)))


def _gather(rows: Iterable[Any]) -> dict[Any, Counts]:
    found = defaultdict(list)
    for key, kind, number in rows:
        # PostgreSQL sums up to a decimal.
        found[key].append((kind, int(number)))
    return {key: make_counts(numbers) for key, numbers in found.items()}
