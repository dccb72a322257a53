"""The organisations beside each other, those whose mails surely fail the most first."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from helpcenter.delivery.comparing import ENOUGH, sure_failures
from helpcenter.delivery.picture import Period, recent_period
from helpcenter.delivery.queries import NOBODY, read_totals
from helpcenter.delivery.weeks import YEAR
from helpcenter.organisations.models import Organisation
from helpcenter.organisations.queries import list_organisations

# Two in a hundred, for sure: below that, addresses of people who moved explain it.
WORRYING = 0.02


@dataclass(frozen=True)
class Row:
    """One organisation; None: mails of which nobody knows whose they were."""

    organisation: Organisation | None
    period: Period

    @property
    def is_worrying(self) -> bool:
        """True when more than chance fails."""
        return self.period.counts.known >= ENOUGH and sure_failures(self.period.counts) > WORRYING


def rank(session: Session, today: date) -> list[Row]:
    """All that had mails in the last four full weeks, the worst first."""
    first, last = recent_period(today)
    now, before = read_totals(session, first, last), read_totals(session, first - YEAR, last - YEAR)
    known: dict[int, Organisation | None] = {each.id: each for each in list_organisations(session)}
    known[NOBODY] = None
    rows = [Row(known[key], Period(first, last, counts, before.get(key))) for key, counts in now.items() if key in known]
    return sorted(rows, key=_badness)


def _badness(row: Row) -> tuple[float, int]:
    counts = row.period.counts
    return -sure_failures(counts), -counts.mails
