"""The delivery picture: what became of the mails week by week, each week beside the same one a year earlier. Start here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from helpcenter.delivery.comparing import Trend, compare
from helpcenter.delivery.counts import Counts, add_up
from helpcenter.delivery.queries import read_weeks
from helpcenter.delivery.weeks import WEEK, YEAR, full_weeks, monday_of

# Three months, half a year, a year.
SPANS = (13, 26, 52)
USUAL_SPAN = 26
# The weeks of which the sentence at the top tells: enough mails to mean something, few enough to be today's.
RECENT = 4


@dataclass(frozen=True)
class Week:
    """One week; `before` is the same week a year earlier, None when nothing had been counted by then."""

    monday: date
    counts: Counts
    before: Counts | None

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + timedelta(days=6)


@dataclass(frozen=True)
class Period:
    """Several weeks together, beside the same ones a year earlier."""

    first: date
    last: date
    counts: Counts
    before: Counts | None

    @property
    def trend(self) -> Trend:
        """Whether more arrived than a year earlier."""
        return compare(self.counts, self.before)


@dataclass(frozen=True)
class Picture:
    """The whole page: full weeks, the oldest first; the week that is not over stands apart."""

    weeks: tuple[Week, ...]
    current: Week
    recent: Period
    # The first week with an event, as far back as was looked; None: never one.
    begins: date | None

    @property
    def total(self) -> Counts:
        """All full weeks together."""
        return add_up(week.counts for week in self.weeks)

    @property
    def busiest(self) -> Week:
        """The week with the most mails, the latest of several."""
        return max(self.weeks, key=lambda week: (week.counts.mails, week.monday))


def read_picture(session: Session, today: date, organisation_id: int | None, span: int = USUAL_SPAN) -> Picture:
    """The picture of one organisation; None: of all together."""
    mondays = [*full_weeks(today, span), monday_of(today)]
    found = read_weeks(session, mondays[0] - YEAR, organisation_id)
    begins = min(found, default=None)
    weeks = [_week(found, begins, monday) for monday in mondays]
    # The last one is the running week: it stands in no sum (docs/decisions/0030).
    return Picture(tuple(weeks[:-1]), weeks[-1], _together(weeks[-1 - RECENT : -1]), begins)


def read_recent(session: Session, today: date, organisation_id: int) -> Period:
    """Only what the sentence at the top tells, of one organisation."""
    # As the page reads it, which looks further back: only so do both know whether anything was counted a year earlier.
    return read_picture(session, today, organisation_id).recent


def recent_period(today: date) -> tuple[date, date]:
    """First and last day of the weeks of which the sentence at the top tells."""
    this = monday_of(today)
    return this - WEEK * RECENT, this - timedelta(days=1)


def _week(found: Mapping[date, Counts], begins: date | None, monday: date) -> Week:
    before = monday - YEAR
    return Week(monday, found.get(monday, Counts()), found.get(before, Counts()) if begins and before >= begins else None)


def _together(weeks: list[Week]) -> Period:
    before = [week.before for week in weeks if week.before is not None]
    # Half a period would look like a bad year.
    earlier = add_up(before) if len(before) == len(weeks) else None
    return Period(weeks[0].monday, weeks[-1].sunday, add_up(week.counts for week in weeks), earlier)
