"""The pace check: what is usual, what is a spike."""

from datetime import date, timedelta

import pytest

from helpcenter.delivery.counts import Counts
from helpcenter.delivery.pace import Usual, Verdict, history_of, judge, make_usual
from helpcenter.delivery.pace_plot import draw_pace, make_scale
from helpcenter.delivery.plots import HEIGHT, LEFT, RIGHT, TOP, WIDTH
from helpcenter.delivery.schedule import spread
from tests.delivery.numbers import TODAY


def usual(*sizes: int) -> Usual:
    days = {TODAY - timedelta(days=place + 1): Counts(delivered=size) for place, size in enumerate(sizes)}
    return make_usual(days, TODAY)


def test_one_exceptional_day_is_no_habit() -> None:
    found = usual(1500, 400, 400, *[20] * 30)
    assert (found.large, found.middle, found.limit) == (400, 20, 800)
    assert usual(1500, *[20] * 30).large == 20


def test_only_twelve_weeks_count_and_today_is_not_over() -> None:
    first, last = history_of(TODAY)
    days = {day: Counts(delivered=50) for day in (first - timedelta(days=1), first, last, TODAY)}
    assert set(make_usual(days, TODAY).days) == {first, last}


@pytest.mark.parametrize(
    ("recipients", "verdict"),
    [(1, Verdict.USUAL), (400, Verdict.USUAL), (401, Verdict.RISE), (800, Verdict.RISE), (801, Verdict.SPIKE)],
)
def test_the_warning_begins_above_double(recipients: int, verdict: Verdict) -> None:
    assert judge(recipients, usual(400, 400, 10)) is verdict


def test_a_small_mailing_is_no_spike_however_little_is_usual() -> None:
    assert judge(50, usual(2, 2, 2)) is Verdict.USUAL
    assert judge(51, usual(2, 2, 2)) is Verdict.SPIKE


def test_without_known_mails_nothing_is_said() -> None:
    assert judge(5000, usual()) is Verdict.UNKNOWN
    assert judge(5000, usual(300)) is Verdict.UNKNOWN


@pytest.mark.parametrize(("sizes", "recipients"), [((), 10), ((3, 2), 1_000_000), ((400, 390, 20), 30), ((10, 10), 4_000)])
def test_past_and_plan_stand_within_the_frame(sizes: tuple[int, ...], recipients: int) -> None:
    known = usual(*sizes)
    groups = spread(recipients, date(2026, 12, 7), known).groups
    plot = draw_pace(known, groups, make_scale(known, recipients), str)
    bars = [*plot.past, *plot.plan]
    assert all(bar.x >= LEFT and bar.x + bar.width <= WIDTH - RIGHT + 0.1 and bar.y > TOP for bar in bars)
    assert len(plot.plan) == len(groups)
    assert plot.level is None or TOP < plot.level < HEIGHT
