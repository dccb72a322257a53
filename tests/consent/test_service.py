"""The verbs of consent, on both engines, alone and all at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpcenter.consent import ledger
from helpcenter.consent.codes import hash_code
from helpcenter.consent.events import ConsentGiven, InvitationsExpired
from helpcenter.consent.invitations import expire, revoke
from helpcenter.consent.models import ArchivedNotice, Carrier, Evidence, EvidenceKind, Invitation, InvitationState
from helpcenter.consent.notices import ShownNotice
from helpcenter.consent.outcomes import Answer, Decision, Outcome, Result
from helpcenter.consent.progress import Progress
from helpcenter.consent.queries import CodeState, find_answered, find_invitation, find_receipt, state_of
from helpcenter.consent.service import answer, confirm_other_address, withdraw
from helpcenter.consent.setup import current_desk
from helpcenter.consent.stamps import Stamp
from helpcenter.db import db
from helpcenter.db.domain_events import DomainEvents
from helpcenter.replies.progress import read_progress
from helpcenter.tutorials.models import Version
from helpcenter.tutorials.shape import Look, Shape
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.service import note_provider
from helpcenter.web.context import services
from tests.browsing import database
from tests.consent.persons import LOCAL_PART, Invited, make_case, make_invitation
from tests.fakes import FakeClock

YES = Answer(Decision.YES, LOCAL_PART)


def the_notice() -> ShownNotice:
    return current_desk().show_notice("fr", "Centre social", "ne-pas-repondre@ani.example")


def give(session: Session, invited: Invited, given: Answer = YES, other: str = "") -> Result:
    notice = the_notice()
    stamp = Stamp(hash_code(invited.code), notice.sha256, "fr", "2026-11-02T09:30:00+00:00", other)
    if other:
        return confirm_other_address(session, current_desk(), invited.code, given.typed, notice, stamp)
    return answer(session, current_desk(), invited.code, given, notice, stamp)


def state(session: Session, invited: Invited) -> CodeState:
    session.commit()
    found = find_invitation(session, invited.code)
    assert found
    return state_of(found, services().clock())


def kinds(session: Session) -> list[str]:
    return [kind.value for kind in session.scalars(select(Evidence.kind).order_by(Evidence.seq))]


@pytest.mark.parametrize(
    ("given", "expected", "kind"),
    [
        (YES, CodeState.GIVEN, "given"),
        (Answer(Decision.NO, LOCAL_PART), CodeState.REFUSED, "refused"),
        (Answer(Decision.NOT_ME, LOCAL_PART), CodeState.WRONG_PERSON, "wrong_person"),
        (Answer(Decision.MOVED, LOCAL_PART, "camille@free.fr"), CodeState.NEEDS_CORRECTION, "address_corrected"),
    ],
)
def test_each_answer_is_recorded_with_its_evidence(session: Session, given: Answer, expected: CodeState, kind: str) -> None:
    invited = make_invitation(session)
    assert give(session, invited, given).outcome is Outcome.RECORDED
    session.commit()
    assert state(session, invited) is expected
    assert kinds(session) == ["invited", kind]
    assert ledger.verify(session).is_sound


def test_the_code_itself_is_stored_nowhere(session: Session) -> None:
    invited = make_invitation(session)
    row = session.scalars(select(Invitation)).one()
    assert row.code_hash == hash_code(invited.code)
    assert invited.code not in str(vars(row))


def test_the_notice_is_archived_once_under_its_hash(session: Session) -> None:
    for _ in range(2):
        give(session, make_invitation(session))
        session.commit()
    kept = session.scalars(select(ArchivedNotice)).one()
    assert kept.sha256 == the_notice().sha256
    assert kept.text == the_notice().text


def test_the_first_answer_closes_the_other_codes_which_show_the_same_receipt(session: Session) -> None:
    case = make_case(session)
    letter, sms = (make_invitation(session, case=case, carrier=carrier) for carrier in (Carrier.LETTER, Carrier.SMS))
    other = make_invitation(session)
    give(session, sms)
    session.commit()
    assert state(session, letter) is CodeState.CLOSED
    assert state(session, other) is CodeState.OPEN
    records = [find_invitation(session, each.code) for each in (letter, sms)]
    receipts = [find_receipt(session, record.record_id) for record in records if record]
    assert receipts[0] == receipts[1]
    assert receipts[0] is not None
    assert give(session, letter, Answer(Decision.NO, LOCAL_PART)).outcome is Outcome.ANSWERED_BEFORE
    assert kinds(session).count("refused") == 0


def test_a_code_can_be_answered_until_the_moment_it_expires_and_not_at_it(session: Session, clock: FakeClock) -> None:
    first, second = make_invitation(session), make_invitation(session)
    end = clock() + timedelta(days=services().settings.code_days)
    clock.now = end - timedelta(microseconds=1)
    assert give(session, first).outcome is Outcome.RECORDED
    clock.now = end
    assert state(session, second) is CodeState.EXPIRED
    assert give(session, second).outcome is Outcome.GONE
    assert state(session, first) is CodeState.GIVEN


def test_a_withdrawal_needs_the_proof_and_cannot_be_answered_over(session: Session) -> None:
    invited = make_invitation(session)
    give(session, invited)
    assert withdraw(session, current_desk(), invited.code, "dominique").outcome is Outcome.NO_MATCH
    assert withdraw(session, current_desk(), invited.code, LOCAL_PART).outcome is Outcome.RECORDED
    assert give(session, invited).outcome is Outcome.ANSWERED_BEFORE
    assert withdraw(session, current_desk(), invited.code, LOCAL_PART).outcome is Outcome.ANSWERED_BEFORE
    session.commit()
    assert state(session, invited) is CodeState.WITHDRAWN
    assert kinds(session) == ["invited", "given", "withdrawn"]


def test_a_code_that_was_closed_withdraws_too_and_long_after_its_end(session: Session, clock: FakeClock) -> None:
    case = make_case(session)
    letter, sms = make_invitation(session, case=case), make_invitation(session, case=case)
    give(session, sms)
    session.commit()
    clock.advance(days=700)
    assert withdraw(session, current_desk(), letter.code, LOCAL_PART).outcome is Outcome.RECORDED
    assert state(session, sms) is CodeState.WITHDRAWN


def test_a_refusal_cannot_be_withdrawn(session: Session) -> None:
    invited = make_invitation(session)
    give(session, invited, Answer(Decision.NO, LOCAL_PART))
    assert withdraw(session, current_desk(), invited.code, LOCAL_PART).outcome is Outcome.ANSWERED_BEFORE
    assert state(session, invited) is CodeState.REFUSED


def test_another_address_is_asked_about_and_told_only_when_its_first_part_is_typed_again(session: Session) -> None:
    invited = make_invitation(session)
    result = give(session, invited, Answer(Decision.YES, "camille@free.fr"))
    assert result == Result(Outcome.OTHER_ADDRESS, "camille@free.fr")
    assert give(session, invited, Answer(Decision.YES, "camille@free.fr"), other="camille@free.fr").outcome is Outcome.OTHER_ADDRESS
    assert state(session, invited) is CodeState.OPEN
    assert give(session, invited, Answer(Decision.YES, "Camille"), other="camille@free.fr").outcome is Outcome.RECORDED
    session.commit()
    assert state(session, invited) is CodeState.NEEDS_CORRECTION
    assert kinds(session) == ["invited", "address_corrected"]
    case = session.get_one(UnblockCase, invited.case_id)
    assert case.corrected_address == "camille@free.fr"


def test_a_new_address_that_is_the_old_one_changes_nothing(session: Session) -> None:
    invited = make_invitation(session)
    given = Answer(Decision.MOVED, LOCAL_PART, "Camille.Martin@courrier.example")
    assert give(session, invited, given).outcome is Outcome.SAME_ADDRESS
    assert state(session, invited) is CodeState.OPEN


def test_five_posts_that_prove_nothing_pause_the_code_for_a_quarter_of_an_hour(session: Session, clock: FakeClock) -> None:
    invited, other = make_invitation(session), make_invitation(session)
    wrong = Answer(Decision.YES, "dominique")
    assert [give(session, invited, wrong).outcome for _ in range(5)] == [Outcome.NO_MATCH] * 5
    session.commit()
    assert state(session, invited) is CodeState.PAUSED
    assert give(session, invited).outcome is Outcome.PAUSED
    assert give(session, other).outcome is Outcome.RECORDED
    clock.advance(minutes=15)
    assert state(session, invited) is CodeState.OPEN
    assert give(session, invited).outcome is Outcome.RECORDED


def test_where_a_word_of_the_message_would_be_proof_the_whole_address_is_asked_for(session: Session) -> None:
    invited = make_invitation(session, address="bonjour@famille.example")
    assert give(session, invited, Answer(Decision.YES, "bonjour")).outcome is Outcome.NO_MATCH
    assert give(session, invited, Answer(Decision.YES, "bonjour@famille.example")).outcome is Outcome.RECORDED


def test_a_message_names_whom_to_ask_in_the_language_of_the_person(session: Session, clock: FakeClock) -> None:
    case = make_case(session, locale="en")
    shape = Shape(look=Look.of(case.organisation), contact={"en": "Reception, in English: 01 99 00 12 35"})
    session.add(Version(organisation=case.organisation, number=1, settings=shape.model_dump(mode="json"), saved_at=clock()))
    assert "Reception, in English" in make_invitation(session, case=case, carrier=Carrier.MAILBOX).text
    assert "Reception, in English" not in make_invitation(session, carrier=Carrier.MAILBOX).text


def test_a_receipt_after_midnight_of_new_year_is_one_of_the_new_year(session: Session, clock: FakeClock) -> None:
    """At half past eleven in UTC it is the first of January here, and the receipt says so beside its number."""
    clock.advance(days=59, hours=14)
    invited = make_invitation(session)
    give(session, invited)
    found = find_receipt(session, session.get_one(UnblockCase, invited.case_id).record_id)
    assert (clock().year, found and found.number[:5]) == (2026, "2027-")


def test_a_block_that_came_back_is_not_shown_as_lifted(session: Session, clock: FakeClock) -> None:
    invited = make_invitation(session)
    give(session, invited)
    case = session.get_one(UnblockCase, invited.case_id)
    for kind in (EvidenceKind.PROVIDER_ASKED, EvidenceKind.PROVIDER_DONE, EvidenceKind.PROVIDER_ASKED):
        clock.advance(days=1)
        note_provider(session, current_desk(), case, kind, "staff:1")
    found, answered = find_receipt(session, case.record_id), find_answered(session, case.record_id)
    assert found
    assert answered
    assert (found.provider_asked_at, found.provider_done_at) == (clock(), None)
    case.done_at = clock() - timedelta(days=1)
    assert read_progress(session, answered, Progress(asked_at=clock())).lifted_at is None
    case.done_at = clock()
    assert read_progress(session, answered, Progress(asked_at=clock())).lifted_at == clock()


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_message_names_the_last_day_by_the_clock_of_the_house(session: Session, clock: FakeClock) -> None:
    """Shortly after midnight here it is still the day before in UTC; the paper of the same code says the day of here."""
    clock.advance(hours=14)
    assert clock().hour == 23
    assert "3 décembre" in make_invitation(session, carrier=Carrier.MAILBOX).text.replace("\u00a0", " ")


def test_a_revoked_code_cannot_be_answered_and_an_answered_one_not_revoked(session: Session) -> None:
    case = make_case(session)
    first, second = make_invitation(session, case=case), make_invitation(session, case=case)
    found = find_invitation(session, first.code)
    assert found
    assert revoke(session, current_desk(), found)
    assert give(session, first).outcome is Outcome.GONE
    assert give(session, second).outcome is Outcome.RECORDED
    given = find_invitation(session, second.code)
    assert given
    assert not revoke(session, current_desk(), given)
    assert kinds(session) == ["invited", "invited", "revoked", "given"]


def test_expired_codes_are_closed_once_and_the_case_learns_it_when_none_is_left(session: Session, clock: FakeClock) -> None:
    case = make_case(session)
    make_invitation(session, case=case)
    clock.advance(days=20)
    make_invitation(session, case=case)
    told: list[InvitationsExpired] = []
    services().events.subscribe(InvitationsExpired, lambda _session, event: told.append(event))
    clock.advance(days=10)
    assert expire(session, current_desk()) == 1
    assert told == []
    clock.advance(days=20)
    assert expire(session, current_desk()) == 1
    assert expire(session, current_desk()) == 0
    assert [event.case_id for event in told] == [case.id]
    assert kinds(session) == ["invited", "invited", "expired", "expired"]


def test_when_a_room_above_fails_neither_answer_nor_evidence_remains(session: Session) -> None:
    def fail(_session: Session, _event: ConsentGiven) -> None:
        raise RuntimeError("the room above fails")

    invited = make_invitation(session)
    events: DomainEvents = services().events
    events.subscribe(ConsentGiven, fail)
    with pytest.raises(RuntimeError):
        give(session, invited)
    session.rollback()
    assert state(session, invited) is CodeState.OPEN
    assert kinds(session) == ["invited"]


@pytest.fixture
def many(app: Flask) -> Iterator[list[Invited]]:
    """Twelve codes of one case."""
    with database(app) as session:
        case = make_case(session)
        yield [make_invitation(session, case=case) for _ in range(12)]


def give_alone(app: Flask, invited: Invited, decision: Decision = Decision.YES) -> Outcome:
    """One answer in a transaction of its own, as a worker does."""
    with app.app_context():
        outcome = give(db.session, invited, Answer(decision, LOCAL_PART)).outcome
        db.session.commit()
        return outcome


def count_answers(app: Flask) -> int:
    with app.app_context():
        answered = select(func.count()).select_from(Evidence).where(Evidence.kind != EvidenceKind.INVITED)
        assert ledger.verify(db.session).is_sound
        return db.session.scalar(answered) or 0


def test_sixteen_posts_at_once_leave_one_row_of_evidence(app: Flask, many: list[Invited]) -> None:
    decisions = [Decision.YES, Decision.NO, Decision.NOT_ME, Decision.YES] * 4
    with ThreadPoolExecutor(16) as pool:
        outcomes = list(pool.map(lambda decision: give_alone(app, many[0], decision), decisions))
    assert sorted(outcomes) == [Outcome.ANSWERED_BEFORE] * 15 + [Outcome.RECORDED]
    assert count_answers(app) == 1


def test_all_codes_of_a_case_answered_at_once_leave_one_row_of_evidence(app: Flask, many: list[Invited]) -> None:
    with ThreadPoolExecutor(12) as pool:
        outcomes = list(pool.map(lambda invited: give_alone(app, invited), many))
    assert outcomes.count(Outcome.RECORDED) == 1
    assert count_answers(app) == 1
    with app.app_context():
        states = list(db.session.scalars(select(Invitation.state)))
    assert sorted(states) == [InvitationState.CLOSED] * 11 + [InvitationState.GIVEN]
