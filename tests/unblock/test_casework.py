"""Members at work on an open case: correction, arrival, reopening, notes; two people at once."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from helpcenter.consent.models import Carrier
from helpcenter.consent.setup import current_desk
from helpcenter.db import db
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.service import advance, invite_person
from helpcenter.unblock.workflow import ConsentTrack, Ending, NextAction, ProviderTrack, Status
from tests.browsing import csrf_of, database, sign_in, text_of
from tests.consent.persons import ADDRESS, LABEL, answer_page, make_case, make_invitation
from tests.factories import make_member, make_staff

MEMBER, STAFF = "accueil@tilleuls.example", "equipe@ani.example"


@pytest.fixture
def case_id(app: Flask, client: FlaskClient) -> int:
    """A case of the organisation of the member who is signed in."""
    with database(app) as session:
        case = make_case(session, organisation=make_member(session, email=MEMBER).organisation)
        number = case.id
    sign_in(client, MEMBER)
    return number


def change(app: Flask, case_id: int, step: Callable[[Session, UnblockCase], None]) -> None:
    with database(app) as session:
        step(session, session.get_one(UnblockCase, case_id))


def lift(session: Session, case: UnblockCase) -> None:
    for step in (ProviderTrack.IN_BATCH, ProviderTrack.ASKED, ProviderTrack.DONE):
        advance(session, current_desk(), case, step, "staff:1")


def name_other(session: Session, case: UnblockCase) -> None:
    answer_page(db_client(), make_invitation(session, case=case), "moved", new_address="camille.martins@courrier.example")


def db_client() -> FlaskClient:
    from flask import current_app

    return current_app.test_client()


def send(client: FlaskClient, case_id: int, what: str, *, version: int | None = None, **data: str) -> TestResponse:
    page = client.get(f"/organisation/cases/{case_id}")
    if version is None:
        with client.application.app_context():
            version = db.session.get_one(UnblockCase, case_id).version
    fields = {"csrf_token": csrf_of(page), "version": str(version), **data}
    return client.post(f"/organisation/cases/{case_id}/{what}", data=fields)


def status_of(app: Flask, case_id: int) -> tuple[Status, NextAction]:
    with app.app_context():
        case = db.session.get_one(UnblockCase, case_id)
        return case.status, case.next_action


def test_a_correction_shows_what_differs_asks_for_a_call_and_leads_to_the_verified_end(
    app: Flask, client: FlaskClient, case_id: int
) -> None:
    change(app, case_id, name_other)
    page = client.get(f"/organisation/cases/{case_id}")
    assert "<mark>s</mark>" in page.get_data(as_text=True)
    assert "au numéro que nous avions déjà" in text_of(page)
    refused = send(client, case_id, "correction", decision="change")
    assert refused.status_code == 422
    assert "Appelez d’abord" in text_of(refused)
    assert status_of(app, case_id)[1] is NextAction.CALL
    send(client, case_id, "correction", decision="change", has_called="y")
    assert status_of(app, case_id) == (Status.CLOSED_CORRECTED, NextAction.SEND)
    send(client, case_id, "arrival")
    assert status_of(app, case_id) == (Status.VERIFIED, NextAction.NOTHING)
    with app.app_context():
        assert {change.after for change in db.session.get_one(UnblockCase, case_id).changes} & {"asked", "in_batch"} == set()


def test_a_family_that_keeps_its_address_is_asked_anew_with_a_record_of_its_own(app: Flask, client: FlaskClient, case_id: int) -> None:
    change(app, case_id, name_other)
    answer = send(client, case_id, "correction", decision="keep", has_called="y")
    following = int(answer.location.rsplit("/", 1)[1])
    assert following != case_id
    assert status_of(app, case_id)[0] is Status.CLOSED_DUPLICATE
    assert status_of(app, following) == (Status.NEEDS_ORGANISATION, NextAction.INVITE)
    with database(app) as session:
        old, new = session.get_one(UnblockCase, case_id), session.get_one(UnblockCase, following)
        assert (old.duplicate_of_id, new.address, new.label) == (following, ADDRESS, LABEL)
        assert old.record_id != new.record_id
        invited = make_invitation(session, case=new)
    answer_page(app.test_client(), invited)
    assert status_of(app, following)[0] is Status.WAITING_PROVIDER
    assert f'href="/organisation/cases/{following}"' in client.get(f"/organisation/cases/{case_id}").get_data(as_text=True)


def test_whoever_acts_on_an_older_state_is_told_and_changes_nothing(app: Flask, client: FlaskClient, case_id: int) -> None:
    change(app, case_id, lift)
    answer = send(client, case_id, "arrival", version=1)
    assert answer.status_code == 409
    assert "Quelqu’un d’autre a modifié cette demande" in text_of(answer)
    assert status_of(app, case_id)[0] is Status.UNBLOCKED
    assert send(client, case_id, "arrival", version=0, csrf_token="").status_code == 400


def test_a_mail_that_arrived_solves_and_one_that_fails_again_reopens(app: Flask, client: FlaskClient, case_id: int) -> None:
    change(app, case_id, lift)
    send(client, case_id, "arrival")
    assert status_of(app, case_id)[0] is Status.VERIFIED
    send(client, case_id, "reopening")
    assert status_of(app, case_id)[1] is NextAction.INVITE
    assert "rouverte" in text_of(client.get(f"/organisation/cases/{case_id}"))


def test_a_closed_case_is_not_opened_beside_another_one_for_its_mailbox(app: Flask, client: FlaskClient, case_id: int) -> None:
    def expire(session: Session, case: UnblockCase) -> None:
        invite_person(session, current_desk(), case, Carrier.LETTER, "member:1")
        advance(session, current_desk(), case, ConsentTrack.EXPIRED, "timer")
        make_case(session, organisation=case.organisation)

    change(app, case_id, expire)
    answer = send(client, case_id, "reopening")
    assert answer.location.rsplit("/", 1)[1] != str(case_id)
    assert status_of(app, case_id)[0] is Status.CLOSED_EXPIRED


def test_who_said_no_is_not_asked_again_in_the_same_case(app: Flask, client: FlaskClient, case_id: int) -> None:
    change(app, case_id, answer_no)
    page = client.get(f"/organisation/cases/{case_id}")
    assert "Rouvrir" not in text_of(page)
    send(client, case_id, "reopening")
    assert status_of(app, case_id)[0] is Status.CLOSED_REFUSED


def answer_no(session: Session, case: UnblockCase) -> None:
    answer_page(db_client(), make_invitation(session, case=case), "no")


def test_a_mail_that_arrives_before_anything_was_lifted_solves_too_and_a_closed_case_stays_as_it_ended(
    app: Flask, client: FlaskClient, case_id: int
) -> None:
    send(client, case_id, "arrival")
    assert status_of(app, case_id)[0] is Status.VERIFIED
    with app.app_context():
        version = db.session.get_one(UnblockCase, case_id).version
    send(client, case_id, "arrival")
    with app.app_context():
        assert db.session.get_one(UnblockCase, case_id).version == version


def test_members_read_their_own_notes_and_staff_read_all(app: Flask, client: FlaskClient, case_id: int) -> None:
    assert send(client, case_id, "notes", text="  ").status_code == 422
    long = send(client, case_id, "notes", text="x" * 2001)
    assert "x" * 2001 in long.get_data(as_text=True)
    # Pressed twice, kept once.
    for _press in range(2):
        send(client, case_id, "notes", text="Rappelée <b>lundi</b>\r\nà 9 h")
    with database(app) as session:
        make_staff(session, email=STAFF)
    staff = app.test_client()
    sign_in(staff, STAFF)
    token = csrf_of(staff.get(f"/staff/cases/{case_id}"))
    staff.post(f"/staff/cases/{case_id}/notes", data={"csrf_token": token, "text": "Vu avec le prestataire"})
    own, theirs = text_of(client.get(f"/organisation/cases/{case_id}")), text_of(staff.get(f"/staff/cases/{case_id}"))
    assert own.count("Rappelée <b>lundi</b> à 9 h") == 1
    assert "Vu avec le prestataire" not in own
    assert "Rappelée" in theirs
    assert "Vu avec le prestataire" in theirs


def test_the_ending_is_kept_with_its_actor(app: Flask, client: FlaskClient, case_id: int) -> None:
    change(app, case_id, lift)
    send(client, case_id, "arrival")
    with app.app_context():
        case = db.session.get_one(UnblockCase, case_id)
        assert (case.ending, case.changes[-1].after) == (Ending.VERIFIED, "verified")
        assert case.changes[-1].actor.startswith("member:")


def decline(session: Session, case: UnblockCase) -> None:
    for step in (ProviderTrack.IN_BATCH, ProviderTrack.ASKED, ProviderTrack.DECLINED):
        advance(session, current_desk(), case, step, "staff:1")


def test_a_block_that_the_provider_keeps_leaves_the_organisation_to_tell_the_family(app: Flask, client: FlaskClient, case_id: int) -> None:
    change(app, case_id, decline)
    page = text_of(client.get(f"/organisation/cases/{case_id}"))
    assert "Prévenir la famille autrement" in page
    assert "maintient le blocage : vos mails ne partent toujours pas" in page.replace("\N{NO-BREAK SPACE}", " ")
    assert "Rien à faire" not in page
    assert "de nouveau plus" not in page


@pytest.mark.parametrize(("decision", "heading"), [("no", "Prévenir la famille autrement"), ("not_me", "Demander la bonne adresse")])
def test_a_no_that_was_a_mistake_leads_to_a_new_request(app: Flask, client: FlaskClient, case_id: int, decision: str, heading: str) -> None:
    change(app, case_id, lambda session, case: void(answer_page(db_client(), make_invitation(session, case=case), decision)))
    answer = client.get(f"/organisation/cases/{case_id}")
    assert heading in text_of(answer)
    assert '<a href="/organisation/cases/new">' in answer.get_data(as_text=True)


def void(_answer: object) -> None:
    """What a step gives back is of no use here."""
