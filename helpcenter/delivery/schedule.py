"""Spreads a large mailing over working days: a group a day, none larger than usual in the first week, growing slowly in those after."""

from dataclasses import dataclass
from datetime import date, timedelta

from helpcenter.delivery.pace import SMALL, Usual
from helpcenter.i18n.working_days import add_working_days, is_working_day, next_working_day

# A working week of equal groups. A mailing that takes longer grows by half from week to week: well below the double that Google warns of.
STEP_DAYS = 5
GROWTH = 1.5
# Without any known mails: four days, as in the article's drawing.
BLIND_DAYS = 4


@dataclass(frozen=True)
class Group:
    """One day's part."""

    number: int
    day: date
    recipients: int


@dataclass(frozen=True)
class Schedule:
    """The groups in their order; `grows` when they become larger; `is_late` when the last day that was asked for cannot be kept."""

    groups: tuple[Group, ...]
    grows: bool
    is_late: bool = False

    @property
    def last(self) -> date:
        """The day of the last group."""
        return self.groups[-1].day

    @property
    def is_long(self) -> bool:
        """True when it takes more than two weeks."""
        return len(self.groups) > 2 * STEP_DAYS

    @property
    def largest(self) -> int:
        """The largest group."""
        return max(group.recipients for group in self.groups)


def spread(recipients: int, day: date, usual: Usual, until: date | None = None) -> Schedule:
    """The suggested schedule; with a last day that cannot be kept, the same schedule, marked as late."""
    # Never less than what is no spike anyway: fifty a day would make nobody suspicious.
    sizes = split(recipients, max(SMALL, usual.large)) if usual.is_known else equal_parts(recipients, BLIND_DAYS)
    days = working_days(day, len(sizes))
    groups = tuple(Group(number, each, size) for number, (each, size) in enumerate(zip(days, sizes, strict=True), 1))
    return Schedule(groups, grows=sizes[-1] > sizes[0] + 1, is_late=bool(until and days[-1] > until))


def split(recipients: int, level: int) -> list[int]:
    """The sizes of the groups: equal ones of at most this level in the first week, half as large again in each following."""
    number = -(-recipients // level)
    return equal_parts(recipients, number) if number <= STEP_DAYS else growing_parts(recipients, level)


def equal_parts(recipients: int, number: int) -> list[int]:
    """Groups that differ by one at most, the larger ones first."""
    size, more = divmod(recipients, min(number, recipients))
    return [size + (place < more) for place in range(min(number, recipients))]


def growing_parts(recipients: int, level: int) -> list[int]:
    """Groups that begin with at most this level and grow from week to week; none is left with a small rest."""
    weights: list[float] = []
    while level * sum(weights) < recipients:
        weights.append(GROWTH ** (len(weights) // STEP_DAYS))
    scale = recipients / sum(weights)
    # Sums are rounded, not parts: so the groups together are exactly all recipients.
    ends = [round(scale * sum(weights[: place + 1])) for place in range(len(weights))]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def working_days(first: date, number: int) -> list[date]:
    """So many days on which offices are open, from this day on."""
    days = [next_working_day(first)]
    while len(days) < number:
        days.append(add_working_days(days[-1], 1))
    return days


def latest_start(number: int, until: date) -> date:
    """The last day on which so many groups can begin and be sent by then."""
    day = until
    while number:
        # A working day counts as one, any other as nought.
        number -= is_working_day(day)
        day -= timedelta(days=1)
    return day + timedelta(days=1)
