"""Kept branded pages learn of a change as soon as it is stored."""

from flask import Flask
from flask.testing import FlaskClient

from helpcenter.config import Settings
from helpcenter.db import db
from helpcenter.organisations.queries import find_organisation
from helpcenter.organisations.stamps import stamp_file
from tests.browsing import database
from tests.factories import make_organisation

PAGE = "/fr/o/centre-vert/gmail-web-filter"


def test_a_stored_change_is_on_the_public_page_at_the_next_request(app: Flask, client: FlaskClient) -> None:
    with database(app) as session:
        make_organisation(session, slug="centre-vert", name="Centre vert")
    assert "Centre vert" in client.get(PAGE).text
    with database(app) as session:
        found = find_organisation(session, "centre-vert")
        assert found
        found.name = "Centre bleu"
    assert "Centre bleu" in client.get(PAGE).text


def test_an_undone_change_touches_nothing(app: Flask, settings: Settings) -> None:
    with database(app) as session:
        make_organisation(session, slug="centre-vert", name="Centre vert")
    before = stamp_file(settings.instance, "centre-vert").stat().st_mtime_ns
    with app.app_context():
        found = find_organisation(db.session, "centre-vert")
        assert found
        found.name = "Centre bleu"
        db.session.flush()
        db.session.rollback()
        db.session.commit()
    assert stamp_file(settings.instance, "centre-vert").stat().st_mtime_ns == before
