"""From an explained error to a request: the form comes filled in, and nothing is stored before it is sent."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from helpcenter.db import db
from helpcenter.intake.models import Proposal
from helpcenter.unblock.models import UnblockCase
from tests.browsing import csrf_of, database, sign_in, text_of
from tests.factories import make_member, make_organisation

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"])
MEMBER = "accueil@tilleuls.example"
PAGE = "/fr/assistance/explained"
SAID = {"address": "camille@mail.example", "error_text": "preblocked", "last_mail_on": "2026-10-30"}


@pytest.fixture(autouse=True)
def organisation(app: Flask) -> None:
    with database(app) as session:
        make_member(session, email=MEMBER, organisation=make_organisation(session, slug="tilleuls"))


def is_filled(page: TestResponse) -> bool:
    return all(said in page.text for said in ('value="camille@mail.example"', "preblocked</textarea>", 'value="2026-10-30"'))


def count_all(app: Flask) -> int:
    with app.app_context():
        return sum(db.session.scalar(select(func.count()).select_from(table)) or 0 for table in (UnblockCase, Proposal))


def test_a_member_finds_the_form_filled_in_and_opens_the_request(app: Flask, client: FlaskClient) -> None:
    sign_in(client, MEMBER)
    page = client.post(PAGE, data=SAID)
    assert page.status_code == 200
    assert is_filled(page)
    assert 'action="/organisation/cases/new"' in page.text
    assert count_all(app) == 0
    more = {"label": "Famille A", "last_mail_on": "2026-10-30", "csrf_token": csrf_of(page)}
    sent = client.post("/organisation/cases/new", data={**SAID, **more})
    assert "/organisation/cases/" in sent.headers["Location"]
    assert count_all(app) == 1


def test_whoever_is_not_signed_in_keeps_what_was_pasted_both_ways(app: Flask, client: FlaskClient) -> None:
    page = client.post(PAGE, data=SAID)
    assert is_filled(page)
    assert 'action="/fr/assistance/request"' in page.text
    assert "Set-Cookie" not in page.headers
    assert "Vous avez un compte" in text_of(page)
    # The same words go on when the person has signed in meanwhile.
    sign_in(client, MEMBER)
    assert 'action="/organisation/cases/new"' in client.post(PAGE, data=SAID).text
    assert count_all(app) == 0


def test_what_comes_in_is_cut_cleaned_and_shown_as_text(client: FlaskClient) -> None:
    page = client.post(
        PAGE,
        data={
            "address": "a\r\nb@mail.example<script>" + "x" * 9000,
            "error_text": "</textarea><script>" + "y" * 99_000,
            "last_mail_on": '"><script>z',
        },
    )
    assert page.status_code == 200
    assert "<script>x" not in page.text
    assert "<script>y" not in page.text
    assert "<script>z" not in page.text
    assert len(page.text) < 60_000


def test_a_page_of_another_site_cannot_fill_it_in(client: FlaskClient) -> None:
    assert client.post(PAGE, data=SAID, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
