"""How cases end, are reopened, and what the provider's rule demands before it is asked."""

import pytest
from sqlalchemy.orm import Session

from helpcenter.consent import ledger
from helpcenter.consent.events import ConsentGiven
from helpcenter.consent.models import Carrier, Evidence
from helpcenter.consent.setup import current_desk
from helpcenter.providers.policy import ARTICLE_POLICY, BlockKind
from helpcenter.unblock.events import CaseEnded
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.service import (
    NotReadyError,
    StaleCaseError,
    advance,
    ask_provider,
    confirm_correction,
    end_case,
    invite_person,
    merge_duplicate,
    reopen,
    take_case,
    verify,
)
from helpcenter.unblock.workflow import ConsentTrack, Ending, NextAction, ProviderTrack, Status, StepError
from helpcenter.web.context import services
from tests.consent.persons import make_case

STAFF = "staff:1"


def invited_case(session: Session, kind: BlockKind = BlockKind.UNKNOWN) -> UnblockCase:
    case = make_case(session)
    case.kind = kind
    invite_person(session, current_desk(), case, Carrier.LETTER, STAFF)
    return case


def agree(session: Session, case: UnblockCase, *, confirmed: bool = True) -> None:
    services().events.publish(session, ConsentGiven(case.id, case.record_id, services().clock(), confirmed))


def lift(session: Session, case: UnblockCase) -> None:
    for step in (ProviderTrack.IN_BATCH, ProviderTrack.ASKED, ProviderTrack.DONE):
        advance(session, current_desk(), case, step, STAFF)


def test_a_case_is_verified_by_a_mail_that_arrives(session: Session) -> None:
    case = invited_case(session)
    agree(session, case)
    lift(session, case)
    verify(session, current_desk(), case, "member:1")
    assert (case.status, case.next_action, case.is_closed) == (Status.VERIFIED, NextAction.NOTHING, True)


def test_an_ending_cancels_what_the_provider_was_to_be_asked_and_is_told(session: Session) -> None:
    case, told = make_case(session), []
    services().events.subscribe(CaseEnded, lambda _session, event: told.append(event))
    end_case(session, current_desk(), case, Ending.SELF_HEALED, "timer")
    end_case(session, current_desk(), case, Ending.SELF_HEALED, "timer")
    assert case.provider_track is ProviderTrack.NONE
    assert told == [CaseEnded(case.id)]


def test_a_block_that_comes_back_reopens_the_case_and_asks_again(session: Session) -> None:
    case = invited_case(session)
    agree(session, case)
    lift(session, case)
    verify(session, current_desk(), case, STAFF)
    reopen(session, current_desk(), case, "event")
    assert (case.status, case.provider_track) == (Status.WAITING_PROVIDER, ProviderTrack.READY)


def test_who_said_no_is_not_asked_again_in_the_same_case(session: Session) -> None:
    case = invited_case(session)
    advance(session, current_desk(), case, ConsentTrack.REFUSED, "person")
    with pytest.raises(StepError):
        reopen(session, current_desk(), case, STAFF)


def test_a_corrected_address_ends_without_a_request_and_asks_for_one_mail(session: Session) -> None:
    case = invited_case(session)
    with pytest.raises(StepError):
        confirm_correction(session, current_desk(), case, "member:1")
    advance(session, current_desk(), case, ConsentTrack.NEEDS_CORRECTION, "person")
    confirm_correction(session, current_desk(), case, "member:1")
    assert (case.status, case.next_action, case.provider_track) == (Status.CLOSED_CORRECTED, NextAction.SEND, ProviderTrack.NONE)


def test_only_cases_of_one_mailbox_are_merged(session: Session) -> None:
    case = make_case(session)
    end_case(session, current_desk(), case, Ending.SELF_HEALED, STAFF)
    again = make_case(session, organisation=case.organisation)
    merge_duplicate(session, current_desk(), again, case, STAFF)
    assert (again.status, again.duplicate_of_id) == (Status.CLOSED_DUPLICATE, case.id)
    other = make_case(session, organisation=case.organisation, address="someone.else@free.fr")
    with pytest.raises(ValueError, match="one mailbox"):
        merge_duplicate(session, current_desk(), other, case, STAFF)


@pytest.mark.parametrize(
    ("kind", "agreed", "confirmed", "missing"),
    [
        (BlockKind.UNKNOWN, False, False, ()),
        (BlockKind.HARD_BOUNCE, False, False, ("address_confirmed",)),
        (BlockKind.HARD_BOUNCE, True, False, ("address_confirmed",)),
        (BlockKind.HARD_BOUNCE, True, True, ()),
        (BlockKind.SPAM, False, False, ("consent",)),
        (BlockKind.SPAM, True, True, ()),
    ],
)
def test_the_provider_is_asked_only_with_what_its_rule_demands(
    session: Session, kind: BlockKind, agreed: bool, confirmed: bool, missing: tuple[str, ...]
) -> None:
    case = invited_case(session, kind)
    if agreed:
        agree(session, case, confirmed=confirmed)
    if missing:
        with pytest.raises(NotReadyError) as caught:
            ask_provider(session, current_desk(), case, ARTICLE_POLICY, STAFF)
        assert caught.value.missing == missing
        return
    ask_provider(session, current_desk(), case, ARTICLE_POLICY, STAFF)
    assert (case.provider_track, case.asked_at) == (ProviderTrack.ASKED, services().clock())


def test_what_the_provider_is_asked_stands_in_the_record_of_the_person(session: Session) -> None:
    case = make_case(session)
    ask_provider(session, current_desk(), case, ARTICLE_POLICY, STAFF)
    made = invite_person(session, current_desk(), case, Carrier.SMS, STAFF)
    asked = session.get_one(Evidence, 1)
    assert (asked.kind.value, asked.record_id) == ("provider_asked", made.invitation.record_id)
    assert case.label not in str(asked.payload)
    assert ledger.verify(session).is_sound


def test_a_form_opened_before_a_colleagues_change_is_not_taken(session: Session) -> None:
    case = make_case(session)
    seen = case.version
    invite_person(session, current_desk(), case, Carrier.SMS, STAFF)
    with pytest.raises(StaleCaseError):
        take_case(session, case.id, seen)
    assert take_case(session, case.id, case.version) is case
