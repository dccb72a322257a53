"""The whole way of a consent: a clerk files a request and hands over a code; the family answers, looks again, withdraws."""

import re

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from helpcenter.consent import ledger
from helpcenter.consent.models import Evidence
from helpcenter.db import db
from tests.browsing import database, sign_in, submit, text_of
from tests.consent.persons import stamp_on
from tests.factories import make_member, make_organisation

CLERK = "accueil@tilleuls.example"
FAMILY = "camille.martin@courrier.example"


def _file_request(clerk: FlaskClient) -> str:
    """Open a request and give the page on which it stands."""
    new = {"label": "Famille A", "address": FAMILY, "last_mail_on": "2026-10-30", "locale": "fr"}
    return submit(clerk, "/organisation/cases/new", new).location


def _hand_over(clerk: FlaskClient, case: str) -> str:
    """Make a letter and read its code, as the family will."""
    letter = submit(clerk, f"{case}/invitations", {"carrier": "letter"}, at=case)
    found = re.search(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}", text_of(letter))
    assert found
    return found[0]


def test_from_the_request_to_the_receipt_and_to_the_withdrawal(app: Flask, client: FlaskClient) -> None:
    with database(app) as session:
        make_member(session, organisation=make_organisation(session, name="Centre social Les Tilleuls"), email=CLERK)
    sign_in(client, CLERK)
    case = _file_request(client)
    code = _hand_over(client, case)
    assert "Attend la famille" in text_of(client.get("/organisation/cases"))

    family = app.test_client(use_cookies=False)
    page_url = family.post("/c/", data={"code": code.lower()}).location
    page = family.get(page_url)
    assert "Voulez-vous recevoir les mails de « Centre social Les Tilleuls » ?" in text_of(page)
    answer = {"stamp": stamp_on(page), "decision": "yes", "proof": "Camille.Martin", "understood": "y"}
    receipt = family.post(page_url, data=answer)
    assert "Vous avez dit oui" in text_of(receipt)
    assert text_of(family.get(page_url)) == text_of(family.post(page_url, data=answer))
    assert "Attend le prestataire d’envoi" in text_of(client.get(case))

    withdrawal = {"stamp": stamp_on(receipt), "action": "withdraw", "proof": FAMILY, "understood": "y"}
    assert "Vous avez retiré votre accord" in text_of(family.post(page_url, data=withdrawal))
    assert "Close : mails non voulus" in text_of(client.get(case))
    with app.app_context():
        kinds = db.session.scalars(select(Evidence.kind).order_by(Evidence.seq))
        assert [kind.value for kind in kinds] == ["invited", "given", "withdrawn"]
        assert ledger.verify(db.session).is_sound
