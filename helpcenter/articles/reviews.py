"""When an article must be read again by somebody: overdue, due soon, or not yet."""

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum

SOON = timedelta(days=30)
# What is read again holds for half a year: mail providers change their rules about as often.
MONTHS = 6


class Due(StrEnum):
    """How pressing a review is."""

    OVERDUE = "overdue"
    """Its day has passed."""
    SOON = "soon"
    """Its day comes within thirty days."""
    LATER = "later"
    """Nobody need look at it now."""


def due_on(review_on: date | None, today: date) -> Due:
    """How pressing a review is today; a text without a day is never due."""
    if review_on is None or review_on > today + SOON:
        return Due.LATER
    return Due.OVERDUE if review_on < today else Due.SOON


def next_review(today: date) -> date:
    """The same day in six months, or the last day of that month."""
    years, month = divmod(today.month - 1 + MONTHS, 12)
    # There is no 31st of February: the last day of the month stands for it.
    last = monthrange(today.year + years, month + 1)[1]
    return date(today.year + years, month + 1, min(today.day, last))
