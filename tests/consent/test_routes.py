"""The pages of a code."""

from flask import Flask
from flask.testing import FlaskClient

from tests.browsing import database, text_of
from tests.consent.persons import answer_page, make_invitation


def test_smoke(app: Flask, client: FlaskClient) -> None:
    with database(app) as session:
        invited = make_invitation(session)
    page = client.get(invited.url)
    print(text_of(page))
    assert page.status_code == 200
    page = answer_page(client, invited)
    print(text_of(page))
    assert page.status_code == 200
    assert "Vous avez dit oui" in text_of(page) or "You said yes" in text_of(page)
