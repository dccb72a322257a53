"""What arrives, put together for staff: does each provider still call, how much of what came in, what was of no use."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from helpcenter.events.event import EventKind
from helpcenter.events.models import EventArrival
from helpcenter.events.provider import Provider
from helpcenter.events.queries import LastArrival
from helpcenter.i18n.formats import house_day

DAYS = 14
# Town halls rest on two days of the week; on the third, somebody writes to families.
SILENT_AFTER = timedelta(days=3)


@dataclass(frozen=True)
class Arrivals:
    """One provider: whether it may call, when it last did."""

    provider: Provider
    is_expected: bool
    last_at: datetime | None
    count: int
    is_silent: bool


@dataclass
class ArrivalDay:
    """What came in on one day."""

    day: date
    counts: Counter[EventKind] = field(default_factory=Counter)


@dataclass(frozen=True)
class Picture:
    """All of it; days without events are there with nothing."""

    providers: tuple[Arrivals, ...]
    days: tuple[ArrivalDay, ...]
    ignored: tuple[tuple[str, int], ...]
    kinds: tuple[EventKind, ...]

    @property
    def total(self) -> int:
        """How many events of use came in."""
        return sum(count for each in self.days for kind, count in each.counts.items() if kind is not EventKind.IGNORED)


def draw(
    providers: Mapping[str, Provider],
    expected: Mapping[str, object],
    arrivals: Sequence[EventArrival],
    last: Sequence[LastArrival],
    now: datetime,
) -> Picture:
    """The picture of the last days; `arrivals` begins with the first of them."""
    lasts = {each.provider: each.at for each in last}
    counts = Counter(dict.fromkeys(providers, 0))
    for each in arrivals:
        counts[each.provider] += each.count
    shown = [each for each in providers.values() if each.id in expected or each.id in lasts]
    states = tuple(_state(each, each.id in expected, lasts.get(each.id), counts[each.id], now) for each in shown)
    ignored = Counter[str]()
    for each in arrivals:
        if each.kind is EventKind.IGNORED:
            ignored[each.name] += each.count
    present = {each.kind for each in arrivals}
    return Picture(states, _days(arrivals, now), tuple(ignored.most_common(20)), tuple(kind for kind in EventKind if kind in present))


def _state(provider: Provider, is_expected: bool, last_at: datetime | None, count: int, now: datetime) -> Arrivals:
    return Arrivals(provider, is_expected, last_at, count, is_expected and (last_at is None or now - last_at > SILENT_AFTER))


def _days(arrivals: Sequence[EventArrival], now: datetime) -> tuple[ArrivalDay, ...]:
    first = first_day(now)
    days = {first + timedelta(days=number): ArrivalDay(first + timedelta(days=number)) for number in range(DAYS)}
    for each in arrivals:
        if each.day in days:
            days[each.day].counts[each.kind] += each.count
    return tuple(sorted(days.values(), key=lambda each: each.day, reverse=True))


def first_day(now: datetime) -> date:
    """The first day that is shown, on the house's clock."""
    return house_day(now) - timedelta(days=DAYS - 1)
