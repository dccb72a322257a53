"""Batches: paced, one request for all cases of a mailbox, and answers that move every case once."""

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from helpcenter.batches.forgetting import forget_orphans
from helpcenter.batches.models import Batch, CallState, ProviderRequest, RequestState
from helpcenter.batches.queries import find_batch
from helpcenter.batches.readiness import find_ready
from helpcenter.batches.service import Answer, BatchStateError, PaceError, ask, ask_again, make_batch, record_answer, take_out
from helpcenter.consent.models import Evidence, EvidenceKind
from helpcenter.consent.setup import current_desk
from helpcenter.providers.policy import ARTICLE_POLICY, AgreementMethod, BlockKind
from helpcenter.replies.withdrawals import list_to_stop, mark_stopped
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.requests import Missing
from helpcenter.unblock.service import NotReadyError, ask_provider
from helpcenter.unblock.workflow import ConsentTrack, ProviderTrack, Status
from tests.batches.requests import ACTOR, batch_all, make_ready, make_some
from tests.browsing import database
from tests.consent.persons import answer_page, make_invitation, withdraw_on_page
from tests.factories import make_organisation
from tests.fakes import FakeClock

PACED = replace(ARTICLE_POLICY, removals_a_day=2)


def evidence_of(session: Session, case: UnblockCase) -> list[str]:
    rows = session.scalars(select(Evidence.kind).where(Evidence.case_id == case.id).order_by(Evidence.seq))
    return [kind.value for kind in rows if kind is not EvidenceKind.INVITED]


def test_a_batch_is_asked_and_answered_and_every_step_stands_in_the_ledger(session: Session) -> None:
    desk, cases = current_desk(), make_some(session, 3)
    batch = batch_all(session)
    assert {case.provider_track for case in cases} == {ProviderTrack.IN_BATCH}
    assert ask(session, desk, batch, ARTICLE_POLICY, ACTOR) == 3
    for request, answer in zip(batch.requests, Answer, strict=True):
        record_answer(session, desk, request, answer, ACTOR, "  ticket\n 4711 ")
    assert [case.provider_track.value for case in cases] == ["done", "declined", "no_answer"]
    assert [evidence_of(session, case) for case in cases] == [
        ["provider_asked", "provider_done"],
        ["provider_asked", "provider_declined"],
        ["provider_asked"],
    ]
    assert batch.closed_at
    assert batch.requests[0].note == "ticket 4711"
    with pytest.raises(BatchStateError):
        record_answer(session, desk, batch.requests[0], Answer.DECLINED, ACTOR)
    with pytest.raises(BatchStateError):
        ask(session, desk, batch, ARTICLE_POLICY, ACTOR)


def test_one_request_serves_the_same_address_of_all_organisations(session: Session) -> None:
    desk = current_desk()
    first = make_ready(session, "c.martin@gmail.com")
    second = make_ready(session, "CMartin@googlemail.com", kind=BlockKind.UNKNOWN)
    batch = batch_all(session)
    assert len(batch.requests) == 1
    ask(session, desk, batch, ARTICLE_POLICY, ACTOR)
    assert record_answer(session, desk, batch.requests[0], Answer.DONE, ACTOR) == 2
    assert first.status is second.status is Status.UNBLOCKED
    assert evidence_of(session, first) == evidence_of(session, second) == ["provider_asked", "provider_done"]


def test_a_case_that_comes_later_follows_the_request_that_is_open(session: Session) -> None:
    desk = current_desk()
    make_ready(session)
    batch = batch_all(session)
    ask(session, desk, batch, ARTICLE_POLICY, ACTOR)
    later = make_ready(session)
    made = make_batch(session, desk, ARTICLE_POLICY, {later.mailbox_key}, ACTOR)
    assert (made.batch, made.joined, later.provider_track) == (None, 1, ProviderTrack.ASKED)
    record_answer(session, desk, batch.requests[0], Answer.DONE, ACTOR)
    assert later.provider_track is ProviderTrack.DONE


def test_a_block_that_was_lifted_since_the_mail_failed_is_not_asked_again(session: Session, clock: FakeClock) -> None:
    desk = current_desk()
    make_ready(session)
    batch = batch_all(session)
    ask(session, desk, batch, ARTICLE_POLICY, ACTOR)
    record_answer(session, desk, batch.requests[0], Answer.DONE, ACTOR)
    before = make_ready(session, last_mail_on=date(2026, 10, 31))
    assert make_batch(session, desk, ARTICLE_POLICY, {before.mailbox_key}, ACTOR).batch is None
    assert before.status is Status.UNBLOCKED
    clock.advance(days=5)
    after = make_ready(session, last_mail_on=date(2026, 11, 6))
    assert make_batch(session, desk, ARTICLE_POLICY, {after.mailbox_key}, ACTOR).batch is not None


def test_the_database_refuses_a_second_open_request_for_a_mailbox(session: Session) -> None:
    make_ready(session)
    batch = batch_all(session)
    [request] = batch.requests
    twin = ProviderRequest(address=request.address, mailbox_key=request.mailbox_key, open_key=request.open_key, kind=request.kind)
    twin.state, twin.call, twin.note, twin.call_detail = RequestState.WAITING, CallState.NONE, "", ""
    batch.requests.append(twin)
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


def test_a_provider_with_a_limit_is_asked_no_more_than_it_takes_in_a_day(session: Session, clock: FakeClock) -> None:
    desk = current_desk()
    make_some(session, 5)
    first = batch_all(session, PACED)
    second = batch_all(session, PACED)
    assert [len(batch.requests) for batch in (first, second)] == [2, 2]
    ask(session, desk, first, PACED, ACTOR)
    with pytest.raises(PaceError) as refused:
        ask(session, desk, second, PACED, ACTOR)
    assert refused.value.left == 0
    assert find_ready(session, PACED, clock()).fitting == 0
    clock.advance(days=1)
    assert ask(session, desk, second, PACED, ACTOR) == 2


def test_what_the_rule_demands_holds_a_case_back(session: Session, clock: FakeClock) -> None:
    make_ready(session, kind=BlockKind.SPAM)
    make_ready(session, "autre@courrier.example", kind=BlockKind.HARD_BOUNCE)
    ready = find_ready(session, ARTICLE_POLICY, clock())
    assert not ready.mailboxes
    assert [held.missing for held in ready.held] == [(Missing.CONSENT,), (Missing.ADDRESS_CONFIRMED,)]


def test_an_agreement_that_came_in_a_way_which_the_provider_refuses_holds_a_case_back(app: Flask, client: FlaskClient) -> None:
    strict = replace(ARTICLE_POLICY, refused_methods=frozenset({AgreementMethod.WEB_FORM}))
    with database(app) as session:
        case = make_ready(session, kind=BlockKind.SPAM)
        invited, case_id = make_invitation(session, case=case), case.id
    answer_page(client, invited, "yes")
    with database(app) as session:
        now = current_desk().clock()
        assert [held.missing for held in find_ready(session, strict, now).held] == [(Missing.METHOD,)]
        with pytest.raises(NotReadyError):
            ask_provider(session, current_desk(), session.get_one(UnblockCase, case_id), strict, ACTOR)
        assert not find_ready(session, ARTICLE_POLICY, now).held


def test_an_address_is_taken_out_and_an_empty_batch_disappears(session: Session) -> None:
    desk, cases = current_desk(), make_some(session, 2)
    batch = batch_all(session)
    take_out(session, desk, batch.requests[0], ACTOR)
    assert [case.provider_track for case in cases] == [ProviderTrack.READY, ProviderTrack.IN_BATCH]
    take_out(session, desk, batch.requests[0], ACTOR)
    assert session.get(Batch, batch.id) is None


def test_who_refuses_before_the_batch_leaves_stays_at_home(app: Flask, client: FlaskClient) -> None:
    with database(app) as session:
        case = make_ready(session)
        invited = make_invitation(session, case=case)
        make_ready(session, "autre@courrier.example")
        batch_id, refused_id = batch_all(session).id, case.id
    answer_page(client, invited, "no")
    with database(app) as session:
        batch = find_batch(session, batch_id)
        assert batch is not None
        assert ask(session, current_desk(), batch, ARTICLE_POLICY, ACTOR) == 1
        assert [request.address for request in batch.requests] == ["autre@courrier.example"]
        assert session.get_one(UnblockCase, refused_id).consent_track is ConsentTrack.REFUSED


def test_a_withdrawal_at_one_organisation_stops_that_one_only(app: Flask, client: FlaskClient) -> None:
    with database(app) as session:
        stopped, other = make_ready(session), make_ready(session, organisation=make_organisation(session))
        invited = make_invitation(session, case=stopped)
        batch = batch_all(session)
        ask(session, current_desk(), batch, ARTICLE_POLICY, ACTOR)
        batch_id, stopped_id, other_id = batch.id, stopped.id, other.id
    answer_page(client, invited, "no")
    with database(app) as session:
        request = session.get_one(Batch, batch_id).requests[0]
        assert record_answer(session, current_desk(), request, Answer.DONE, ACTOR) == 2
        assert session.get_one(UnblockCase, stopped_id).status is Status.CLOSED_REFUSED
        assert session.get_one(UnblockCase, stopped_id).provider_track is ProviderTrack.TO_SUPPRESS_AGAIN
        assert evidence_of(session, session.get_one(UnblockCase, stopped_id)) == ["provider_asked", "refused", "provider_done"]
        assert session.get_one(UnblockCase, other_id).status is Status.UNBLOCKED


def test_who_got_no_answer_is_asked_again_or_answered_late(session: Session) -> None:
    desk, [first, second] = current_desk(), make_some(session, 2)
    batch = batch_all(session)
    ask(session, desk, batch, ARTICLE_POLICY, ACTOR)
    for request in batch.requests:
        record_answer(session, desk, request, Answer.NO_ANSWER, ACTOR)
    record_answer(session, desk, batch.requests[0], Answer.DONE, ACTOR)
    assert ask_again(session, desk, batch.requests[1], ACTOR) == 1
    assert (first.provider_track, second.provider_track) == (ProviderTrack.DONE, ProviderTrack.READY)
    assert len(batch_all(session).requests) == 1


def test_an_address_is_forgotten_when_nobody_speaks_for_it_any_more(session: Session) -> None:
    first, second = make_ready(session), make_ready(session)
    batch = batch_all(session)
    first.address = ""
    forget_orphans(session)
    assert batch.requests[0].address == "camille.martin@courrier.example"
    second.address = ""
    forget_orphans(session)
    assert (batch.requests[0].address, batch.requests[0].mailbox_key, batch.requests[0].open_key) == ("", "", None)


@pytest.mark.parametrize("answer", ["no", "withdrawn"])
def test_what_the_provider_lifts_after_a_no_must_be_stopped_again(app: Flask, client: FlaskClient, answer: str) -> None:
    with database(app) as session:
        invited = make_invitation(session, case=make_ready(session))
        batch = batch_all(session)
        ask(session, current_desk(), batch, ARTICLE_POLICY, ACTOR)
        number = batch.id
    answer_page(client, invited, "yes" if answer == "withdrawn" else "no")
    if answer == "withdrawn":
        withdraw_on_page(client, invited)
    with database(app) as session:
        case = session.get_one(UnblockCase, invited.case_id)
        assert case.provider_track is ProviderTrack.NONE
        assert mark_stopped(session, current_desk(), case.id, ACTOR)
        found = find_batch(session, number)
        assert found
        assert record_answer(session, current_desk(), found.requests[0], Answer.DONE, ACTOR) == 1
        assert (case.provider_track, case.done_at) == (ProviderTrack.TO_SUPPRESS_AGAIN, current_desk().clock())
        # Stopped before the provider lifted the block: it is to be stopped once more.
        assert [each.id for each in list_to_stop(session)] == [case.id]
