"""Demo data: two years of invented counts by day for the demo organisations; the same for the same day, whenever it is loaded."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.delivery.counts import FIELDS, Counts
from helpcenter.delivery.weeks import monday_of
from helpcenter.events.counting import Cell, add_to_day_counts, add_to_week_counts
from helpcenter.events.models import DayCount
from helpcenter.i18n.working_days import is_working_day, next_working_day
from helpcenter.organisations.queries import find_organisation

DAYS = 2 * 364 + 60
# A year ago, in half a year, now: addresses are put right little by little.
YEAR_DAYS = 364


@dataclass(frozen=True)
class Habits:
    """How an invented organisation writes, and how its addresses fare."""

    daily: int
    # Once a month, to everybody: on or after this day.
    monthly: int
    monthly_day: int
    # Shares of a mail that fails: permanent, temporary, blocked; a year ago, and now.
    then: tuple[float, float, float]
    now: tuple[float, float, float]
    # One newsletter to everybody, three weeks ago; 0: none.
    newsletter: int = 0


HABITS = {
    "centre-social-demo": Habits(16, 150, 25, (0.045, 0.02, 0.035), (0.01, 0.01, 0.006)),
    "mairie-demo": Habits(38, 410, 5, (0.012, 0.012, 0.008), (0.014, 0.013, 0.012), newsletter=1450),
}
# Twelve months, from January: the summer is quiet, September is not.
SEASON = (1.0, 1.0, 1.0, 0.9, 1.0, 1.3, 0.7, 0.15, 2.4, 1.2, 1.0, 0.7)


def load_counts(session: Session, today: date) -> None:
    """Fill the days before today that have no counts yet."""
    for slug in HABITS:
        organisation = find_organisation(session, slug)
        if organisation is not None:
            _fill(session, organisation.id, slug, today)


def invent_day(slug: str, day: date, today: date) -> Counts:
    """What an organisation's mails of a day became."""
    habits, chance = HABITS[slug], Random(f"{slug} {day.isoformat()}")  # noqa: S311 (invented data, the same each time)
    spike = newsletter_day(today) if habits.newsletter else None
    number = habits.newsletter if day == spike else _volume(habits, day, chance)
    return _outcomes(number, _shares(habits, day, today, spike), chance, is_spike=day == spike)


def newsletter_day(today: date) -> date:
    """The Thursday three weeks before this one."""
    return next_working_day(monday_of(today) - timedelta(days=18))


def _volume(habits: Habits, day: date, chance: Random) -> int:
    if not is_working_day(day):
        return int(chance.random() < 0.2)
    usual = habits.daily * SEASON[day.month - 1] * chance.uniform(0.6, 1.4)
    is_monthly = day == next_working_day(day.replace(day=habits.monthly_day)) and day.month != 8
    return round(usual) + (round(habits.monthly * chance.uniform(0.94, 1.06)) if is_monthly else 0)


def _shares(habits: Habits, day: date, today: date, spike: date | None) -> tuple[float, float, float]:
    age = min(1.0, (today - day).days / YEAR_DAYS)
    permanent, temporary, blocked = (now + (then - now) * age for then, now in zip(habits.then, habits.now, strict=True))
    # What reports and blocks followed the newsletter fades within weeks.
    after = (day - spike).days if spike and day >= spike else -1
    return permanent, temporary, blocked + (0.06 * 0.93**after if after >= 0 else 0)


def _outcomes(number: int, shares: tuple[float, float, float], chance: Random, *, is_spike: bool) -> Counts:
    permanent, temporary, blocked = (_some(number, share, chance) for share in shares)
    temporary += _some(number, 0.03, chance) if is_spike else 0
    # On a day of few mails the invented failures may be more than there were mails.
    delivered = max(0, number - permanent - temporary - blocked)
    complaints = _some(delivered, 0.006 if is_spike else 0.0006, chance)
    return Counts(number, delivered, temporary, permanent, blocked, complaints)


def _some(number: int, share: float, chance: Random) -> int:
    return sum(chance.random() < share for _each in range(number))


def _fill(session: Session, organisation_id: int, slug: str, today: date) -> None:
    known = set(session.scalars(select(DayCount.day).where(DayCount.organisation_id == organisation_id)))
    days = (today - timedelta(days=back) for back in range(1, DAYS + 1))
    cells = dict(cell for day in days if day not in known for cell in _cells(organisation_id, day, invent_day(slug, day, today)))
    add_to_day_counts(session, cells)
    add_to_week_counts(session, cells)


def _cells(organisation_id: int, day: date, counts: Counts) -> Iterator[tuple[Cell, int]]:
    # A mail that the provider blocks is never handed over.
    counts = replace(counts, sent=max(0, counts.sent - counts.blocked))
    for kind, name in FIELDS.items():
        number = getattr(counts, name)
        if number:
            yield (organisation_id, day, kind.value), number
