"""The organisations beside each other, those whose mails surely fail the most first."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from helpcenter.delivery.comparing import sure_failures, sure_share
from helpcenter.delivery.picture import Period, recent_period
from helpcenter.delivery.queries import read_totals
from helpcenter.delivery.weeks import YEAR
from helpcenter.events.counting import NOBODY
from helpcenter.organisations.models import Organisation
from helpcenter.organisations.queries import list_organisations

# Where Amazon SES begins to review an account: 5 % of errors, 0.1 % of reports as spam
# (https://docs.aws.amazon.com/ses/latest/dg/reputationdashboard-messages.html). Here only what is beyond chance.
MANY_FAILURES = 0.05
MANY_REPORTS = 0.001


@dataclass(frozen=True)
class Row:
    """One organisation; None: mails of which nobody knows whose they were."""

    organisation: Organisation | None
    period: Period

    @property
    def is_worrying(self) -> bool:
        """True when surely more fails, or is reported, than a provider tolerates."""
        counts = self.period.counts
        # Some providers tell of reports and not of arrivals: a share above one would mean nothing.
        reports = sure_share(min(counts.complaints, counts.delivered), counts.delivered)
        return sure_failures(counts) > MANY_FAILURES or reports > MANY_REPORTS


def rank(session: Session, today: date) -> list[Row]:
    """All that had mails in the last four full weeks, the worst first."""
    first, last = recent_period(today)
    now, before = read_totals(session, first, last), read_totals(session, first - YEAR, last - YEAR)
    known: dict[int, Organisation | None] = {each.id: each for each in list_organisations(session)}
    known[NOBODY] = None
    # Counts outlive an organisation that has left: it is no row here any more.
    rows = [Row(known[key], Period(first, last, counts, before.get(key))) for key, counts in now.items() if key in known]
    return sorted(rows, key=_badness)


def _badness(row: Row) -> tuple[float, int]:
    counts = row.period.counts
    return -sure_failures(counts), -counts.mails
