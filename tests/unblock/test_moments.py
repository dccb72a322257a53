"""Mornings of working days, and what is told together."""

from datetime import UTC, date, datetime

import pytest

from helpcenter.i18n.working_days import add_working_days, easter, holidays, next_working_day
from helpcenter.unblock.moments import end_moment, morning_after, news_moment, provider_moment


def utc(year: int, month: int, day: int, hour: int, minute: int) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("year", "day"),
    [(1961, (4, 2)), (2000, (4, 23)), (2008, (3, 23)), (2024, (3, 31)), (2026, (4, 5)), (2027, (3, 28)), (2038, (4, 25)), (2285, (3, 22))],
)
def test_easter_is_where_calendars_have_it(year: int, day: tuple[int, int]) -> None:
    assert easter(year) == date(year, *day)


def test_france_has_eleven_public_holidays() -> None:
    assert len(holidays(2026)) == 11
    assert {date(2026, 4, 6), date(2026, 5, 14), date(2026, 5, 25)} <= holidays(2026)


def test_weekends_and_holidays_are_passed_over() -> None:
    # Friday 8 May 2026 is a holiday before a weekend.
    assert next_working_day(date(2026, 5, 8)) == date(2026, 5, 11)
    assert add_working_days(date(2026, 11, 27), 3) == date(2026, 12, 2)
    assert add_working_days(date(2026, 12, 24), 1) == date(2026, 12, 28)


def test_a_week_later_is_a_morning_on_the_clock_of_the_house() -> None:
    # 23:30 UTC is already the next day in Paris; after the change to winter time eight o’clock is seven in UTC.
    assert morning_after(utc(2026, 10, 19, 23, 30), 7) == utc(2026, 10, 27, 7, 0)
    assert morning_after(utc(2026, 10, 10, 12, 0), 7) == utc(2026, 10, 19, 6, 0)


def test_what_happens_within_a_quarter_of_an_hour_is_told_together() -> None:
    moments = [news_moment(utc(2026, 11, 2, 9, minute)) for minute in (0, 14, 15)]
    assert moments == [utc(2026, 11, 2, 9, 15), utc(2026, 11, 2, 9, 15), utc(2026, 11, 2, 9, 30)]


def test_the_provider_has_three_working_days_and_a_block_its_whole_last_day() -> None:
    assert provider_moment(date(2026, 11, 27)) == utc(2026, 12, 2, 7, 0)
    assert end_moment(date(2026, 11, 27)) == utc(2026, 11, 28, 7, 0)
