"""Cases are verified and opened again by events, and only by those that say so; blocks follow cases."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.bounces.explanation import Cause
from helpcenter.consent.events import ConsentWithdrawn
from helpcenter.consent.models import Carrier
from helpcenter.consent.setup import current_desk
from helpcenter.events.event import EventKind
from helpcenter.providers.policy import ARTICLE_POLICY, BlockKind
from helpcenter.suppressions.models import Lifting, Origin, Suppression
from helpcenter.unblock.family_addresses import add_address
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.service import advance, confirm_correction, end_case, invite_person
from helpcenter.unblock.workflow import ConsentTrack, Ending, ProviderTrack, Status
from helpcenter.web.context import services
from tests.consent.persons import ADDRESS, make_case
from tests.factories import make_organisation
from tests.fakes import FakeClock
from tests.suppressions.senders import bounce, complaint, delivery, echo, make_event, tell

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
STAFF = "staff:1"
OTHER = "camille.martins@courrier.example"


def agreed(session: Session) -> UnblockCase:
    case = make_case(session)
    invite_person(session, current_desk(), case, Carrier.LETTER, STAFF)
    advance(session, current_desk(), case, ConsentTrack.GIVEN, "person")
    return case


def lift(session: Session, case: UnblockCase) -> None:
    for step in (ProviderTrack.IN_BATCH, ProviderTrack.ASKED, ProviderTrack.DONE):
        advance(session, current_desk(), case, step, STAFF)


def lifted(session: Session) -> UnblockCase:
    case = agreed(session)
    lift(session, case)
    return case


def status_of(case: UnblockCase) -> Status:
    return case.status


def blocks(session: Session) -> list[Suppression]:
    return list(session.scalars(select(Suppression).order_by(Suppression.id)))


def test_the_first_mail_that_arrives_after_the_lift_verifies(session: Session, clock: FakeClock) -> None:
    case = lifted(session)
    tell(session, case.organisation, delivery(ADDRESS, clock() - timedelta(minutes=1)))
    assert status_of(case) is Status.UNBLOCKED
    tell(session, case.organisation, delivery(ADDRESS, clock() + timedelta(minutes=1)))
    assert status_of(case) is Status.VERIFIED
    assert case.changes[-1].actor == "provider"


def test_a_mail_that_arrives_before_the_provider_answered_leaves_the_case_to_people(session: Session, clock: FakeClock) -> None:
    case = agreed(session)
    tell(session, case.organisation, delivery(ADDRESS, clock() + timedelta(hours=1)))
    assert status_of(case) is Status.WAITING_PROVIDER


def test_a_mail_to_another_organisation_or_another_address_verifies_nothing(session: Session, clock: FakeClock) -> None:
    case = lifted(session)
    tell(session, make_organisation(session), delivery(ADDRESS, clock() + timedelta(hours=1)))
    tell(session, case.organisation, delivery(OTHER, clock() + timedelta(hours=1)))
    tell(session, None, delivery(ADDRESS, clock() + timedelta(hours=1)))
    assert status_of(case) is Status.UNBLOCKED


def test_a_corrected_address_is_verified_by_the_first_mail_to_it(session: Session, clock: FakeClock) -> None:
    case = make_case(session)
    tell(session, case.organisation, bounce(ADDRESS, clock()))
    invite_person(session, current_desk(), case, Carrier.LETTER, STAFF)
    advance(session, current_desk(), case, ConsentTrack.NEEDS_CORRECTION, "person")
    case.corrected_address = OTHER
    tell(session, case.organisation, delivery(OTHER, clock()))
    assert status_of(case) is Status.NEEDS_ORGANISATION
    confirm_correction(session, current_desk(), case, "member:1")
    tell(session, case.organisation, delivery(ADDRESS, clock() + timedelta(hours=1)))
    assert status_of(case) is Status.CLOSED_CORRECTED
    tell(session, case.organisation, delivery(OTHER, clock() + timedelta(hours=1)))
    assert status_of(case) is Status.VERIFIED
    assert [block.lifted_because for block in blocks(session)] == [Lifting.CORRECTED]


@pytest.mark.parametrize(("days", "opened"), [(0, True), (30, True), (31, False)])
def test_an_error_within_thirty_days_after_the_lift_opens_the_case_again(
    session: Session, clock: FakeClock, days: int, opened: bool
) -> None:
    case = lifted(session)
    tell(session, case.organisation, delivery(ADDRESS, clock() + timedelta(seconds=1)))
    at = clock() + timedelta(days=days, seconds=-1 if days == 30 else 2)
    tell(session, case.organisation, bounce(ADDRESS, at))
    assert (case.status, case.provider_track) == (
        (Status.WAITING_PROVIDER, ProviderTrack.READY) if opened else (Status.VERIFIED, ProviderTrack.DONE)
    )
    assert [block.is_active for block in blocks(session)] == [True]


def test_old_errors_temporary_ones_and_refused_senders_open_nothing_again(session: Session, clock: FakeClock) -> None:
    case = lifted(session)
    soft = make_event(EventKind.TEMPORARY, ADDRESS, clock() + timedelta(hours=1), cause=Cause.RECIPIENT)
    refused = make_event(EventKind.BLOCKED, ADDRESS, clock() + timedelta(hours=1), cause=Cause.SENDER_SIDE)
    tell(session, case.organisation, bounce(ADDRESS, clock() - timedelta(minutes=1)), soft, refused)
    assert status_of(case) is Status.UNBLOCKED


def test_late_news_of_a_mail_that_arrived_do_not_close_what_failed_after_it(session: Session, clock: FakeClock) -> None:
    case = lifted(session)
    tell(session, case.organisation, bounce(ADDRESS, clock() + timedelta(days=2)))
    tell(session, case.organisation, delivery(ADDRESS, clock() + timedelta(days=1)))
    assert status_of(case) is Status.WAITING_PROVIDER
    assert [block.is_active for block in blocks(session)] == [True]


def test_a_report_as_spam_after_the_lift_tells_that_mails_arrive_and_asks_nobody_again(session: Session, clock: FakeClock) -> None:
    case = lifted(session)
    tell(session, case.organisation, complaint(ADDRESS, clock() + timedelta(days=1)))
    assert status_of(case) is Status.VERIFIED
    assert [(block.kind, block.is_active) for block in blocks(session)] == [(BlockKind.SPAM, True)]


def test_who_said_no_is_not_asked_again_whatever_fails(session: Session, clock: FakeClock) -> None:
    case = lifted(session)
    services().events.publish(session, ConsentWithdrawn(case.id, case.record_id, clock()))
    tell(session, case.organisation, echo(ADDRESS, clock() + timedelta(days=1)))
    assert status_of(case) is Status.CLOSED_REFUSED
    assert [(block.source, block.times) for block in blocks(session)] == [(Origin.CASE, 2)]


def test_an_event_names_the_kind_of_block_that_nobody_knew(session: Session, clock: FakeClock) -> None:
    case = make_case(session)
    tell(session, case.organisation, bounce(ADDRESS, clock()))
    assert (case.kind, case.blocked_until_on) == (BlockKind.HARD_BOUNCE, blocks(session)[0].until_on)
    tell(session, case.organisation, complaint(ADDRESS, clock() + timedelta(hours=1)))
    assert case.kind is BlockKind.HARD_BOUNCE


def test_the_provider_lifts_a_mailbox_for_all_who_write_to_it(session: Session, clock: FakeClock) -> None:
    case, other = agreed(session), make_organisation(session)
    tell(session, case.organisation, bounce(ADDRESS, clock()))
    tell(session, other, bounce(ADDRESS, clock()))
    clock.advance(days=1)
    lift(session, case)
    assert {block.lifted_because for block in blocks(session)} == {Lifting.PROVIDER}
    # What was told late is about the block that is over.
    tell(session, other, echo(ADDRESS, clock() - timedelta(hours=1)))
    assert not any(block.is_active for block in blocks(session))


def test_a_block_that_ended_with_its_case_is_over(session: Session, clock: FakeClock) -> None:
    case = make_case(session)
    tell(session, case.organisation, bounce(ADDRESS, clock()))
    end_case(session, current_desk(), case, Ending.SELF_HEALED, "timer")
    assert [block.lifted_because for block in blocks(session)] == [Lifting.TIME]


def test_a_block_that_was_to_end_by_itself_is_verified_by_a_mail(session: Session, clock: FakeClock) -> None:
    case = make_case(session)
    advance(session, current_desk(), case, ProviderTrack.NONE, STAFF)
    advance(session, current_desk(), case, ProviderTrack.EXPIRES_BY_ITSELF, STAFF)
    tell(session, case.organisation, delivery(ADDRESS, clock() + timedelta(days=8)))
    assert status_of(case) is Status.VERIFIED


def test_each_address_of_a_family_follows_the_mails_to_it_alone(session: Session, clock: FakeClock) -> None:
    first = lifted(session)
    second = add_address(session, current_desk(), first, OTHER, ARTICLE_POLICY, STAFF)
    invite_person(session, current_desk(), second, Carrier.LETTER, STAFF)
    advance(session, current_desk(), second, ConsentTrack.GIVEN, "person")
    lift(session, second)
    tell(session, first.organisation, delivery(OTHER, clock() + timedelta(hours=1)))
    assert (status_of(first), status_of(second)) == (Status.UNBLOCKED, Status.VERIFIED)
    tell(session, first.organisation, delivery(ADDRESS, clock() + timedelta(hours=2)), bounce(OTHER, clock() + timedelta(days=3)))
    assert (status_of(first), second.is_closed) == (Status.VERIFIED, False)
    assert [block.address for block in blocks(session) if block.is_active] == [OTHER]
