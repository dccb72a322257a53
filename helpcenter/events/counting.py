"""The counts by day: what pictures are drawn from, and what stays when the events themselves are deleted."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from helpcenter.db.upserts import insert_into
from helpcenter.events.event import EventKind, StoredEvent
from helpcenter.events.models import DayCount
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
