"""The staff's page of mails that have not left."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from helpcenter.config import Settings
from helpcenter.mail import outbox
from helpcenter.mail.errors import PermanentMailError, UnreachableServerError
from helpcenter.mail.message import Message
from helpcenter.mail.models import MailState, OutboxMail
from tests.browsing import database, sign_in, submit, text_of
from tests.browsing import outbox as sent
from tests.factories import make_member, make_staff
from tests.fakes import FakeClock

FAILED, WAITING = "refusee@mairie.example", "attendue@mairie.example"


@pytest.fixture(params=["sqlite"])
def engine_name(request: pytest.FixtureRequest) -> str:
    """The outbox itself is tested on both engines in its room."""
    return str(request.param)


@pytest.fixture
def staff(app: Flask, client: FlaskClient, clock: FakeClock) -> FlaskClient:
    """A browser of staff, and two mails in the outbox: one failed, one waits."""
    with database(app) as session:
        make_staff(session, email="equipe@ani.example")
        for to, error in (
            (FAILED, PermanentMailError("greeting: refused", 550, "550 5.1.1 unknown")),
            (WAITING, UnreachableServerError("greeting: ConnectionRefusedError")),
        ):
            number = outbox.put(session, Message(to=to, subject=f"Pour {to}", text="x", html="<p>x</p>"), clock())
            held = outbox.claim(session, number or 0, clock())
            assert held
            outbox.note_trouble(session, held, error, clock())
    sign_in(client, "equipe@ani.example")
    return client


def states(app: Flask) -> list[MailState]:
    with database(app) as session:
        return list(session.scalars(select(OutboxMail.state).order_by(OutboxMail.id)))


def test_the_page_says_why_in_plain_words_and_the_overview_counts(staff: FlaskClient) -> None:
    page = text_of(staff.get("/staff/mails"))
    assert "Cette boîte mail n’existe pas, ou est fermée. (550, 5.1.1)" in page
    assert "n’a pas pu être joint" in page
    assert "2 Mails qui ne sont pas partis 1 a échoué" in text_of(staff.get("/staff/"))


def test_what_is_sent_again_leaves_at_the_next_look(app: Flask, staff: FlaskClient, settings: Settings) -> None:
    assert submit(staff, "/staff/mails", {"action": "all"}).status_code == 302
    assert states(app) == [MailState.WAITING, MailState.WAITING]
    app.extensions["helpcenter"].mail.delivery.deliver_due()
    assert [mail["To"] for mail in sent(settings)] == [FAILED]


def test_what_is_dropped_never_leaves(app: Flask, staff: FlaskClient, clock: FakeClock, settings: Settings) -> None:
    assert "2 mails ne partiront plus" in text_of(
        submit(staff, "/staff/mails", {"action": "drop", "mails": ["1", "2"]}, follow_redirects=True)
    )
    clock.advance(days=1)
    app.extensions["helpcenter"].mail.delivery.deliver_due()
    assert (states(app), sent(settings)) == ([MailState.DROPPED, MailState.DROPPED], [])
    assert "tous les mails sont partis" in text_of(staff.get("/staff/mails"))


@pytest.mark.parametrize("fields", [{"action": "again"}, {"action": "drop", "mails": ["x", "99"]}])
def test_nothing_ticked_changes_nothing_and_says_so(app: Flask, staff: FlaskClient, fields: dict[str, object]) -> None:
    submit(staff, "/staff/mails", fields)
    assert states(app) == [MailState.FAILED, MailState.WAITING]


def test_an_action_that_is_none_is_refused(staff: FlaskClient) -> None:
    assert submit(staff, "/staff/mails", {"action": "burn", "mails": ["1"]}).status_code == 422


def test_members_have_no_such_page(app: Flask, client: FlaskClient) -> None:
    with database(app) as session:
        make_member(session, email="membre@mairie.example")
    sign_in(client, "membre@mairie.example")
    assert client.get("/staff/mails").status_code in {403, 404}
