"""The eight visitors that are no person: none may cause any ending, whatever the page asks of a person."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from helpcenter.consent import ledger
from helpcenter.consent.models import Carrier, Evidence, Invitation
from helpcenter.db import db
from tests.browsing import database
from tests.consent.persons import ADDRESS, Invited, answer_page, forms_on, make_invitation
from tests.fakes import FakeClock

JUNK = ("test", "test@test.com", "john.doe@gmail.com", "1234", "Camille", "a")
Fields = dict[str, str]
Fill = Callable[[str, str, str], str | None]


@dataclass(frozen=True)
class Stage:
    """What a visitor meets: a browser, a link, the message that carried it, and the time."""

    client: FlaskClient
    invited: Invited
    clock: FakeClock


def only_head(stage: Stage) -> None:
    stage.client.head(stage.invited.url)


def only_get(stage: Stage) -> None:
    stage.client.get(stage.invited.url)


def get_minutes_later(stage: Stage) -> None:
    for minutes in (0, 1, 3, 10, 120):
        stage.clock.advance(minutes=minutes)
        stage.client.get(stage.invited.url)


def get_and_run_scripts(stage: Stage) -> None:
    page = stage.client.get(stage.invited.url)
    for source in re.findall(r'(?:src|href)="(/[^"]+)"', page.get_data(as_text=True)):
        stage.client.get(source).close()


def press_buttons(stage: Stage) -> None:
    send_all_forms(stage, lambda _kind, _name, _value: None)


def tick_and_press(stage: Stage) -> None:
    send_all_forms(stage, lambda kind, _name, value: value or "on" if kind in {"checkbox", "radio"} else None)


def fill_junk_tick_and_press(stage: Stage) -> None:
    for junk in JUNK:
        fill_tick_and_press(stage, junk)


def fill_in_the_whole_message(stage: Stage) -> None:
    for word in words_of(stage.invited.text):
        # What is typed is the proof, whatever is chosen: one answer and the one that has a second box are enough.
        fill_tick_and_press(stage, word, choices={"yes", "moved"})
        # So that not even the pause after five attempts is what saves the family.
        stage.clock.advance(minutes=16)


VISITORS = [
    only_head,
    only_get,
    get_minutes_later,
    get_and_run_scripts,
    press_buttons,
    tick_and_press,
    fill_junk_tick_and_press,
    fill_in_the_whole_message,
]


def words_of(message: str) -> list[str]:
    """Every number and word of a message, cut in several ways."""
    found = [*re.findall(r"\S+", message), *re.findall(r"\w+", message), *re.findall(r"[\w.+-]+@[\w.-]+", message)]
    return list({word.casefold(): word for word in found}.values())


def fill_tick_and_press(stage: Stage, junk: str, choices: Collection[str] = ()) -> None:
    def fill(kind: str, _name: str, value: str) -> str | None:
        if kind == "radio":
            return value if not choices or value in choices else None
        return (value or "on") if kind == "checkbox" else junk

    send_all_forms(stage, fill)


def send_all_forms(stage: Stage, fill: Fill) -> None:
    """Send every form with every choice, then the new forms of the pages that come back."""
    sent: set[tuple[tuple[str, str], ...]] = set()
    waiting = [stage.client.get(stage.invited.url)]
    while waiting:
        for data in filled_forms(waiting.pop(), fill):
            known = tuple(sorted((name, value) for name, value in data.items() if name != "stamp"))
            if known not in sent:
                sent.add(known)
                waiting.append(stage.client.post(stage.invited.url, data=data))


def filled_forms(page: TestResponse, fill: Fill) -> Iterator[Fields]:
    for form in forms_on(page):
        base = dict(form["hidden"])
        for kind in ("text", "checkbox"):
            for name, value in form[kind]:
                filled = fill(kind, name, value)
                base |= {name: filled} if filled is not None else {}
        choices = [(name, value) for name, value in form["radio"] if fill("radio", name, value)]
        yield from ({**base, name: value} for name, value in choices or [("nothing", "")])


def endings(app: Flask) -> tuple[set[str], int]:
    """The states of all invitations, and how many events the ledger holds."""
    with app.app_context():
        states = {state.value for state in db.session.scalars(select(Invitation.state))}
        return states, db.session.scalar(select(func.count()).select_from(Evidence)) or 0


@pytest.fixture
def stage(app: Flask, client: FlaskClient, clock: FakeClock, request: pytest.FixtureRequest) -> Stage:
    carrier, address = request.param
    with database(app) as session:
        return Stage(client, make_invitation(session, carrier=carrier, address=address), clock)


@pytest.mark.parametrize(
    "stage",
    [
        pytest.param((Carrier.SMS, ADDRESS), id="sms"),
        pytest.param((Carrier.MESSENGER, "contact@famille.example"), id="an-address-that-is-a-word"),
    ],
    indirect=True,
)
@pytest.mark.parametrize("visit", VISITORS)
def test_no_visitor_but_a_person_ends_an_open_invitation(app: Flask, stage: Stage, visit: Callable[[Stage], None]) -> None:
    visit(stage)
    assert endings(app) == ({"open"}, 1)


@pytest.mark.parametrize("stage", [pytest.param((Carrier.SMS, ADDRESS), id="sms")], indirect=True)
def test_the_matrix_would_notice_an_ending(app: Flask, stage: Stage) -> None:
    """A program that knew the address would end it, by the very same posts."""
    fill_tick_and_press(stage, "camille.martin")
    assert endings(app) != ({"open"}, 1)


@pytest.mark.parametrize("stage", [pytest.param((Carrier.SMS, ADDRESS), id="sms")], indirect=True)
def test_a_program_that_types_an_address_of_its_own_meets_the_question_and_stops_there(app: Flask, stage: Stage) -> None:
    page = send_one(stage, "john.doe@gmail.com")
    assert "john.doe@gmail.com" in page.get_data(as_text=True)
    assert b'value="confirm"' in page.data
    fill_tick_and_press(stage, "john.doe@gmail.com")
    assert endings(app) == ({"open"}, 1)


def send_one(stage: Stage, junk: str) -> TestResponse:
    data = next(filled_forms(stage.client.get(stage.invited.url), lambda kind, _name, value: junk if kind == "text" else value or "on"))
    return stage.client.post(stage.invited.url, data=data)


@pytest.mark.parametrize("stage", [pytest.param((Carrier.MESSENGER, ADDRESS), id="messenger")], indirect=True)
@pytest.mark.parametrize("visit", VISITORS)
def test_no_visitor_but_a_person_withdraws(app: Flask, stage: Stage, visit: Callable[[Stage], None]) -> None:
    answer_page(stage.client, stage.invited)
    assert endings(app) == ({"given"}, 2)
    visit(stage)
    assert endings(app) == ({"given"}, 2)


@pytest.mark.parametrize("carrier", Carrier)
def test_no_message_holds_what_the_page_asks_for(app: Flask, carrier: Carrier) -> None:
    with database(app) as session:
        invited = make_invitation(session, carrier=carrier, locale=None)
    local, _, domain = ADDRESS.partition("@")
    for secret in (local, domain, ADDRESS):
        assert secret not in invited.text


def dump(app: Flask) -> list[str]:
    """Everything that the database holds."""
    with app.app_context():
        connection = db.session.connection()
        if connection.dialect.name == "sqlite":
            driver = connection.connection.driver_connection
            assert driver is not None
            return list(driver.iterdump())
        names = connection.exec_driver_sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").scalars().all()
        return [f"{name}: {row}" for name in names for row in connection.exec_driver_sql(f'SELECT * FROM "{name}" ORDER BY 1')]  # noqa: S608


def test_looking_changes_not_a_byte_of_the_database(app: Flask, client: FlaskClient) -> None:
    with database(app) as session:
        invited, answered = make_invitation(session), make_invitation(session)
    answer_page(client, answered)
    before = dump(app)
    for url in (invited.url, answered.url, "/c/", "/c/7K2M9QXD4TRW0PZ5"):
        client.head(url)
        client.options(url)
        for _ in range(50):
            client.get(url)
    assert dump(app) == before
    with app.app_context():
        assert ledger.verify(db.session).is_sound
