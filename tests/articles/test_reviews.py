from datetime import date

import pytest

from helpcenter.articles.reviews import Due, due_on, next_review

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("review_on", "expected"),
    [
        (None, Due.LATER),
        (date(2026, 11, 25), Due.OVERDUE),
        (date(2026, 11, 26), Due.SOON),
        (date(2026, 12, 26), Due.SOON),
        (date(2026, 12, 27), Due.LATER),
    ],
)
def test_a_review_is_due_within_thirty_days_and_overdue_after_its_day(review_on: date | None, expected: Due) -> None:
    assert due_on(review_on, TODAY) is expected


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 11, 26), date(2027, 5, 26)),
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 8, 31), date(2028, 2, 29)),
        (date(2026, 12, 31), date(2027, 6, 30)),
        (date(2026, 1, 1), date(2026, 7, 1)),
    ],
)
def test_the_next_review_is_half_a_year_away(today: date, expected: date) -> None:
    assert next_review(today) == expected
