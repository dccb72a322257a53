"""Blocks follow the provider's events: noted, told apart, lifted; late and out of order."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from helpcenter.bounces.explanation import Cause
from helpcenter.db import db
from helpcenter.events.event import EventKind, EventsReceived, StoredEvent
from helpcenter.providers.policy import BlockKind
from helpcenter.suppressions.models import Lifting, Suppression
from helpcenter.suppressions.service import lift_ended, remove_overdue
from helpcenter.web.context import services
from tests.factories import make_organisation
from tests.fakes import FakeClock
from tests.suppressions.senders import bounce, complaint, delivery, echo, make_event, tell

ADDRESS = "famille.a@courrier.example"


def blocks(session: Session) -> list[Suppression]:
    return list(session.scalars(select(Suppression).order_by(Suppression.id)))


def test_a_permanent_error_blocks_for_the_days_of_the_providers_rule(session: Session, clock: FakeClock) -> None:
    tell(session, make_organisation(session), bounce(ADDRESS, clock()))
    (block,) = blocks(session)
    assert (block.kind, block.since_at, block.until_on) == (BlockKind.HARD_BOUNCE, clock(), date(2027, 1, 31))
    assert block.detail == "user unknown"


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_what_the_provider_tells_of_a_block_later_neither_renames_nor_prolongs_it(session: Session, clock: FakeClock) -> None:
    organisation = make_organisation(session)
    tell(session, organisation, bounce(ADDRESS, clock()))
    tell(session, organisation, echo(ADDRESS, clock() + timedelta(days=10)))
    (block,) = blocks(session)
    assert (block.kind, block.until_on, block.times) == (BlockKind.HARD_BOUNCE, date(2027, 1, 31), 2)


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_report_as_spam_weighs_more_than_an_error_and_has_no_end(session: Session, clock: FakeClock) -> None:
    organisation = make_organisation(session)
    tell(session, organisation, bounce(ADDRESS, clock()), complaint(ADDRESS, clock() + timedelta(hours=1)))
    tell(session, organisation, bounce(ADDRESS, clock() + timedelta(hours=2)))
    (block,) = blocks(session)
    assert (block.kind, block.until_on) == (BlockKind.SPAM, None)


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_temporary_error_and_a_refused_sender_block_no_address(session: Session, clock: FakeClock) -> None:
    organisation = make_organisation(session)
    soft = make_event(EventKind.TEMPORARY, ADDRESS, clock(), cause=Cause.RECIPIENT)
    refused = make_event(EventKind.BLOCKED, ADDRESS, clock(), cause=Cause.SENDER_SIDE)
    tell(session, organisation, soft, refused, make_event(EventKind.DELAYED, ADDRESS, clock()))
    assert blocks(session) == []
    tell(session, organisation, make_event(EventKind.TEMPORARY, ADDRESS, clock(), is_blocking=True))
    assert [block.kind for block in blocks(session)] == [BlockKind.SOFT]


def test_a_mail_that_arrives_lifts_and_a_later_error_is_a_new_block(session: Session, clock: FakeClock) -> None:
    organisation = make_organisation(session)
    tell(session, organisation, bounce(ADDRESS, clock()))
    tell(session, organisation, delivery("Famille.A@courrier.example".lower(), clock() + timedelta(days=2)))
    tell(session, organisation, bounce(ADDRESS, clock() + timedelta(days=3)))
    first, second = blocks(session)
    assert (first.lifted_because, second.is_active) == (Lifting.DELIVERED, True)


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_old_news_blocks_nothing(session: Session, clock: FakeClock) -> None:
    organisation = make_organisation(session)
    tell(session, organisation, delivery(ADDRESS, clock()))
    tell(session, organisation, bounce(ADDRESS, clock() - timedelta(hours=1)))
    assert blocks(session) == []


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_mail_that_arrived_before_the_error_lifts_nothing(session: Session, clock: FakeClock) -> None:
    organisation = make_organisation(session)
    tell(session, organisation, bounce(ADDRESS, clock()))
    tell(session, organisation, delivery(ADDRESS, clock() - timedelta(minutes=1)))
    # It was on its way when another one was reported.
    tell(session, organisation, complaint(ADDRESS, clock()), delivery(ADDRESS, clock() + timedelta(hours=2)))
    assert [block.is_active for block in blocks(session)] == [True]


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_no_organisation_learns_of_anothers_block(session: Session, clock: FakeClock) -> None:
    one, other = make_organisation(session), make_organisation(session)
    tell(session, one, bounce(ADDRESS, clock()))
    tell(session, other, delivery(ADDRESS, clock() + timedelta(hours=1)))
    tell(session, None, bounce(ADDRESS, clock()), bounce(ADDRESS, clock()))
    assert [(block.organisation_id, block.is_active, block.times) for block in blocks(session)] == [(one.id, True, 1), (None, True, 2)]


def test_two_writings_of_one_mailbox_are_one_block(session: Session, clock: FakeClock) -> None:
    organisation = make_organisation(session)
    tell(session, organisation, bounce("famille.a+ecole@gmail.com", clock()), bounce("famillea@gmail.com", clock()))
    assert [block.times for block in blocks(session)] == [2]


def test_a_block_ends_with_its_last_day_and_is_deleted_later(session: Session, clock: FakeClock) -> None:
    organisation = make_organisation(session)
    tell(session, organisation, bounce(ADDRESS, clock()), complaint("famille.b@courrier.example", clock()))
    clock.advance(days=90)
    assert lift_ended(session, clock()) == 0
    clock.advance(days=1)
    assert lift_ended(session, clock()) == 1
    assert remove_overdue(session, clock() + timedelta(days=90), 90, 1095) == 0
    assert remove_overdue(session, clock() + timedelta(days=91), 90, 1095) == 1
    # What has no end is kept as long as it lasts, but not for ever.
    assert remove_overdue(session, clock() + timedelta(days=1100), 90, 1095) == 1


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_many_deliveries_to_nobody_here_ask_few_questions(session: Session, clock: FakeClock) -> None:
    organisation = make_organisation(session)
    asked: list[str] = []
    many = [delivery(f"famille.{number}@courrier.example", clock()) for number in range(400)]
    tell(session, organisation, *many)
    event.listen(db.engine, "before_cursor_execute", lambda *arguments: asked.append(arguments[2]))
    services().events.publish(session, EventsReceived(tuple(StoredEvent(each, organisation.id) for each in many)))
    assert len(asked) <= 4
