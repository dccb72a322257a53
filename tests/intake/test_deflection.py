"""Which requests need no case."""

from datetime import date, timedelta

import pytest

from helpcenter.bounces.explanation import Cause, Explanation, Kind, WhoActs
from helpcenter.intake.deflection import Advice, Deflection, Known, deflect
from helpcenter.intake.history import Delivery
from helpcenter.providers.policy import ARTICLE_POLICY

TODAY = date(2026, 11, 27)
RECENT = date(2026, 11, 20)
UNKNOWN = Explanation(Kind.NOT_A_BOUNCE)
PERMANENT = Explanation(Kind.PERMANENT, reason="unknown-user", cause=Cause.RECIPIENT, who_acts=WhoActs.ORGANISATION)
TEMPORARY = Explanation(Kind.TEMPORARY, reason="mailbox-full", cause=Cause.RECIPIENT, who_acts=WhoActs.FAMILY)
LATE = Explanation(Kind.DELAYED_WARNING, reason="delayed", who_acts=WhoActs.WAIT)
SUPPRESSED = Explanation(Kind.BLOCKED, reason="suppressed", cause=Cause.SUPPRESSED, who_acts=WhoActs.ORGANISATION)
REPORTED = Explanation(Kind.COMPLAINT, reason="reported", cause=Cause.REPORTED, who_acts=WhoActs.ORGANISATION)
LISTED = Explanation(Kind.BLOCKED, reason="reputation", cause=Cause.SENDER_SIDE, who_acts=WhoActs.VENDOR)
HEAVY = Explanation(Kind.PERMANENT, reason="too-large", cause=Cause.SENDER_SIDE, who_acts=WhoActs.ORGANISATION)


def advise(said: Explanation = UNKNOWN, delivery: Delivery = Delivery.UNKNOWN, day: date = RECENT) -> Deflection | None:
    return deflect(Known(said, delivery, day), ARTICLE_POLICY, TODAY)


@pytest.mark.parametrize("said", [UNKNOWN, PERMANENT, SUPPRESSED, REPORTED])
def test_a_block_is_a_case(said: Explanation) -> None:
    assert advise(said) is None
    assert advise(said, Delivery.FAILED) is None


def test_a_temporary_error_says_when_to_send_again() -> None:
    assert advise(TEMPORARY) == Deflection(Advice.TEMPORARY, TODAY, "mailbox-full")
    assert advise(TEMPORARY, day=TODAY) == Deflection(Advice.TEMPORARY, TODAY + timedelta(days=2), "mailbox-full")
    assert advise(LATE) == Deflection(Advice.TEMPORARY, TODAY, "delayed")


def test_a_refusal_of_the_sender_is_the_vendors_to_solve() -> None:
    assert advise(LISTED) == Deflection(Advice.SENDER_SIDE, reason="reputation")


def test_a_mail_that_is_too_heavy_is_for_whoever_wrote_it() -> None:
    assert advise(HEAVY) == Deflection(Advice.OWN_MAIL, reason="too-large")


def test_what_the_provider_reported_counts_more_than_a_pasted_text() -> None:
    assert advise(PERMANENT, Delivery.DELIVERED) == Deflection(Advice.DELIVERED, RECENT)
    assert advise(PERMANENT, Delivery.NOT_SENT) == Deflection(Advice.NOT_SENT, RECENT)


@pytest.mark.parametrize(
    ("age", "advice"),
    [(82, None), (83, Advice.ENDS_SOON), (89, Advice.ENDS_SOON), (90, Advice.HAS_ENDED), (200, Advice.HAS_ENDED)],
)
def test_a_block_that_ends_within_a_week_is_not_worth_a_case(age: int, advice: Advice | None) -> None:
    found = advise(PERMANENT, day=TODAY - timedelta(days=age))
    assert (found.advice if found else None) is advice
    # A report as spam has no end that could be waited for, and what nobody knows may be one.
    assert advise(REPORTED, day=TODAY - timedelta(days=age)) is None
    assert advise(UNKNOWN, day=TODAY - timedelta(days=age)) is None
