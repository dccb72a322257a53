"""Answers that a clerk writes down: on the telephone, on signed paper."""

import hashlib
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse

from helpcenter.consent.attachments import Attachment
from helpcenter.consent.invitations import expire
from helpcenter.consent.models import Evidence, EvidenceKind, Invitation
from helpcenter.db import db
from helpcenter.providers.shelf import Policies
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.workflow import ConsentTrack
from tests.browsing import csrf_of, database, sign_in, submit, text_of
from tests.consent.persons import LABEL, answer_page, make_case, make_invitation
from tests.factories import make_member
from tests.fakes import FakeClock

MEMBER = "accueil@tilleuls.example"
PDF = b"%PDF-1.7 un papier\n%%EOF"


@pytest.fixture
def case_id(app: Flask, client: FlaskClient) -> int:
    """An open case of the signed-in member's organisation."""
    with database(app) as session:
        membership = make_member(session, email=MEMBER)
        number = make_case(session, organisation=membership.organisation).id
    sign_in(client, MEMBER)
    return number


def send(client: FlaskClient, url: str, data: dict[str, Any]) -> TestResponse:
    page = client.get(url)
    stamp = re.search(r'name="stamp"[^>]*value="([^"]+)"', page.get_data(as_text=True))
    return submit(client, url, ({"stamp": stamp[1]} if stamp else {}) | data)


def call(client: FlaskClient, case_id: int, **data: str) -> TestResponse:
    return send(client, f"/organisation/cases/{case_id}/phone", {"decision": "yes", "is_heard": "y", **data})


def hand_in(client: FlaskClient, case_id: int, scan: bytes = PDF, **data: str) -> TestResponse:
    form = {"decision": "yes", "is_compared": "y", "place": "counter", "scan": FileStorage(BytesIO(scan), "../famille Zébulon.pdf"), **data}
    return send(client, f"/organisation/cases/{case_id}/paper-answer", form)


def print_form(client: FlaskClient, case_id: int) -> str:
    """Print a form to sign; gives its code."""
    url = f"/organisation/cases/{case_id}"
    page = client.post(f"{url}/invitations", data={"csrf_token": csrf_of(client.get(url)), "carrier": "letter"}).get_data(as_text=True)
    code, digits = (re.search(rf'name="{name}" value="([^"]+)"', page) for name in ("code", "digits"))
    assert code
    assert digits
    form = {"csrf_token": csrf_of(client.get(url)), "kind": "form", "code": code[1], "digits": digits[1]}
    assert client.post(f"{url}/papers", data=form).status_code == 200
    return code[1]


def answers(app: Flask) -> list[dict[str, Any]]:
    """The payloads of all answers in the ledger."""
    kinds = (EvidenceKind.GIVEN, EvidenceKind.REFUSED, EvidenceKind.WRONG_PERSON, EvidenceKind.ADDRESS_CORRECTED)
    with app.app_context():
        return list(db.session.scalars(select(Evidence.payload).where(Evidence.kind.in_(kinds))))


def test_a_yes_on_the_telephone_is_recorded_as_weak_and_does_not_confirm_the_address(app: Flask, client: FlaskClient, case_id: int) -> None:
    page = call(client, case_id)
    assert page.status_code == 200
    code = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", page.get_data(as_text=True))
    assert code
    payload = answers(app)[0]
    assert (payload["method"], payload["carrier"], payload["subject"]["typed_match"]) == ("phone", "phone", "spoken")
    assert payload["handed_over_by"].startswith("member:")
    assert payload["notice_shown_at"]
    with app.app_context():
        case = db.session.get_one(UnblockCase, case_id)
        assert (case.consent_track, case.address_confirmed_at) == (ConsentTrack.GIVEN, None)
    assert "Preuve faible" in text_of(client.get(f"/organisation/cases/{case_id}"))
    receipt = app.test_client().get(f"/c/{code[0]}")
    assert "Vous avez dit oui" in text_of(receipt)


def test_a_yes_said_at_the_counter_has_a_method_of_its_own_and_is_weak_too(app: Flask, client: FlaskClient, case_id: int) -> None:
    url = f"/organisation/cases/{case_id}/counter-answer"
    assert "raccrochez" not in text_of(client.get(url))
    assert send(client, url, {"decision": "yes", "is_heard": "y"}).status_code == 200
    payload = answers(app)[0]
    assert (payload["method"], payload["carrier"], payload["subject"]["typed_match"]) == ("counter", "counter", "spoken")
    with app.app_context():
        case = db.session.get_one(UnblockCase, case_id)
        assert (case.consent_track, case.address_confirmed_at) == (ConsentTrack.GIVEN, None)
    page = text_of(client.get(f"/organisation/cases/{case_id}"))
    assert "Au guichet" in page or "À l’accueil" in page
    assert "Preuve faible" in page


@pytest.mark.parametrize("where", ["phone", "counter-answer"])
def test_a_yes_that_the_provider_would_refuse_is_not_taken_but_every_other_answer_is(
    app: Flask, client: FlaskClient, case_id: int, tmp_path: Path, where: str
) -> None:
    (tmp_path / "providers").mkdir()
    rule = "{hard_bounce: {removal: support, evidence: dossier}}"
    policy = f"name: Colibri\norder: ask_first\nrefuses: [phone, counter]\nsource: s\nchecked_on: 2026-11-01\nrules: {rule}\n"
    (tmp_path / "providers" / "mailjet.yaml").write_text(policy, encoding="utf-8")
    app.extensions["policies"] = Policies(tmp_path)
    url = f"/organisation/cases/{case_id}/{where}"
    assert "Colibri n’accepte pas un accord seulement dit" in text_of(client.get(url))
    refused = send(client, url, {"decision": "yes", "is_heard": "y"})
    assert refused.status_code == 422
    assert 'id="decision-error"' in refused.get_data(as_text=True)
    assert answers(app) == []
    assert send(client, url, {"decision": "no", "is_heard": "y"}).status_code == 200


def test_who_did_not_name_the_address_has_not_said_yes(app: Flask, client: FlaskClient, case_id: int) -> None:
    page = call(client, case_id, is_heard="")
    assert page.status_code == 422
    assert "Demandez d’abord l’adresse" in text_of(page)
    assert answers(app) == []
    with app.app_context():
        assert db.session.scalars(select(Invitation)).all() == []


def test_another_address_on_the_telephone_is_a_correction_and_no_consent(app: Flask, client: FlaskClient, case_id: int) -> None:
    assert call(client, case_id, decision="moved", is_heard="", new_address="camille.martin@courier.example").status_code == 200
    with app.app_context():
        case = db.session.get_one(UnblockCase, case_id)
        assert (case.consent_track, case.corrected_address) == (ConsentTrack.NEEDS_CORRECTION, "camille.martin@courier.example")


def test_the_same_address_is_no_correction_and_leaves_nothing_behind(app: Flask, client: FlaskClient, case_id: int) -> None:
    page = call(client, case_id, decision="moved", new_address="Camille.Martin@courrier.example")
    assert page.status_code == 422
    assert "l’adresse que la demande a déjà" in text_of(page)
    with app.app_context():
        assert db.session.scalars(select(Invitation)).all() == []


def test_the_script_is_read_in_the_language_that_the_clerk_chooses(client: FlaskClient, case_id: int) -> None:
    page = client.get(f"/organisation/cases/{case_id}/phone?script=tr").get_data(as_text=True)
    assert '<div class="spoken" lang="tr" dir="ltr">' in page
    assert "harf harf" in page


def test_a_forged_or_old_script_is_not_recorded(app: Flask, client: FlaskClient, case_id: int, clock: FakeClock) -> None:
    assert call(client, case_id, stamp="x").status_code == 400
    url = f"/organisation/cases/{case_id}/phone"
    page = client.get(url)
    stamp = re.search(r'name="stamp"[^>]*value="([^"]+)"', page.get_data(as_text=True))
    assert stamp
    clock.advance(minutes=25 * 60)
    next_day = app.test_client()
    sign_in(next_day, MEMBER)
    data = {"decision": "yes", "is_heard": "y", "stamp": stamp[1], "csrf_token": csrf_of(next_day.get(url))}
    assert next_day.post(url, data=data).status_code == 409
    assert answers(app) == []


def test_a_signed_paper_is_kept_and_stands_in_the_evidence(app: Flask, client: FlaskClient, case_id: int) -> None:
    assert hand_in(client, case_id).status_code == 302
    payload = answers(app)[0]
    digest = hashlib.sha256(PDF).hexdigest()
    assert (payload["method"], payload["carrier"], payload["attachment_sha256"]) == ("paper_form", "counter", digest)
    assert payload["handed_over_by"].startswith("member:")
    assert LABEL not in str(payload)
    with app.app_context():
        assert db.session.get_one(UnblockCase, case_id).address_confirmed_at is not None
        scan_id = db.session.scalars(select(Attachment.id)).one()
    file = client.get(f"/organisation/cases/{case_id}/scans/{scan_id}")
    assert (file.data, file.mimetype) == (PDF, "application/pdf")
    assert file.headers["Content-Disposition"] == f'attachment; filename="paper-{scan_id}.pdf"'
    assert file.headers["X-Content-Type-Options"] == "nosniff"


def test_a_paper_that_was_printed_is_recorded_under_the_text_it_was_printed_with(app: Flask, client: FlaskClient, case_id: int) -> None:
    print_form(client, case_id)
    with database(app) as session:
        # The case was French when the paper was printed.
        session.get_one(UnblockCase, case_id).locale = "de"
        printed = session.scalars(select(Invitation.printed_notice)).one()
    assert hand_in(client, case_id, place="letter").status_code == 302
    payload = answers(app)[0]
    assert (payload["notice"]["sha256"], payload["notice"]["locale"], payload["carrier"]) == (printed, "fr", "letter")
    with app.app_context():
        assert len(db.session.scalars(select(Invitation)).all()) == 1


def test_a_paper_that_comes_back_late_keeps_its_promise(app: Flask, client: FlaskClient, case_id: int, clock: FakeClock) -> None:
    code = print_form(client, case_id)
    clock.advance(days=40)
    with database(app) as session:
        expire(session, app.extensions["consent"])
        printed = session.scalars(select(Invitation.printed_notice)).one()
        case = session.get_one(UnblockCase, case_id)
        case.locale, version = "de", case.version
    later, url = app.test_client(), f"/organisation/cases/{case_id}"
    sign_in(later, MEMBER)
    later.post(f"{url}/reopening", data={"csrf_token": csrf_of(later.get(url)), "version": str(version)})
    assert later.get(f"/c/{code}").status_code == 410
    assert hand_in(later, case_id, place="letter").status_code == 302
    assert answers(app)[0]["notice"]["sha256"] == printed
    receipt = app.test_client().get(f"/c/{code}")
    assert (receipt.status_code, "Vous avez dit oui" in text_of(receipt)) == (200, True)


def test_a_scan_heavier_than_anything_is_told_of_beside_its_field_and_the_rest_stays(app: Flask, client: FlaskClient, case_id: int) -> None:
    page = hand_in(client, case_id, PDF + bytes(25 * 1024 * 1024), decision="moved", new_address="neuve@courrier.example", place="letter")
    assert (page.status_code, "dépasse 8" in text_of(page), answers(app)) == (422, True, [])
    # What stood above it was read all the same.
    for kept in ('value="neuve@courrier.example"', 'checked id="place-1"', 'checked id="decision-'):
        assert kept in page.text
    assert app.test_client().post(f"/organisation/cases/{case_id}/paper-answer", data=b"x" * (25 * 1024 * 1024)).status_code != 200


@pytest.mark.parametrize(
    ("scan", "said"),
    [
        (b"", "Choisissez le scan"),
        (b"<html><script>alert(1)</script>", "ni un PDF ni une image"),
        (b"\x89PNG fake", "ni un PDF ni une image"),
        (b"%PDF-" + b"x" * (8 * 1024 * 1024), "dépasse 8"),
    ],
)
def test_a_file_that_is_no_scan_is_refused_beside_its_field(app: Flask, client: FlaskClient, case_id: int, scan: bytes, said: str) -> None:
    page = hand_in(client, case_id, scan)
    assert page.status_code == 422
    assert said in text_of(page)
    assert answers(app) == []
    with app.app_context():
        assert db.session.scalars(select(Attachment)).all() == []


def test_a_yes_for_an_address_that_was_not_compared_is_none(app: Flask, client: FlaskClient, case_id: int) -> None:
    page = hand_in(client, case_id, is_compared="")
    assert page.status_code == 422
    assert "Comparez d’abord l’adresse" in text_of(page)
    assert answers(app) == []


def test_nobody_is_answered_for_twice(app: Flask, client: FlaskClient, case_id: int) -> None:
    with database(app) as session:
        invited = make_invitation(session, case=session.get_one(UnblockCase, case_id))
    answer_page(app.test_client(), invited, "no")
    for page in (call(client, case_id), hand_in(client, case_id)):
        assert page.status_code == 302
    assert [payload["decision"] for payload in answers(app)] == ["refused"]
    with app.app_context():
        assert db.session.scalars(select(Attachment)).all() == []
