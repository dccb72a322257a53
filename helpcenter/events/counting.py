"""The counts by day: what pictures are drawn from, and what stays when the events themselves are deleted."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from helpcenter.db.upserts import insert_into
from helpcenter.events.event import EventKind, StoredEvent
from helpcenter.events.fields import NAME_LENGTH
from helpcenter.events.models import DayCount, EventArrival
from helpcenter.i18n.formats import HOUSE_ZONE

NOBODY = 0
"""Stands for the organisation in the counts where nobody knows whose mail it was."""


def add_to_day_counts(session: Session, stored: Sequence[StoredEvent]) -> None:
    """Count each of these events once, on the day of the house's clock on which it happened."""
    # In one order everywhere: two receivers that wait for each other's rows would end in a deadlock.
    for (number, day, kind), count in sorted(Counter(map(_cell, stored)).items()):
        statement = insert_into(session, DayCount).values(organisation_id=number, day=day, kind=kind, count=count)
        keys = [DayCount.organisation_id, DayCount.day, DayCount.kind]
        session.execute(statement.on_conflict_do_update(index_elements=keys, set_={"count": DayCount.count + statement.excluded.count}))


def _cell(stored: StoredEvent) -> tuple[int, date, EventKind]:
    day = stored.event.happened_at.astimezone(HOUSE_ZONE).date()
    return stored.organisation_id or NOBODY, day, stored.event.kind


def add_to_arrivals(session: Session, stored: Sequence[StoredEvent], now: datetime) -> None:
    """Count what came in today, by provider: staff see from it whether events arrive at all."""
    day = now.astimezone(HOUSE_ZONE).date()
    arrived = Counter((each.event.provider, each.event.kind, _name(each)) for each in stored)
    keys = [EventArrival.provider, EventArrival.day, EventArrival.kind, EventArrival.name]
    for (provider, kind, name), count in sorted(arrived.items()):
        values = {"provider": provider, "day": day, "kind": kind, "name": name, "count": count, "last_at": now}
        statement = insert_into(session, EventArrival).values(**values)
        more = {"count": EventArrival.count + statement.excluded.count, "last_at": now}
        session.execute(statement.on_conflict_do_update(index_elements=keys, set_=more))


def _name(stored: StoredEvent) -> str:
    return stored.event.detail[:NAME_LENGTH] if stored.event.kind is EventKind.IGNORED else ""
