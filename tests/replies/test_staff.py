"""Pages of staff: attach a mail, read it, decide; stop sending after a no. What the organisation and the person then see."""

from dataclasses import replace
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse

from helpcenter.config import Settings
from helpcenter.consent.desk import Desk
from helpcenter.db import db
from helpcenter.providers.policy import ARTICLE_POLICY
from helpcenter.replies.fetching import Tools
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.service import advance, ask_provider, take_case, verify
from helpcenter.unblock.workflow import ProviderTrack
from helpcenter.web.slots import render_slot
from tests.browsing import csrf_of, database, link_in, outbox, sign_in, submit, text_of, words_of
from tests.consent.persons import ADDRESS, LABEL, Invited, answer_page, make_case, make_invitation, withdraw_on_page
from tests.factories import make_member, make_organisation, make_staff
from tests.replies.mails import YES, FakeRecords, sign, write_mail


@pytest.fixture
def invited(app: Flask) -> Invited:
    """A code on its way."""
    with database(app) as session:
        return make_invitation(session)


@pytest.fixture
def staff(app: Flask, tools: Tools) -> FlaskClient:
    """A browser of staff."""
    assert tools
    browser = app.test_client()
    with database(app) as session:
        email = make_staff(session).email
    sign_in(browser, email)
    return browser


def attach(staff: FlaskClient, raw: bytes) -> TestResponse:
    file = FileStorage(BytesIO(raw), filename="réponse de Camille.eml", content_type="text/html")
    return submit(staff, "/staff/replies", {"mail": file})


def lift(session: Session, desk: Desk, case_id: int) -> None:
    """The provider was asked, and lifted the block."""
    case = take_case(session, case_id)
    assert case
    ask_provider(session, desk, case, ARTICLE_POLICY, "staff:1")
    advance(session, desk, case, ProviderTrack.DONE, "staff:1")


def slot_on_case(app: Flask, name: str, case_id: int) -> str:
    with app.test_request_context("/?locale=en"):
        return str(render_slot(name, case=db.session.get_one(UnblockCase, case_id)))


def test_staff_attach_a_mail_read_it_and_write_down_what_it_says(staff: FlaskClient, client: FlaskClient, invited: Invited) -> None:
    answer = attach(staff, sign(write_mail(f"D'accord pour moi <b>\n{invited.code}")))
    assert answer.status_code == 302
    page = staff.get(answer.location)
    words = text_of(page)
    for said in ("D'accord pour moi <b>", ADDRESS, "s1._domainkey.courrier.example"):
        assert said in words
    done = staff.post(answer.location, data={"decision": "yes", "csrf_token": csrf_of(page)})
    assert done.status_code == 302
    assert "Vous avez dit oui" in text_of(client.get(invited.url))
    again = staff.post(answer.location, data={"decision": "no", "csrf_token": csrf_of(page)})
    assert again.status_code == 302
    assert "Vous avez dit oui" in text_of(client.get(invited.url))


def test_an_unproved_mail_is_shown_as_such_and_cannot_be_taken_for_an_answer(
    staff: FlaskClient, client: FlaskClient, invited: Invited
) -> None:
    answer = attach(staff, write_mail(f"{YES}\n{invited.code}"))
    page = staff.get(answer.location)
    assert 'value="yes"' not in page.get_data(as_text=True)
    forged = staff.post(answer.location, data={"decision": "yes", "csrf_token": csrf_of(page)})
    assert forged.status_code == 422
    assert "Voulez-vous" in text_of(client.get(invited.url))


def test_another_address_named_in_a_proved_mail_is_typed_and_goes_to_the_organisation(
    app: Flask, staff: FlaskClient, invited: Invited
) -> None:
    place = attach(staff, sign(write_mail(f"Ma nouvelle adresse : camille@boite.example\n{invited.code}"))).location
    page = staff.get(place)
    for typed in ("", "camille", ADDRESS):
        refused = staff.post(place, data={"decision": "moved", "new_address": typed, "csrf_token": csrf_of(page)})
        assert refused.status_code == 422
        assert 'id="new_address-error"' in refused.get_data(as_text=True)
    data = {"decision": "moved", "new_address": "camille@boite.example", "csrf_token": csrf_of(page)}
    assert staff.post(place, data=data).status_code == 302
    with database(app) as session:
        assert session.get_one(UnblockCase, invited.case_id).corrected_address == "camille@boite.example"


def test_a_mail_from_another_mailbox_can_only_name_it(staff: FlaskClient, invited: Invited) -> None:
    place = attach(staff, sign(write_mail(f"{YES}\n{invited.code}", sender="autre@courrier.example"))).location
    page = staff.get(place).get_data(as_text=True)
    assert 'value="moved"' in page
    assert 'value="yes"' not in page


@pytest.mark.parametrize("raw", [b"", b"%PDF-1.7", b"\xd0\xcf\x11\xe0", write_mail("Bonjour", sender="autre@courrier.example")])
def test_what_is_no_answer_is_refused_beside_the_file(staff: FlaskClient, raw: bytes) -> None:
    page = attach(staff, raw)
    assert page.status_code == 422
    assert 'class="error" id="mail-error"' in page.get_data(as_text=True)


def test_a_heavy_mail_is_refused_beside_the_file_kept_whole_or_not(staff: FlaskClient) -> None:
    for size, status in ((6, 422), (25, 422)):
        page = attach(staff, write_mail("Bonjour") + b"x" * (size * 1024 * 1024))
        assert (page.status_code, "dépasse 5" in text_of(page) or "5 MB" in text_of(page) or "5 Mo" in text_of(page)) == (status, True)


def test_the_file_comes_back_unchanged_as_an_attachment_that_no_browser_opens(staff: FlaskClient, invited: Invited) -> None:
    raw = write_mail(f"<script>alert(1)</script>\n{invited.code}")
    answer = attach(staff, raw)
    file = staff.get(f"{answer.location}/mail.eml")
    assert file.data == raw
    assert file.headers["Content-Disposition"].startswith("attachment;")
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert file.mimetype == "application/octet-stream"
    assert b"<script>alert" not in staff.get(answer.location).data
    assert staff.get("/staff/replies/999/mail.eml").status_code == 404


def test_a_withdrawal_after_the_lift_comes_to_staff_and_to_the_organisation(
    app: Flask, staff: FlaskClient, client: FlaskClient, settings: Settings
) -> None:
    with database(app) as session:
        member = make_member(session)
        invited = make_invitation(session, case=make_case(session, organisation=member.organisation))
        email = member.user.email
    answer_page(client, invited)
    with database(app) as session:
        lift(session, app.extensions["consent"], invited.case_id)
    page = text_of(withdraw_on_page(client, invited))
    assert "l’équipe arrête" in page
    mail = next(mail for mail in outbox(settings) if mail["To"].addresses[0].addr_spec == email)
    assert f"/organisation/cases/{invited.case_id}" in link_in(mail, "/organisation/cases/")
    for secret in (LABEL, ADDRESS, "camille"):
        assert secret not in words_of(mail) + str(mail["Subject"])
    listed = staff.get("/staff/withdrawals")
    assert ADDRESS in text_of(listed)
    assert "stops the sending" in slot_on_case(app, "case_main", invited.case_id)
    done = staff.post(f"/staff/withdrawals/{invited.case_id}", data={"csrf_token": csrf_of(listed)}, follow_redirects=True)
    assert ADDRESS not in text_of(done)
    assert "Sending was stopped" in slot_on_case(app, "case_main", invited.case_id)
    assert "arrêtés le 2 novembre 2026" in text_of(client.get(invited.url))
    assert "/staff/replies" in slot_on_case(app, "staff_case_main", invited.case_id)


def test_nothing_is_stopped_for_a_case_that_was_never_asked_for(
    app: Flask, staff: FlaskClient, client: FlaskClient, invited: Invited
) -> None:
    answer_page(client, invited)
    withdraw_on_page(client, invited)
    token = csrf_of(staff.get("/staff/replies"))
    page = staff.post(f"/staff/withdrawals/{invited.case_id}", data={"csrf_token": token}, follow_redirects=True)
    assert page.status_code == 200
    with app.test_request_context("/"):
        assert db.session.get_one(UnblockCase, invited.case_id).suppressed_again_at is None


def test_a_no_while_the_provider_was_asked_is_listed_too(app: Flask, staff: FlaskClient, client: FlaskClient, invited: Invited) -> None:
    answer_page(client, invited)
    with database(app) as session:
        case = take_case(session, invited.case_id)
        assert case
        ask_provider(session, app.extensions["consent"], case, ARTICLE_POLICY, "staff:1")
    withdraw_on_page(client, invited)
    assert ADDRESS in text_of(staff.get("/staff/withdrawals"))


def test_the_persons_page_tells_each_step(app: Flask, client: FlaskClient, tools: Tools, invited: Invited) -> None:
    answer_page(client, invited)
    with database(app) as session:
        lift(session, tools.desk, invited.case_id)
    assert "levé le 2 novembre 2026" in text_of(client.get(invited.url))
    with database(app) as session:
        case = take_case(session, invited.case_id)
        assert case
        verify(session, tools.desk, case, "member:1")
    receipt = text_of(client.get(invited.url))
    assert "premier mail vous est parvenu le 2 novembre 2026" in receipt
    # Now the sheet is offered again, with a reason of its own.
    assert "Était-il dans les indésirables" in receipt


def test_the_organisation_sees_what_a_mail_is_worth_and_not_its_words(app: Flask, staff: FlaskClient, invited: Invited) -> None:
    attach(staff, write_mail(f"Mon secret de famille\n{invited.code}"))
    shown = slot_on_case(app, "case_main", invited.case_id)
    assert "Unproved" in shown
    assert "secret" not in shown
    with database(app) as session:
        other = make_case(session, organisation=make_organisation(session, name="Mairie"), address="b@courrier.example").id
    assert "Unproved" not in slot_on_case(app, "case_main", other)


def test_a_key_is_asked_for_again_on_request(app: Flask, staff: FlaskClient, client: FlaskClient, tools: Tools, invited: Invited) -> None:
    silent = FakeRecords(is_silent=True)
    app.extensions["replies"] = replace(tools, records=silent)
    answer = attach(staff, sign(write_mail(f"{YES}\n{invited.code}")))
    token = csrf_of(staff.get(answer.location))
    staff.post(f"{answer.location}/judge", data={"csrf_token": token})
    assert "Voulez-vous" in text_of(client.get(invited.url))
    app.extensions["replies"] = tools
    staff.post(f"{answer.location}/judge", data={"csrf_token": token})
    assert "Vous avez dit oui" in text_of(client.get(invited.url))
