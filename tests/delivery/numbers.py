"""Counts by day, made in one call."""

from datetime import date

from sqlalchemy.orm import Session

from helpcenter.events.counting import add_to_day_counts, add_to_week_counts
from helpcenter.events.event import EventKind
from helpcenter.organisations.models import Organisation

# The clock of the tests stands on Monday, 2 November 2026; the last full week began a week before.
TODAY = date(2026, 11, 2)
LAST_WEEK = date(2026, 10, 26)
A_YEAR_EARLIER = date(2025, 10, 27)


def add_counts(session: Session, organisation: Organisation | None, day: date, **numbers: int) -> None:
    """`delivered=97, permanent=3`: so many events of each kind on this day."""
    number = organisation.id if organisation else 0
    cells = {(number, day, EventKind(kind).value): count for kind, count in numbers.items()}
    add_to_day_counts(session, cells)
    add_to_week_counts(session, cells)
