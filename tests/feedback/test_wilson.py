"""The interval of Wilson, against figures from elsewhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpcenter.feedback.wilson import Share, wilson_bounds


@pytest.mark.parametrize(
    ("positive", "total", "low", "high"),
    [
        # Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_bounds_are_those_of_the_literature(positive: int, total: int, low: float, high: float) -> None:
    assert wilson_bounds(positive, total) == pytest.approx((low, high), abs=5e-5)


def test_without_votes_everything_is_possible() -> None:
    assert wilson_bounds(0, 0) == (0.0, 1.0)


def test_what_is_no_share_is_refused() -> None:
    with pytest.raises(ValueError, match="3 of 2"):
        wilson_bounds(3, 2)


@given(st.integers(0, 500).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_the_share_lies_between_its_bounds(pair: tuple[int, int]) -> None:
    share = Share(*pair)
    assert 0 <= share.low <= share.high <= 1
    if share.total:
        assert share.low <= share.positive / share.total <= share.high


def test_a_share_is_said_in_percent() -> None:
    share = Share(15, 37)
    assert (share.percent, share.low_percent, share.high_percent) == (41, 26, 57)
