"""What is known of the mails of a day: never more than the events say."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from helpcenter.bounces.explanation import Cause
from helpcenter.events.event import EventKind
from helpcenter.events.history import Delivery, make_history
from tests.factories import make_organisation
from tests.fakes import FakeClock
from tests.suppressions.senders import bounce, delivery, make_event, tell

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
ADDRESS, SOMEBODY = "famille.a@courrier.example", "famille.z@courrier.example"
YESTERDAY = date(2026, 11, 1)


def test_a_day_is_known_by_its_events_and_only_by_them(session: Session, clock: FakeClock) -> None:
    history, organisation = make_history(clock, 90), make_organisation(session)
    at = clock() - timedelta(days=1)

    def asked(address: str = ADDRESS, day: date = YESTERDAY) -> Delivery:
        return history(session, organisation, address, day)

    assert asked() is Delivery.UNKNOWN
    tell(session, make_organisation(session), delivery(ADDRESS, at))
    assert asked() is Delivery.UNKNOWN
    tell(session, organisation, delivery(SOMEBODY, at))
    assert asked() is Delivery.NOT_SENT
    assert asked(SOMEBODY.upper()) is Delivery.DELIVERED
    # The day before has no events; today a mail may still be on its way; what is not kept is not known.
    assert asked(day=date(2026, 10, 31)) is Delivery.UNKNOWN
    tell(session, organisation, delivery(SOMEBODY, clock()))
    assert asked(day=date(2026, 11, 2)) is Delivery.UNKNOWN
    clock.advance(days=90)
    assert asked(SOMEBODY) is Delivery.UNKNOWN


def test_a_mail_of_nobody_may_have_been_this_one(session: Session, clock: FakeClock) -> None:
    organisation, at = make_organisation(session), clock() - timedelta(days=1)
    tell(session, organisation, delivery(SOMEBODY, at))
    tell(session, None, bounce(ADDRESS, at))
    assert make_history(clock, 90)(session, organisation, ADDRESS, YESTERDAY) is Delivery.UNKNOWN


def test_what_failed_first_and_arrived_later_has_arrived_but_one_lost_mail_counts(session: Session, clock: FakeClock) -> None:
    history, organisation, at = make_history(clock, 90), make_organisation(session), clock() - timedelta(days=1)
    late = make_event(EventKind.TEMPORARY, ADDRESS, at, message_id="1", cause=Cause.RECIPIENT)
    tell(session, organisation, late, delivery(ADDRESS, at + timedelta(hours=1), message_id="1"))
    assert history(session, organisation, ADDRESS, YESTERDAY) is Delivery.DELIVERED
    tell(session, organisation, bounce(ADDRESS, at, message_id="2"))
    assert history(session, organisation, ADDRESS, YESTERDAY) is Delivery.FAILED


def test_a_day_is_a_day_of_the_houses_clock(session: Session, clock: FakeClock) -> None:
    organisation = make_organisation(session)
    # Half past midnight in Paris on 1 November.
    tell(session, organisation, delivery(ADDRESS, clock().replace(month=10, day=31, hour=23, minute=30)))
    assert make_history(clock, 90)(session, organisation, ADDRESS, YESTERDAY) is Delivery.DELIVERED


def test_without_a_connected_provider_a_missing_event_says_nothing(session: Session, clock: FakeClock) -> None:
    history, organisation = make_history(clock, 90, is_connected=False), make_organisation(session)
    tell(session, organisation, delivery(SOMEBODY, clock() - timedelta(days=1)))
    assert history(session, organisation, ADDRESS, YESTERDAY) is Delivery.UNKNOWN
    assert history(session, organisation, SOMEBODY, YESTERDAY) is Delivery.DELIVERED
