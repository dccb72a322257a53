"""The weeks of all organisations together that nothing can change any more: summed up once, and kept in memory.

Events are refused once they are older than they would be kept (`keep_events_days`), so the sum of an older week is final. Only a restored
database or a demo that is loaded beside a running site changes it: after an hour the sums are made again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import current_app
from sqlalchemy.orm import Session

from helpcenter.delivery.counts import Counts
from helpcenter.delivery.queries import read_weeks
from helpcenter.delivery.weeks import WEEK, monday_of, today_at

EXTENSION = "delivery_settled_weeks"
FRESH = timedelta(hours=1)


@dataclass(frozen=True)
class Settled:
    """The sums of the weeks from `first` until before `end`."""

    first: date
    end: date
    made_at: datetime
    weeks: dict[date, Counts]


class SettledWeeks:
    """Reads the weeks of all organisations; callable as read_weeks is."""

    def __init__(self, clock: Callable[[], datetime], keep_days: int) -> None:
        self.clock = clock
        self.keep_days = keep_days
        self._kept: Settled | None = None

    def __call__(self, session: Session, first: date) -> dict[date, Counts]:
        """Monday → counts, since this day."""
        now = self.clock()
        end = monday_of(today_at(now) - timedelta(days=self.keep_days)) - WEEK
        if first >= end:
            return read_weeks(session, first)
        kept = self._kept
        if kept is None or kept.first > first or kept.end != end or now - kept.made_at > FRESH:
            # One assignment: another thread sees the sums before or after, never half.
            self._kept = kept = Settled(first, end, now, read_weeks(session, first, before=end))
        old = {monday: counts for monday, counts in kept.weeks.items() if monday >= first}
        return old | read_weeks(session, end)


def the_settled_weeks() -> SettledWeeks:
    """Those of the application that answers this request."""
    found: SettledWeeks = current_app.extensions[EXTENSION]
    return found
