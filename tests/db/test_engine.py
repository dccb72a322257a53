"""Writers queue up on SQLite, and no update is lost on either engine."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import inspect, select, text

from helpcenter.db import db
from helpcenter.db.engine import READ_ONLY, only_looking, writing
from helpcenter.organisations.models import Organisation
from tests.factories import make_organisation

THREADS = 8
ROUNDS = 10


def test_no_update_of_parallel_writers_is_lost(app: Flask) -> None:
    with app.app_context():
        db.session.execute(text("CREATE TABLE tally (n INTEGER)"))
        db.session.execute(text("INSERT INTO tally VALUES (0)"))
        db.session.commit()
    threads = [threading.Thread(target=_count_up, args=(app,)) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        assert db.session.scalar(text("SELECT n FROM tally")) == THREADS * ROUNDS


def _count_up(app: Flask) -> None:
    with app.app_context():
        lock = "" if db.engine.dialect.name == "sqlite" else " FOR UPDATE"
        for _ in range(ROUNDS):
            n = db.session.scalar(text("SELECT n FROM tally" + lock))  # noqa: S608
            db.session.execute(text("UPDATE tally SET n = :n"), {"n": int(n or 0) + 1})
            db.session.commit()


def test_a_reader_does_not_wait_for_a_writer(app: Flask) -> None:
    with app.app_context(), db.sessionmaker() as writer, db.sessionmaker() as reader:
        writer.execute(text("CREATE TABLE slow (n INTEGER)"))
        reader.info[READ_ONLY] = True
        assert reader.scalar(text("SELECT 1")) == 1
        writer.rollback()


def test_the_end_of_a_request_starts_no_event_loop(app: Flask) -> None:
    async def use_the_site() -> int:
        return app.test_client().get("/readyz").status_code

    # Inside a running loop, a clean-up that needs a loop of its own would fail. A thread, for a browser test may keep a loop here.
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(asyncio.run, use_the_site()).result() == 200


def test_whoever_only_looks_keeps_nobody_from_writing(app: Flask) -> None:
    with app.app_context():
        db.session.execute(text("CREATE TABLE words (n INTEGER)"))
        with only_looking(db.session):
            assert db.session.scalar(text("SELECT count(*) FROM words")) == 0
            with db.engine.begin() as other:
                other.execute(text("INSERT INTO words VALUES (1)"))
        db.session.execute(text("INSERT INTO words VALUES (2)"))
        db.session.commit()
        assert db.session.scalar(text("SELECT count(*) FROM words")) == 2


def test_whoever_writes_in_between_keeps_what_was_read_and_only_looks_again(app: Flask) -> None:
    with app.app_context():
        organisation = make_organisation(db.session, name="Centre social Les Tilleuls")
        db.session.commit()
        db.session.info[READ_ONLY] = True
        assert organisation.name == "Centre social Les Tilleuls"
        with writing(db.session):
            assert not inspect(organisation).expired_attributes
            organisation.name = "Centre social Les Ormes"
            db.session.commit()
        assert db.session.info[READ_ONLY]
        assert not inspect(organisation).expired_attributes
        assert db.session.scalar(select(Organisation.name)) == "Centre social Les Ormes"
        db.session.commit()
        assert inspect(organisation).expired_attributes


def test_what_fails_while_writing_is_undone_and_forgotten(app: Flask) -> None:
    with app.app_context():
        organisation = make_organisation(db.session, name="Centre social Les Tilleuls")
        db.session.commit()
        db.session.info[READ_ONLY] = True
        with pytest.raises(RuntimeError):
            _rename_and_fail(organisation)
        assert db.session.info[READ_ONLY]
        assert organisation.name == "Centre social Les Tilleuls"


def _rename_and_fail(organisation: Organisation) -> None:
    with writing(db.session):
        organisation.name = "Centre social Les Ormes"
        db.session.flush()
        raise RuntimeError
