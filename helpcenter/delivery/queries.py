"""Reads of the counts by week and by day. However many events there were, a week of an organisation is one row."""

from collections import defaultdict
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpcenter.delivery.counts import FIELDS, Counts
from helpcenter.delivery.weeks import monday_of
from helpcenter.events.counting import EVERYBODY, NOBODY
from helpcenter.events.models import DayCount, WeekCount
from helpcenter.organisations.models import Organisation

# In the order of Counts.
NUMBERS = (WeekCount.sent, WeekCount.delivered, WeekCount.temporary, WeekCount.permanent, WeekCount.blocked, WeekCount.complaint)


def read_weeks(session: Session, first: date, organisation_id: int | None = None) -> dict[date, Counts]:
    """Monday → counts, since the week of this day; of one organisation, or of all together."""
    # All together are rows of their own: no page adds up organisations (docs/decisions/0030).
    whose = EVERYBODY if organisation_id is None else organisation_id
    query = select(WeekCount.monday, *NUMBERS).where(WeekCount.organisation_id == whose, WeekCount.monday >= monday_of(first))
    return {monday: Counts(*numbers) for monday, *numbers in session.execute(query)}


def read_days(session: Session, organisation_id: int, first: date, last: date) -> dict[date, Counts]:
    """Day → counts, of one organisation; days without mail are left out."""
    # Put side by side by the database: a day has one row for each kind, and each row that travels costs.
    numbers = (func.coalesce(func.max(DayCount.count).filter(DayCount.kind == kind), 0) for kind in FIELDS)
    query = select(DayCount.day, *numbers).where(DayCount.organisation_id == organisation_id, DayCount.day.between(first, last))
    found = session.execute(query.where(DayCount.kind.in_(FIELDS)).group_by(DayCount.day))
    return {day: Counts(*each) for day, *each in found}


def read_totals(session: Session, first: date, last: date) -> dict[int, Counts]:
    """Organisation → counts of the weeks that begin within these days; NOBODY for mails that belong to none that is known."""
    within = WeekCount.monday.between(first, last)
    # By organisation, so that both databases walk the key from one to the next and leave the other years alone.
    known = select(Organisation.id, *NUMBERS).join(WeekCount, (WeekCount.organisation_id == Organisation.id) & within)
    nobodys = select(WeekCount.organisation_id, *NUMBERS).where(WeekCount.organisation_id == NOBODY, within)
    found = defaultdict(list)
    for number, *numbers in (*session.execute(known), *session.execute(nobodys)):
        found[number].append(numbers)
    return {number: Counts(*map(sum, zip(*weeks, strict=True))) for number, weeks in found.items()}


def has_counts(session: Session, organisation_id: int) -> bool:
    """True when at least one event of this organisation was ever counted."""
    return session.scalar(select(DayCount.day).where(DayCount.organisation_id == organisation_id).limit(1)) is not None


def has_counts_since(session: Session, first: date) -> bool:
    """True when any event since this day was counted."""
    return session.scalar(select(DayCount.day).where(DayCount.day >= first).limit(1)) is not None
