"""The pace check: is a mailing a spike beside what an organisation usually sends, and how to spread it.

What is known (article volume-spikes, section two-ways): mailbox providers see a large rise from one mailing to the next as a spike.
No provider says how large. The one figure that a provider publishes is Google's, in its guidelines for senders: "immediately doubling
previously sent volumes suddenly could result in rate limiting or reputation drops" (https://support.google.com/a/answer/81126).
So twice the usual is where the warning begins. Everything else here is our choice, and the page says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from helpcenter.delivery.counts import Counts

# What mailbox providers can have learned to expect; three months hold each monthly mailing.
HISTORY_DAYS = 84
# A level counts as usual once it was reached on so many days: one exceptional day is not a habit.
HABIT = 2
DOUBLE = 2
# Our choice: below this, a mailing is never called a spike, whatever is usual.
SMALL = 50


class Verdict(StrEnum):
    """What a mailing is beside the usual."""

    USUAL = "usual"
    RISE = "rise"
    """More than usual, less than double."""
    SPIKE = "spike"
    UNKNOWN = "unknown"
    """No mails are known to compare with."""


@dataclass(frozen=True)
class Usual:
    """What an organisation sends: `large` is its usual large mailing, `middle` its day in the middle, of days with mails."""

    days: Mapping[date, int]
    first: date
    last: date

    @property
    def is_known(self) -> bool:
        """True when there is something to compare with."""
        return len(self.days) >= HABIT

    @property
    def large(self) -> int:
        """The level reached on at least two days."""
        # The second largest day: the largest may have been the exception that is asked about.
        return sorted(self.days.values())[-HABIT] if self.is_known else 0

    @property
    def middle(self) -> int:
        """Half of the days with mails had at most so many."""
        sizes = sorted(self.days.values())
        return sizes[(len(sizes) - 1) // 2] if sizes else 0

    @property
    def limit(self) -> int:
        """Above this, a day is called a spike."""
        return max(SMALL, DOUBLE * self.large)


def make_usual(days: Mapping[date, Counts], today: date) -> Usual:
    """From the counts of the last twelve weeks; today is not over."""
    first, last = history_of(today)
    return Usual({day: counts.mails for day, counts in days.items() if first <= day <= last and counts.mails}, first, last)


def history_of(today: date) -> tuple[date, date]:
    """The first and last day looked at."""
    return today - timedelta(days=HISTORY_DAYS), today - timedelta(days=1)


def judge(recipients: int, usual: Usual) -> Verdict:
    """A mailing to so many on one day, beside the usual."""
    if not usual.is_known:
        return Verdict.UNKNOWN
    if recipients > usual.limit:
        return Verdict.SPIKE
    return Verdict.RISE if recipients > max(SMALL, usual.large) else Verdict.USUAL
