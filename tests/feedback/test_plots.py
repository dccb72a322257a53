"""The plots' geometry: inside the frame, on the base line, with a scale that can be read."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpcenter.feedback.figures import Series
from helpcenter.feedback.plots import BOTTOM, HEIGHT, LEFT, TOP, WIDTH, draw_columns, draw_interval
from helpcenter.feedback.wilson import Share
from helpcenter.web.axes import round_up


@pytest.mark.parametrize(
    ("value", "scale"), [(0, 2), (1, 2), (3, 4), (20, 20), (21, 30), (37, 40), (101, 120), (999, 1000), (54_321, 60_000)]
)
def test_the_scale_ends_at_a_number_that_can_be_halved(value: int, scale: int) -> None:
    assert round_up(value) == scale


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), min_size=1, max_size=30))
def test_every_column_stands_on_the_base_line_inside_the_frame(values: list[tuple[int, int]]) -> None:
    series = [Series("fr", tuple(one for one, _ in values)), Series("en", tuple(other for _, other in values))]
    plot = draw_columns(series, [""] * len(values))
    assert len(plot.columns) == 2 * len(values)
    for column in plot.columns:
        assert LEFT <= column.x <= WIDTH
        assert column.width > 0
        assert column.y >= TOP - 0.1
        assert column.y + column.height == pytest.approx(HEIGHT - BOTTOM, abs=0.11)


def test_columns_of_one_week_do_not_cover_each_other() -> None:
    plot = draw_columns([Series("fr", (3, 4)), Series("en", (5, 6))], ["a", "b"])
    ends = [(column.x, column.x + column.width) for column in plot.columns]
    assert all(end < start for (_, end), (start, _) in pairwise(ends))


def test_an_interval_holds_its_share() -> None:
    interval = draw_interval(Share(15, 37))
    assert interval.low < interval.middle == 40.5 < interval.high
