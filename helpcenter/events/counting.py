"""The counts by day: what pictures are drawn from, and what stays when the events themselves are deleted."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy.orm import Session

from helpcenter.events.event import EventKind, StoredEvent
from helpcenter.events.fields import NAME_LENGTH
from helpcenter.events.models import DayCount, EventArrival
from helpcenter.events.rows import add_counts
from helpcenter.i18n.formats import HOUSE_ZONE

NOBODY = 0
"""Stands for the organisation in the counts where nobody knows whose mail it was."""


def add_to_day_counts(session: Session, stored: Sequence[StoredEvent]) -> None:
    """Count each of these events once, on the day of the house's clock on which it happened."""
    cells = Counter((each.organisation_id or NOBODY, _day_of(each.event.happened_at), each.event.kind.value) for each in stored)
    rows = [(number, day, kind, count) for (number, day, kind), count in sorted(cells.items())]
    add_counts(session, DayCount, rows, "count = event_day_counts.count + excluded.count")


def add_to_arrivals(session: Session, stored: Sequence[StoredEvent], now: datetime) -> None:
    """Count what came in today, by provider: staff see from it whether events arrive at all."""
    day = _day_of(now)
    arrived = Counter((each.event.provider, day, each.event.kind.value, _name(each)) for each in stored)
    rows = [(*cell, count, now) for cell, count in sorted(arrived.items())]
    add_counts(session, EventArrival, rows, "count = event_arrivals.count + excluded.count, last_at = excluded.last_at")


def _day_of(moment: datetime) -> date:
    return _day_of_hour(int(moment.timestamp()) // 3600)


@lru_cache(maxsize=4096)
def _day_of_hour(hour: int) -> date:
    # A day of the house's zone begins at a whole hour: one look at the zone serves all events of that hour.
    return datetime.fromtimestamp(hour * 3600, HOUSE_ZONE).date()


def _name(stored: StoredEvent) -> str:
    return stored.event.detail[:NAME_LENGTH] if stored.event.kind is EventKind.IGNORED else ""
