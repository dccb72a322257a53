"""Which labels sheets may show, and how kept pages learn of a decision."""

from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from helpcenter.db import db
from helpcenter.labels.mail_clients import Evidence
from helpcenter.labels.service import decide, withdraw
from helpcenter.labels.setup import shown_labels
from helpcenter.labels.showing import ShownLabels, stamp_file, touch
from helpcenter.web.context import services
from helpcenter.web.kept_page import stamp
from tests.browsing import database, text_of
from tests.labels.samples import TODAY, decide_everything, make_label

NAME = ("mail", "web.rule.ok", "fr")
MEMORY = make_label()
SEEN = make_label(evidence=Evidence.SEEN, seen_on=TODAY, sources=("A",))
# Quotes labels from memory in French.
SHEET = "/fr/tutorials/outlook-web-safe-sender"
QUOTED = "Expéditeurs et domaines approuvés"


def change(app: Flask, *, is_shown: bool) -> None:
    with database(app) as session:
        verb = decide if is_shown else withdraw
        verb(session, services().clock, services().events, NAME, MEMORY.text, None)


def test_a_label_from_memory_waits_for_a_decision_about_its_very_words(app: Flask) -> None:
    shown = shown_labels(app)
    assert shown(*NAME, SEEN)
    assert not shown(*NAME, MEMORY)
    change(app, is_shown=True)
    assert shown(*NAME, MEMORY)
    assert not shown(*NAME, make_label(text="Valider"))
    assert not shown("mail", "web.rule.ok", "en", MEMORY)
    change(app, is_shown=False)
    assert not shown(*NAME, MEMORY)


def test_a_decision_that_was_not_stored_tells_nobody(app: Flask) -> None:
    file = stamp_file(app.extensions["helpcenter"].settings.instance)
    with database(app) as session:
        decide(session, services().clock, services().events, NAME, MEMORY.text, None)
        session.rollback()
    assert not file.exists()
    assert not shown_labels(app)(*NAME, MEMORY)


def test_two_decisions_within_one_tick_of_the_clock_change_the_stamp_twice(app: Flask) -> None:
    file = stamp_file(app.extensions["helpcenter"].settings.instance)
    seen = []
    for _ in range(3):
        touch(file)
        seen.append(stamp(file))
    assert len({*seen[:2]}) == len({*seen[1:]}) == 2


def test_a_kept_page_shows_the_label_as_soon_as_staff_decide(app: Flask, client: FlaskClient) -> None:
    before = client.get(SHEET)
    assert QUOTED not in text_of(before)
    client.get(SHEET)
    decide_everything(app)
    after = text_of(client.get(SHEET))
    assert QUOTED in after
    assert "Le nom peut être différent sur votre écran" in after


def test_while_the_database_is_away_it_is_not_asked_for_each_label_and_what_was_known_last_holds(app: Flask, tmp_path: Path) -> None:
    change(app, is_shown=True)
    asked, told, file = list[str](), list[str](), tmp_path / "stamp"

    def sessions() -> Session:
        asked.append("once")
        if len(asked) > 1:
            raise OperationalError("", {}, Exception("away"))
        return db.sessionmaker()

    with app.app_context():
        shown = ShownLabels(sessions, file, lambda: told.append("unknown"))
        assert shown(*NAME, MEMORY)
        touch(file)
        assert all(shown(*NAME, MEMORY) for _ in range(100))
    # A slow machine may take longer than the pause.
    assert len(asked) < 50
    assert len(told) == 100


def test_before_there_are_tables_nothing_is_decided(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    assert not ShownLabels(sessionmaker(engine), tmp_path / "stamp")(*NAME, MEMORY)
    engine.dispose()
