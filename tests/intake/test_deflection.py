"""Which requests need no case."""

from datetime import date, timedelta

import pytest

from helpcenter.intake.deflection import Advice, Deflection, Known, deflect
from helpcenter.intake.hints import Hint
from helpcenter.intake.history import Delivery
from helpcenter.providers.policy import ARTICLE_POLICY

TODAY = date(2026, 11, 27)
RECENT = date(2026, 11, 20)


def advise(hint: Hint = Hint.UNKNOWN, delivery: Delivery = Delivery.UNKNOWN, day: date = RECENT) -> Deflection | None:
    return deflect(Known(hint, delivery, day), ARTICLE_POLICY, TODAY)


@pytest.mark.parametrize("hint", [Hint.UNKNOWN, Hint.PERMANENT, Hint.BLOCKED, Hint.REPORTED])
def test_a_block_is_a_case(hint: Hint) -> None:
    assert advise(hint) is None
    assert advise(hint, Delivery.FAILED) is None


def test_a_temporary_error_says_when_to_send_again() -> None:
    assert advise(Hint.TEMPORARY) == Deflection(Advice.TEMPORARY, TODAY)
    assert advise(Hint.TEMPORARY, day=TODAY) == Deflection(Advice.TEMPORARY, TODAY + timedelta(days=2))


def test_a_refusal_of_the_sender_is_the_vendors_to_solve() -> None:
    assert advise(Hint.SENDER_SIDE) == Deflection(Advice.SENDER_SIDE)


def test_what_the_provider_reported_counts_more_than_a_pasted_text() -> None:
    assert advise(Hint.PERMANENT, Delivery.DELIVERED) == Deflection(Advice.DELIVERED, RECENT)
    assert advise(Hint.PERMANENT, Delivery.NOT_SENT) == Deflection(Advice.NOT_SENT, RECENT)


@pytest.mark.parametrize(
    ("age", "advice"),
    [(82, None), (83, Advice.ENDS_SOON), (89, Advice.ENDS_SOON), (90, Advice.HAS_ENDED), (200, Advice.HAS_ENDED)],
)
def test_a_block_that_ends_within_a_week_is_not_worth_a_case(age: int, advice: Advice | None) -> None:
    found = advise(Hint.PERMANENT, day=TODAY - timedelta(days=age))
    assert (found.advice if found else None) is advice
    # A report as spam has no end that could be waited for, and what nobody knows may be one.
    assert advise(Hint.REPORTED, day=TODAY - timedelta(days=age)) is None
    assert advise(Hint.UNKNOWN, day=TODAY - timedelta(days=age)) is None
