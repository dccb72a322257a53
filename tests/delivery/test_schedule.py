"""The schedule: everybody once, on working days, never a jump."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from helpcenter.delivery.counts import Counts
from helpcenter.delivery.pace import SMALL, Usual, make_usual
from helpcenter.delivery.schedule import STEP_DAYS, latest_start, spread, working_days
from helpcenter.i18n.working_days import is_working_day
from tests.delivery.numbers import TODAY

MONDAY = date(2026, 12, 7)


def usual(level: int) -> Usual:
    return make_usual({TODAY - timedelta(days=back): Counts(delivered=level) for back in (1, 2, 3)}, TODAY)


@given(st.integers(1, 1_000_000), st.integers(1, 5_000), st.dates(date(2026, 11, 2), date(2027, 11, 2)))
def test_everybody_is_written_to_once_on_working_days_and_no_day_is_a_jump(recipients: int, level: int, day: date) -> None:
    groups = spread(recipients, day, usual(level)).groups
    assert sum(group.recipients for group in groups) == recipients
    assert all(group.recipients > 0 and is_working_day(group.day) and group.day >= day for group in groups)
    assert len({group.day for group in groups}) == len(groups)
    assert all(group.recipients <= max(SMALL, level) + 1 for group in groups[:STEP_DAYS])
    assert all(later.recipients <= 1.5 * earlier.recipients + 2 for earlier, later in pairwise(groups))


def test_a_mailing_of_a_week_has_equal_groups() -> None:
    schedule = spread(1_000, MONDAY, usual(300))
    assert [group.recipients for group in schedule.groups] == [250] * 4
    assert [group.day.day for group in schedule.groups] == [7, 8, 9, 10]
    assert not schedule.grows
    assert not schedule.is_long


def test_a_longer_one_grows_from_week_to_week() -> None:
    schedule = spread(6_000, MONDAY, usual(500))
    assert [group.recipients for group in schedule.groups] == [480] * 5 + [720] * 5
    assert schedule.grows
    assert spread(60_000, MONDAY, usual(500)).is_long


def test_without_known_mails_the_groups_are_those_of_the_article() -> None:
    schedule = spread(10, MONDAY, make_usual({}, TODAY))
    assert [group.recipients for group in schedule.groups] == [3, 3, 2, 2]


def test_holidays_are_left_out_and_a_weekend_begins_on_monday() -> None:
    # 25 December 2026 is a Friday, 1 January 2027 too.
    assert working_days(date(2026, 12, 24), 3) == [date(2026, 12, 24), date(2026, 12, 28), date(2026, 12, 29)]
    assert working_days(date(2027, 1, 1), 1) == [date(2027, 1, 4)]


def test_a_last_day_that_cannot_be_kept_is_said_with_the_day_to_begin() -> None:
    assert spread(1_000, MONDAY, usual(300), until=date(2026, 12, 9)).is_late
    assert not spread(1_000, MONDAY, usual(300), until=date(2026, 12, 10)).is_late
    assert latest_start(4, date(2026, 12, 9)) == date(2026, 12, 4)
    assert working_days(latest_start(4, date(2026, 12, 27)), 4)[-1] <= date(2026, 12, 27)
