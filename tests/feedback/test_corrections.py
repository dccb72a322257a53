"""Exactly one mail when an article changes, in the reader's language; then the address is gone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpcenter.app import create_app
from helpcenter.config import Settings
from helpcenter.db import db
from helpcenter.feedback.corrections import take_due
from helpcenter.feedback.models import CorrectionRequest
from helpcenter.feedback.service import ask_for_mail
from helpcenter.feedback.tasks import update
from helpcenter.feedback.versions import TextNow
from tests.browsing import link_in, outbox, words_of
from tests.fakes import FakeClock
from tests.feedback.readers import ARTICLE, SLUG, copy_content, correct_article, make_text, write

ADDRESS = "lea@courrier.example"


@pytest.fixture
def own_app(settings: Settings, clock: FakeClock, tmp_path: Path) -> Iterator[Flask]:
    """The site with texts of its own, which the test may change."""
    app = create_app(copy_content(settings, tmp_path / "content"), clock)
    yield app
    with app.app_context():
        db.engine.dispose()


def run_update(app: Flask) -> int:
    with app.app_context():
        return update().mails


def waiting(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(CorrectionRequest)) or 0


def test_one_mail_goes_out_when_the_article_has_changed_and_the_address_with_it(
    own_app: Flask, settings: Settings, clock: FakeClock
) -> None:
    client = own_app.test_client()
    write(client, clock, reason="wrong", address=ADDRESS)
    # Whoever answers twice waits once.
    write(client, clock, reason="wrong", address=ADDRESS)
    assert (run_update(own_app), waiting(own_app)) == (0, 1)
    correct_article(own_app)
    assert [run_update(own_app), run_update(own_app)] == [1, 0]
    correct_article(own_app)
    assert run_update(own_app) == 0
    mail = outbox(settings)[0]
    assert mail["To"] == ADDRESS
    assert "a changé" in mail["Subject"]
    assert "Pourquoi des mails n’arrivent pas" in words_of(mail).replace("\n", " ")
    assert link_in(mail, "/articles/") == f"http://localhost{ARTICLE}"
    assert waiting(own_app) == 0


def test_an_english_reader_is_written_to_in_english_and_not_for_a_change_of_the_french_text(
    own_app: Flask, settings: Settings, clock: FakeClock
) -> None:
    write(own_app.test_client(), clock, at=f"/en/articles/{SLUG}", reason="wrong", address=ADDRESS)
    correct_article(own_app, locale="fr")
    assert run_update(own_app) == 0
    correct_article(own_app, locale="en")
    assert run_update(own_app) == 1
    assert "has changed" in outbox(settings)[0]["Subject"]


def test_an_article_that_is_gone_sends_nothing(session: Session, clock: FakeClock) -> None:
    ask_for_mail(session, clock, make_text(session), ADDRESS, "fr")
    assert take_due(session, {}) == []
    assert session.scalar(select(func.count()).select_from(CorrectionRequest)) == 1


def test_somebody_who_waits_since_two_versions_gets_one_mail(session: Session, clock: FakeClock) -> None:
    for digest in ("0" * 12, "1" * 12):
        ask_for_mail(session, clock, make_text(session, digest=digest), ADDRESS, "fr")
    ask_for_mail(session, clock, make_text(session, digest="2" * 12), "b@courrier.example", "fr")
    now = TextNow(SLUG, "fr", "2" * 12, "Un article")
    assert [each.address for each in take_due(session, {now.key: now})] == [ADDRESS]
    assert take_due(session, {now.key: now}) == []


def test_an_undone_transaction_sends_nothing_and_keeps_the_request(own_app: Flask, settings: Settings, clock: FakeClock) -> None:
    write(own_app.test_client(), clock, reason="wrong", address=ADDRESS)
    with own_app.app_context():
        now = TextNow(SLUG, "fr", "2" * 12, "Un article")
        assert len(take_due(db.session, {now.key: now})) == 1
        db.session.rollback()
    assert (waiting(own_app), outbox(settings)) == (1, [])
