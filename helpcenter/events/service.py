"""Takes in events: each is stored once, counted once, and told once to the rooms above, all in the caller's transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from operator import attrgetter

from sqlalchemy.orm import Session

from helpcenter.db.clock import Clock
from helpcenter.events.counting import add_to_arrivals, add_to_day_counts, add_to_week_counts, count_by_day
from helpcenter.events.event import Event, EventsReceived, StoredEvent
from helpcenter.events.ownership import Owners
from helpcenter.events.rows import insert_new

Publish = Callable[[Session, object], None]
KEEP_DAYS = 90
ORDER = attrgetter("happened_at", "provider", "key")


@dataclass(frozen=True)
class Stored:
    """How many events were new, how many were here before, and how many happened so long ago that they are not kept any more."""

    new: int
    known: int
    too_old: int = 0


def store(session: Session, events: Sequence[Event], clock: Clock, publish: Publish, keep_days: int = KEEP_DAYS) -> Stored:
    """Store what is new, count it by day, publish one EventsReceived; the same events again change nothing."""
    now = clock()
    # What retention deleted is unknown again: taken in a second time, it would be counted twice.
    oldest = now - timedelta(days=keep_days)
    fresh = [each if each.happened_at <= now else _not_later(each, now) for each in events if each.happened_at >= oldest]
    # In one order everywhere, so that two receivers of the same events cannot wait for each other; and numbered as time went.
    ordered = sorted({(each.provider, each.key): each for each in fresh}.values(), key=ORDER)
    stored = _insert(session, ordered)
    cells = count_by_day(stored)
    add_to_day_counts(session, cells)
    if stored:
        publish(session, EventsReceived(tuple(stored)))
    # Last: every receiver adds to these few rows, and whoever comes second waits for the end of this transaction.
    add_to_week_counts(session, cells)
    add_to_arrivals(session, stored, now)
    return Stored(new=len(stored), known=len(fresh) - len(stored), too_old=len(events) - len(fresh))


def _insert(session: Session, events: Sequence[Event]) -> list[StoredEvent]:
    owners = Owners(session, events)
    return insert_new(session, list(map(StoredEvent, events, map(owners.find, events))))


def _not_later(event: Event, now: datetime) -> Event:
    # Clocks differ; an event from the future would never be deleted and would spoil every "last seen".
    return replace(event, happened_at=now)
