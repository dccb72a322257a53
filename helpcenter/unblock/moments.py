"""When something about a case is told: in the morning of a working day, or soon but not one mail for each case."""

from datetime import date, datetime, time, timedelta

from helpcenter.i18n.formats import HOUSE_ZONE, house_day
from helpcenter.i18n.working_days import add_working_days, next_working_day

# The organisation is reminded a week and three weeks after it became its turn; the codes of a family die after thirty days.
REMINDER_DAYS = (7, 21)
QUIET_DAYS = 7
PROVIDER_WORKING_DAYS = 3
# What happens within a quarter of an hour is told together: staff close twenty requests at once.
TOGETHER = timedelta(minutes=15)
MORNING = time(8, 0)


def reminder_moments(since: datetime) -> tuple[datetime, ...]:
    """When an organisation is reminded of what waits for it since this moment."""
    return tuple(morning_after(since, days) for days in REMINDER_DAYS)


def quiet_moment(done_at: datetime) -> datetime:
    """When a week without a new alert has passed."""
    return morning_after(done_at, QUIET_DAYS)


def provider_moment(asked_on: date) -> datetime:
    """When the provider has had its time to answer."""
    return morning_of(add_working_days(asked_on, PROVIDER_WORKING_DAYS))


def end_moment(last_day: date) -> datetime:
    """When a block whose last day this is has ended."""
    return morning_of(last_day + timedelta(days=1))


def news_moment(now: datetime) -> datetime:
    """The next full quarter of an hour."""
    return now + TOGETHER - timedelta(seconds=now.timestamp() % TOGETHER.total_seconds())


def morning_after(moment: datetime, days: int) -> datetime:
    """The morning of the first working day that lies at least so many days after this moment's."""
    return morning_of(next_working_day(house_day(moment) + timedelta(days=days)))


def morning_of(day: date) -> datetime:
    """The hour at which offices open."""
    return datetime.combine(day, MORNING, HOUSE_ZONE)
