"""Weeks, from Monday to Sunday, on the house's clock."""

from collections.abc import Iterator
from datetime import date, timedelta

WEEK = timedelta(weeks=1)
# The same week a year earlier: as many weekdays, and the same season.
YEAR = timedelta(weeks=52)


def monday_of(day: date) -> date:
    """The first day of the week that holds this day."""
    return day - timedelta(days=day.weekday())


def full_weeks(today: date, number: int) -> Iterator[date]:
    """The Mondays of the last weeks that are over, the oldest first."""
    this = monday_of(today)
    return (this - WEEK * back for back in range(number, 0, -1))
