"""Comparing: chance is not called better or worse."""

import pytest

from helpcenter.delivery.comparing import Trend, compare, sure_failures
from helpcenter.delivery.counts import Counts


def mails(delivered: int, failed: int) -> Counts:
    return Counts(delivered=delivered, permanent=failed)


@pytest.mark.parametrize(
    ("now", "before", "trend"),
    [
        (mails(480, 20), mails(450, 50), Trend.BETTER),
        (mails(450, 50), mails(480, 20), Trend.WORSE),
        (mails(96, 4), mails(94, 6), Trend.SAME),
        (mails(19, 0), mails(400, 100), Trend.UNKNOWN),
        (mails(400, 100), None, Trend.UNKNOWN),
        (Counts(sent=500, permanent=1), mails(480, 20), Trend.UNKNOWN),
        # Sure, and too small to matter to anybody.
        (mails(996_000, 4_000), mails(993_000, 7_000), Trend.SAME),
        (mails(500, 0), mails(500, 0), Trend.SAME),
    ],
)
def test_a_difference_counts_when_chance_does_not_explain_it(now: Counts, before: Counts | None, trend: Trend) -> None:
    assert compare(now, before) is trend


def test_one_failure_of_two_proves_less_than_fifty_of_a_thousand() -> None:
    assert 0 < sure_failures(mails(9, 1)) < sure_failures(mails(950, 50)) < 0.05
    assert sure_failures(mails(10, 0)) == 0
    assert sure_failures(Counts()) == 0
