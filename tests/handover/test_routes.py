"""Pages on which a code is handed over: the ready thing of each carrier, papers, the counter's screen."""

import re
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from helpcenter.consent.models import ArchivedNotice, Carrier, Invitation
from helpcenter.db import db
from helpcenter.pdf.document import PdfDocument
from helpcenter.unblock.models import UnblockCase
from tests.browsing import csrf_of, database, sign_in, submit, text_of
from tests.consent.persons import LABEL, answer_page, make_case, make_invitation
from tests.factories import make_member, make_staff

MEMBER, STRANGER = "accueil@tilleuls.example", "mairie@ailleurs.example"


@pytest.fixture
def case_id(app: Flask, client: FlaskClient) -> int:
    """An open case of the signed-in member's organisation."""
    with database(app) as session:
        membership = make_member(session, email=MEMBER)
        number = make_case(session, organisation=membership.organisation).id
    sign_in(client, MEMBER)
    return number


def invite(client: FlaskClient, case_id: int, carrier: str) -> TestResponse:
    page = f"/organisation/cases/{case_id}"
    return submit(client, f"{page}/invitations", {"carrier": carrier}, at=page)


def hidden(page: TestResponse, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page.get_data(as_text=True))
    assert found, name
    return found[1]


def print_paper(client: FlaskClient, case_id: int, page: TestResponse, kind: str, **changes: str) -> TestResponse:
    data = {"csrf_token": csrf_of(page), "code": hidden(page, "code"), "digits": hidden(page, "digits"), "kind": kind, **changes}
    return client.post(f"/organisation/cases/{case_id}/papers", data=data)


@pytest.mark.parametrize("carrier", Carrier)
def test_each_carrier_gives_its_ready_thing(app: Flask, client: FlaskClient, case_id: int, carrier: Carrier) -> None:
    page = invite(client, case_id, carrier.value)
    assert page.status_code == 200
    body = page.get_data(as_text=True)
    grouped = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", body)
    assert grouped
    assert app.test_client().get(f"/c/{grouped[0]}").status_code == 200
    assert LABEL not in "".join(re.findall(r"<textarea[^>]*>(.*?)</textarea>", body, re.DOTALL))
    is_printed = carrier in {Carrier.COUNTER, Carrier.LETTER}
    assert ('name="digits"' in body) == is_printed
    assert ('<svg viewBox="0 0' in body) == (carrier is Carrier.COUNTER)
    assert ("mailto:" in body) == (carrier is Carrier.MAILBOX)
    assert ('href="sms:' in body) == (carrier is Carrier.SMS)
    assert ("signes sur 160" in text_of(page)) == (carrier is Carrier.SMS)
    assert "style=" not in body
    assert page.headers["Cache-Control"] == "private, no-store"


def test_the_digits_stand_in_no_text_that_can_be_sent(client: FlaskClient, case_id: int) -> None:
    for carrier in ("letter", "counter"):
        page = invite(client, case_id, carrier)
        digits = hidden(page, "digits")
        assert re.fullmatch("[0-9]{4}", digits)
        texts = re.findall(r"<textarea[^>]*>(.*?)</textarea>", page.get_data(as_text=True), re.DOTALL)
        assert digits not in "".join(texts)
        assert digits not in hidden(page, "code")


@pytest.mark.parametrize("kind", ["letter", "slip", "form"])
def test_a_paper_is_printed_with_the_code_that_was_just_made(app: Flask, client: FlaskClient, case_id: int, kind: str) -> None:
    page = invite(client, case_id, "letter")
    paper = print_paper(client, case_id, page, kind)
    assert (paper.status_code, paper.mimetype) == (200, "application/pdf")
    assert paper.data.startswith(b"%PDF-")
    assert paper.headers["Cache-Control"] == "private, no-store"
    assert paper.headers["Content-Disposition"] == f'inline; filename="{kind}-fr.pdf"'
    with app.app_context():
        printed = db.session.scalars(select(Invitation.printed_notice)).one()
        assert (printed is not None) == (kind == "form")
        if printed:
            assert db.session.get_one(ArchivedNotice, printed).locale == "fr"
    with app.app_context():
        files = [path for path in (app.extensions["helpcenter"].settings.instance / "pdf").rglob("*") if path.is_file()]
    # A code is kept as a hash only: no paper that shows it lies in the cache.
    assert not [path for path in files if path.suffix == ".pdf"]


class WritingMeanwhile:
    """Prints, while somebody else writes: on SQLite that fails at once when the page holds the write lock."""

    def __init__(self, database: str) -> None:
        self.database = database

    def render_secret(self, _document: PdfDocument) -> bytes:
        """A paper."""
        with closing(sqlite3.connect(self.database, timeout=0, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            other.execute("ROLLBACK")
        return b"%PDF-1.7"


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_while_a_paper_is_printed_others_may_write(app: Flask, client: FlaskClient, case_id: int) -> None:
    page, held = invite(client, case_id, "letter"), app.extensions["helpcenter"]
    printer = WritingMeanwhile(str(held.settings.instance / "helpcenter.sqlite3"))
    app.extensions["helpcenter"] = replace(held, pdfs=printer)
    assert print_paper(client, case_id, page, "form").status_code == 200
    with app.app_context():
        assert db.session.scalars(select(Invitation.printed_notice)).one()


def test_no_paper_is_printed_for_a_code_that_is_not_this_cases_or_has_other_digits(app: Flask, client: FlaskClient, case_id: int) -> None:
    page = invite(client, case_id, "letter")
    wrong = "0000" if hidden(page, "digits") != "0000" else "1111"
    assert print_paper(client, case_id, page, "letter", digits=wrong).status_code == 302
    assert print_paper(client, case_id, page, "poster").status_code == 400
    with database(app) as session:
        other = make_invitation(session, case=make_case(session, address="autre@courrier.example"), carrier=Carrier.LETTER)
    assert print_paper(client, case_id, page, "letter", code=other.code).status_code == 302


def test_the_counters_screen_notices_the_answer_without_saying_which(app: Flask, client: FlaskClient, case_id: int) -> None:
    page = invite(client, case_id, "counter")
    found = re.search(r'data-counter="([^"]+)"', page.get_data(as_text=True))
    assert found
    assert client.get(found[1]).json == {"is_answered": False, "is_open": True}
    with database(app) as session:
        invited = make_invitation(session, case=session.get_one(UnblockCase, case_id))
    answer_page(app.test_client(), invited)
    answer = client.get(found[1])
    assert answer.json == {"is_answered": True, "is_open": False}
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_counters_screen_speaks_the_familys_language(app: Flask, client: FlaskClient, case_id: int) -> None:
    with database(app) as session:
        session.get_one(UnblockCase, case_id).locale = "ar"
    body = invite(client, case_id, "counter").get_data(as_text=True)
    assert '<div class="turned" lang="ar" dir="rtl">' in body
    assert re.search("[\u0621-\u064a]{4}", body)


def test_after_the_answer_no_further_code_is_made(app: Flask, client: FlaskClient, case_id: int) -> None:
    url = f"/organisation/cases/{case_id}"
    token = csrf_of(client.get(url))
    with database(app) as session:
        invited = make_invitation(session, case=session.get_one(UnblockCase, case_id))
    answer_page(app.test_client(), invited)
    page = client.post(f"{url}/invitations", data={"carrier": "sms", "csrf_token": token}, follow_redirects=True)
    words = text_of(page)
    assert "a déjà répondu" in words
    assert "Joindre la famille" not in words
    assert "sur la page du code" in words.lower()


def handover_routes(app: Flask) -> list[tuple[str, str]]:
    """Every route of members that holds an id of this room."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.split(".")[0] in {"handover", "handover_answers"}]
    return [(method, rule.rule) for rule in rules for method in sorted((rule.methods or set()) & {"GET", "POST"})]


def test_every_route_with_an_id_answers_404_to_another_organisation(app: Flask, client: FlaskClient) -> None:
    with database(app) as session:
        make_member(session, email=STRANGER)
        invited = make_invitation(session, carrier=Carrier.LETTER)
        invitation_id = session.scalars(select(Invitation.id)).one()
    sign_in(client, STRANGER)
    token = csrf_of(client.get("/organisation/cases/new"))
    routes = handover_routes(app)
    assert len(routes) >= 8
    for method, rule in routes:
        url = rule.replace("<int:case_id>", str(invited.case_id)).replace("<int:invitation_id>", str(invitation_id))
        data = {"carrier": "sms", "csrf_token": token, "kind": "letter", "code": invited.code, "digits": "1234", "decision": "yes"}
        assert client.open(url.replace("<int:scan_id>", "1"), method=method, data=data).status_code == 404, url
    with app.app_context():
        assert len(db.session.scalars(select(Invitation)).all()) == 1


def test_a_code_of_another_case_is_not_watched(app: Flask, client: FlaskClient, case_id: int) -> None:
    with database(app) as session:
        make_invitation(session, case=make_case(session, address="autre@courrier.example"))
        invitation_id = session.scalars(select(Invitation.id)).one()
    assert client.get(f"/organisation/cases/{case_id}/codes/{invitation_id}").status_code == 404


def test_members_read_no_paper_through_the_page_of_staff(app: Flask, client: FlaskClient, case_id: int) -> None:
    assert client.get(f"/staff/cases/{case_id}/scans/1").status_code == 403
    with database(app) as session:
        make_staff(session, email="equipe@ani.example")
    staff = app.test_client()
    sign_in(staff, "equipe@ani.example")
    assert staff.get(f"/staff/cases/{case_id}/scans/1").status_code == 404
