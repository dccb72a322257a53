"""The counts by day and by week: what pictures are drawn from, and what stays when the events themselves are deleted."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from operator import attrgetter

from sqlalchemy.orm import Session

from helpcenter.events.event import EventKind, StoredEvent
from helpcenter.events.fields import NAME_LENGTH
from helpcenter.events.models import DayCount, EventArrival, WeekCount
from helpcenter.events.rows import add_counts
from helpcenter.i18n.formats import HOUSE_ZONE

NOBODY = 0
"""Stands for the organisation in the counts where nobody knows whose mail it was."""
EVERYBODY = -1
"""Stands for all organisations together, and for nobody's mails with them, in the counts by week."""
# The columns of the counts by week, in their order.
PLACES = {kind: place for place, kind in enumerate(("sent", "delivered", "temporary", "permanent", "blocked", "complaint"))}
ADD_WEEK = ", ".join(f"{kind} = event_week_counts.{kind} + excluded.{kind}" for kind in PLACES)
# The words of the kinds without their property: these are read for each of very many events.
WHAT = attrgetter("event.provider", "event.kind._value_", "event.detail")
# Organisation, day of the house's clock, word of the kind.
Cell = tuple[int, date, str]


def count_by_day(stored: Sequence[StoredEvent]) -> Counter[Cell]:
    """Count each of these events once, on the day of the house's clock on which it happened."""
    return Counter([(each.organisation_id or NOBODY, _day_of(each.event.happened_at), each.event.kind._value_) for each in stored])


def add_to_day_counts(session: Session, cells: Mapping[Cell, int]) -> None:
    """Add these numbers to the days."""
    rows = [(*cell, count) for cell, count in sorted(cells.items())]
    add_counts(session, DayCount, rows, "count = event_day_counts.count + excluded.count")


def add_to_week_counts(session: Session, cells: Mapping[Cell, int]) -> None:
    """Add the same numbers to their weeks, and to those of all organisations together."""
    weeks = defaultdict[tuple[int, date], list[int]](lambda: [0] * len(PLACES))
    for (number, day, kind), count in cells.items():
        place = PLACES.get(kind)
        if place is not None:
            monday = _monday_of(day)
            weeks[number, monday][place] += count
            weeks[EVERYBODY, monday][place] += count
    add_counts(session, WeekCount, [(*key, *numbers) for key, numbers in sorted(weeks.items())], ADD_WEEK)


def add_to_arrivals(session: Session, stored: Sequence[StoredEvent], now: datetime) -> None:
    """Count what came in today, by provider: staff see from it whether events arrive at all."""
    day = _day_of(now)
    arrived = Counter[tuple[str, date, str, str]]()
    for (provider, kind, detail), count in Counter(map(WHAT, stored)).items():
        arrived[provider, day, kind, detail[:NAME_LENGTH] if kind == EventKind.IGNORED else ""] += count
    rows = [(*cell, count, now) for cell, count in sorted(arrived.items())]
    add_counts(session, EventArrival, rows, "count = event_arrivals.count + excluded.count, last_at = excluded.last_at")


def _day_of(moment: datetime) -> date:
    return _day_of_hour(int(moment.timestamp()) // 3600)


@lru_cache(maxsize=4096)
def _day_of_hour(hour: int) -> date:
    # A day of the house's zone begins at a whole hour: one look at the zone serves all events of that hour.
    return datetime.fromtimestamp(hour * 3600, HOUSE_ZONE).date()


@lru_cache(maxsize=1024)
def _monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())
