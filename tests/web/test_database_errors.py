"""A database or a queue that is away, a full disk: pages say so in the reader's language, and work again as soon as it is over."""

import errno
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpcenter.config import Settings
from helpcenter.db import db
from helpcenter.jobs import QueueError
from tests.browsing import csrf_of, database, sign_in, text_of
from tests.factories import PASSWORD, make_member

EMAIL = "accueil@mairie.example"


@pytest.fixture
def engine_name() -> str:
    """A file is quickly taken away; PostgreSQL raises the same class of error."""
    return "sqlite"


class Disk:
    """The database's disk, which can be unplugged."""

    def __init__(self, app: Flask, file: Path) -> None:
        self._app, self._file, self._away = app, file, file.with_suffix(".away")

    def unplug(self) -> None:
        """No connection finds the file."""
        with self._app.app_context():
            db.engine.dispose()
        self._file.rename(self._away)
        self._file.mkdir()

    def plug_in(self) -> None:
        """It is back."""
        self._file.rmdir()
        self._away.rename(self._file)


@pytest.fixture
def disk(app: Flask, settings: Settings) -> Disk:
    """With a member in its database."""
    with database(app) as session:
        make_member(session, email=EMAIL)
    return Disk(app, settings.instance / "helpcenter.sqlite3")


def test_every_page_without_its_database_says_so_in_the_readers_language_and_works_once_it_is_back(
    app: Flask, client: FlaskClient, disk: Disk
) -> None:
    sign_in(client, EMAIL)
    stranger = app.test_client()
    token = csrf_of(stranger.get("/account/sign-in"))
    disk.unplug()
    answers = [
        client.get("/organisation/"),
        client.get("/organisation/?locale=fr"),
        stranger.post("/account/sign-in", data={"email": EMAIL, "password": PASSWORD, "csrf_token": token}),
    ]
    assert [(answer.status_code, answer.headers["Retry-After"]) for answer in answers] == [(503, "30")] * 3
    assert all("Réessayez dans quelques minutes" in text_of(answer) for answer in answers)
    english = client.get("/organisation/", headers={"Accept-Language": "en"})
    assert "Try again in a few minutes" in text_of(english)
    assert "no-store" in english.headers["Cache-Control"]
    disk.plug_in()
    assert client.get("/organisation/").status_code == 200


def test_a_page_that_needs_no_database_is_shown_without_one(client: FlaskClient, disk: Disk) -> None:
    disk.unplug()
    assert client.get("/fr/articles/mail-delivery").status_code == 200
    disk.plug_in()


@pytest.mark.parametrize(
    ("error", "status"), [(OSError(errno.ENOSPC, "full"), 503), (QueueError("ConnectionError"), 503), (OSError(errno.EIO, "broken"), 500)]
)
def test_a_full_disk_and_a_queue_that_is_away_are_over_in_a_while(app: Flask, client: FlaskClient, error: Exception, status: int) -> None:
    def fail() -> str:
        raise error

    app.add_url_rule("/fr/full", view_func=fail)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    answer = client.get("/fr/full")
    assert answer.status_code == status
    assert ("Retry-After" in answer.headers) == (status == 503)
