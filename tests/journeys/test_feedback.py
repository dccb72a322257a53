"""From a search in vain to a word that leads somewhere; from a No to a corrected article and the mail that says so."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpcenter.app import create_app
from helpcenter.config import Settings
from helpcenter.db import db
from helpcenter.feedback.tasks import update
from tests.browsing import database, link_in, outbox, sign_in, submit, text_of
from tests.factories import make_staff
from tests.fakes import FakeClock
from tests.feedback.readers import ARTICLE, SLUG, copy_content, correct_article, vote, write

BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}
# No article uses this word, and none is near it.
WORD = "zigouigouis"
SEARCH = f"/fr/search?q={WORD}"


@pytest.fixture
def own_app(settings: Settings, clock: FakeClock, tmp_path: Path) -> Iterator[Flask]:
    """The site with texts of its own, which the test may change."""
    app = create_app(copy_content(settings, tmp_path / "content"), clock)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def staff(own_app: Flask) -> FlaskClient:
    """A browser of one of the vendor's people."""
    with database(own_app) as session:
        make_staff(session, email="equipe@ani.example")
    client = own_app.test_client()
    sign_in(client, "equipe@ani.example")
    return client


def take_in(app: Flask) -> None:
    """What the web process counted reaches the database."""
    app.extensions["feedback"].tally.flush()
    with app.app_context():
        update()


def test_words_that_nobody_found_anything_by_lead_somewhere_after_one_click(own_app: Flask, staff: FlaskClient, clock: FakeClock) -> None:
    reader = own_app.test_client()
    own_app.extensions["search"].complete()
    for _day in range(3):
        assert ARTICLE not in reader.get(SEARCH, headers=BROWSER).text
        clock.advance(days=1)
        take_in(own_app)
    assert f"{WORD} fr Rien trouvé : 3 fois" in text_of(staff.get("/staff/figures")).replace("\xa0", " ")
    fields = {"locale": "fr", "words": WORD, "decision": "answer", "article": SLUG}
    submit(staff, "/staff/figures/words", fields, at="/staff/figures")
    # A request gives the index two seconds at most; a busy machine leaves the rest to the queue process.
    own_app.extensions["search"].complete()
    assert ARTICLE in reader.get(SEARCH, headers=BROWSER).text
    assert WORD not in text_of(staff.get("/staff/figures"))


def test_a_result_that_is_opened_is_a_click(own_app: Flask, clock: FakeClock) -> None:
    reader = own_app.test_client()
    own_app.extensions["search"].complete()
    reader.get("/fr/search?q=Spam", headers=BROWSER)
    reader.get(ARTICLE, headers={**BROWSER, "Referer": "http://localhost/fr/search?q=Spam"})
    file = own_app.extensions["feedback"].tally.flush()
    assert json.loads(file.read_text(encoding="utf-8"))["counts"] == [
        ["click", "fr", "spam", 1],
        ["found", "fr", "spam", 1],
        ["view", "fr", SLUG, 1],
    ]


def test_a_no_becomes_a_better_article_and_one_mail(own_app: Flask, staff: FlaskClient, settings: Settings, clock: FakeClock) -> None:
    reader = own_app.test_client()
    write(reader, clock, reason="more", comment="Il manque un exemple.", address="lea@courrier.example")
    take_in(own_app)
    inbox = staff.get("/staff/feedback")
    assert "Il manque un exemple." in text_of(inbox)
    correct_article(own_app)
    clock.advance(hours=1)
    take_in(own_app)
    assert link_in(outbox(settings)[-1], "/articles/").endswith(ARTICLE)
    vote(reader, "yes")
    words = text_of(staff.get("/staff/figures")).replace("\xa0", " ")
    assert "0 % (n=1) entre 0 et 79 % 100 % (n=1) entre 21 et 100 %" in words
