"""The consent track alone: a code that expired, or a no that was an error, once the provider has lifted the block."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.consent import ledger
from helpcenter.consent.invitations import expire
from helpcenter.consent.models import Carrier, Evidence
from helpcenter.consent.setup import current_desk
from helpcenter.db import db
from helpcenter.unblock.asking_anew import ask_anew
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.news import News, gather
from helpcenter.unblock.service import advance, invite_person
from helpcenter.unblock.workflow import NextAction, ProviderTrack, Status, StepError
from tests.browsing import csrf_of, database, sign_in, text_of
from tests.consent.persons import answer_page, make_case, make_invitation
from tests.factories import make_member
from tests.fakes import FakeClock

MEMBER = "accueil@tilleuls.example"


def lift(session: Session, case: UnblockCase) -> None:
    for step in (ProviderTrack.IN_BATCH, ProviderTrack.ASKED, ProviderTrack.DONE):
        advance(session, current_desk(), case, step, "staff:1")


def case_of_member(app: Flask, client: FlaskClient) -> int:
    with database(app) as session:
        number = make_case(session, organisation=make_member(session, email=MEMBER).organisation).id
    sign_in(client, MEMBER)
    return number


def lifted_and_answered(app: Flask, client: FlaskClient, case_id: int, decision: str) -> None:
    with database(app) as session:
        case = session.get_one(UnblockCase, case_id)
        invited = make_invitation(session, case=case)
    with database(app) as session:
        lift(session, session.get_one(UnblockCase, case_id))
    answer_page(app.test_client(), invited, decision)


def test_a_code_that_expires_after_the_lift_leaves_it_lifted_and_a_new_one_asks_the_person_only(app: Flask, clock: FakeClock) -> None:
    with database(app) as session:
        invited = make_invitation(session)
        lift(session, session.get_one(UnblockCase, invited.case_id))
    clock.advance(days=31)
    with database(app) as session:
        expire(session, current_desk())
        case = session.get_one(UnblockCase, invited.case_id)
        assert (case.status, case.next_action) == (Status.UNBLOCKED, NextAction.SEND)
        assert list(gather((case, change) for change in case.changes)) == [News.LIFTED, News.UNANSWERED]
        lifted_at = case.done_at
        again = make_invitation(session, case=case)
        assert (case.provider_track, case.done_at) == (ProviderTrack.DONE, lifted_at)
    assert answer_page(app.test_client(), again).status_code == 200
    with database(app) as session:
        assert session.get_one(UnblockCase, invited.case_id).status is Status.UNBLOCKED


def test_the_page_of_a_lifted_unanswered_case_offers_the_invitation(app: Flask, client: FlaskClient, clock: FakeClock) -> None:
    case_id = case_of_member(app, client)
    with database(app) as session:
        case = session.get_one(UnblockCase, case_id)
        invite_person(session, current_desk(), case, Carrier.SMS, "member:1")
        lift(session, case)
    clock.advance(days=31)
    with database(app) as session:
        expire(session, current_desk())
    later = app.test_client()
    sign_in(later, MEMBER)
    page = later.get(f"/organisation/cases/{case_id}")
    assert "/invitations" in page.get_data(as_text=True)
    assert "n’est pas sollicité de nouveau" in text_of(page).replace("\xa0", " ")


def test_what_was_asked_of_the_provider_stays_asked_when_nobody_answers(app: Flask, clock: FakeClock) -> None:
    with database(app) as session:
        invited = make_invitation(session)
        case = session.get_one(UnblockCase, invited.case_id)
        for step in (ProviderTrack.IN_BATCH, ProviderTrack.ASKED):
            advance(session, current_desk(), case, step, "staff:1")
    clock.advance(days=31)
    with database(app) as session:
        expire(session, current_desk())
        case = session.get_one(UnblockCase, invited.case_id)
        assert (case.status, case.provider_track) == (Status.CLOSED_EXPIRED, ProviderTrack.ASKED)
        advance(session, current_desk(), case, ProviderTrack.DONE, "staff:1")
        assert case.status is Status.UNBLOCKED


def test_a_no_in_error_is_asked_anew_after_a_call_and_the_block_stays_lifted(app: Flask, client: FlaskClient) -> None:
    case_id = case_of_member(app, client)
    lifted_and_answered(app, client, case_id, "no")
    page = client.get(f"/organisation/cases/{case_id}")
    with app.app_context():
        before = db.session.get_one(UnblockCase, case_id)
        record, lifted_at, sent = before.record_id, before.done_at, {"csrf_token": csrf_of(page), "version": str(before.version)}
        assert before.provider_track is ProviderTrack.TO_SUPPRESS_AGAIN
    assert client.post(f"/organisation/cases/{case_id}/anew", data=sent).status_code == 422
    client.post(f"/organisation/cases/{case_id}/anew", data={**sent, "has_called": "y"})
    with database(app) as session:
        case = session.get_one(UnblockCase, case_id)
        assert (case.status, case.provider_track, case.done_at) == (Status.UNBLOCKED, ProviderTrack.DONE, lifted_at)
        assert case.record_id != record
        again = make_invitation(session, case=case)
    answer_page(app.test_client(), again)
    with database(app) as session:
        kinds = session.scalars(select(Evidence.kind).where(Evidence.case_id == case_id).order_by(Evidence.seq))
        assert [kind.value for kind in kinds] == ["invited", "refused", "invited", "given"]
        assert ledger.verify(session).is_sound


def test_once_sending_has_stopped_or_after_a_withdrawal_only_a_new_request_asks_again(session: Session) -> None:
    case = make_case(session)
    lift(session, case)
    for step in ("invited", "refused"):
        advance(session, current_desk(), case, type(case.consent_track)(step), "person")
    advance(session, current_desk(), case, ProviderTrack.TO_SUPPRESS_AGAIN, "person")
    case.suppressed_again_at = current_desk().clock()
    with pytest.raises(StepError):
        ask_anew(session, current_desk(), case, "member:1")
