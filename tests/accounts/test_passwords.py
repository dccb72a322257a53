"""Passwords: reset by a link in a mail, changed while signed in; both end the other sessions."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpcenter.accounts.queries import find_user
from helpcenter.app import create_app
from helpcenter.config import Settings
from helpcenter.db import db
from tests.browsing import csrf_of, database, link_in, outbox, sign_in, submit, text_of, words_of
from tests.factories import PASSWORD, make_member

EMAIL = "accueil@mairie.example"
NEW = "un nouveau mot de passe"


@pytest.fixture
def member(app: Flask) -> str:
    """Somebody who can sign in."""
    with database(app) as session:
        make_member(session, email=EMAIL)
    return EMAIL


def _ask(client: FlaskClient, settings: Settings, email: str = EMAIL) -> str:
    submit(client, "/account/reset-password", {"email": email})
    return link_in(outbox(settings)[-1], "/account/reset-password/").removeprefix(settings.public_url)


def _reset(client: FlaskClient, path: str, password: str = NEW) -> str:
    return submit(client, path, {"password": password, "password_confirm": password}).location


def test_the_link_lets_one_choose_a_new_password(client: FlaskClient, settings: Settings, member: str) -> None:
    assert _reset(client, _ask(client, settings)) == "/account/sign-in"
    assert "Votre mot de passe est enregistré" in text_of(client.get("/account/sign-in"))
    sign_in(client, member, NEW)


def test_the_old_password_is_worth_nothing_afterwards(client: FlaskClient, settings: Settings, member: str) -> None:
    _reset(client, _ask(client, settings))
    assert submit(client, "/account/sign-in", {"email": member, "password": PASSWORD}).status_code == 200


def test_the_link_works_once(client: FlaskClient, settings: Settings, member: str) -> None:
    path = _ask(client, settings)
    _reset(client, path)
    again = client.get(path, follow_redirects=True)
    assert "Ce lien n’est plus valable" in text_of(again)


def test_a_reset_ends_every_open_session(app: Flask, client: FlaskClient, settings: Settings, member: str) -> None:
    elsewhere = app.test_client()
    sign_in(elsewhere, member)
    _reset(client, _ask(client, settings))
    assert elsewhere.get("/organisation/").status_code == 302


def test_the_person_is_told_by_mail(client: FlaskClient, settings: Settings, member: str) -> None:
    _reset(client, _ask(client, settings))
    told = outbox(settings)[-1]
    assert told["To"] == member
    assert "Votre mot de passe est enregistré" in told["Subject"]


def test_a_mail_speaks_the_language_of_the_person(app: Flask, client: FlaskClient, settings: Settings, member: str) -> None:
    with database(app) as session:
        user = find_user(session, member)
        assert user
        user.locale = "en"
    _ask(client, settings)
    assert outbox(settings)[-1]["Subject"] == "Choose a new password"


def test_known_and_unknown_addresses_get_the_same_answer(client: FlaskClient, settings: Settings, member: str) -> None:
    answers = set()
    for email in (member, "inconnue@mairie.example"):
        page = submit(client, "/account/reset-password", {"email": email})
        answers.add((page.status_code, text_of(page).replace(email, "ADDRESS")))
    assert len(answers) == 1
    assert len(outbox(settings)) == 1


def test_the_link_never_follows_the_host_of_the_request(settings: Settings) -> None:
    app = create_app(replace(settings, trusted_hosts=("miroir.example",)))
    with database(app) as session:
        make_member(session, email=EMAIL)
    client = app.test_client()
    page = client.get("/account/reset-password", base_url="http://miroir.example")
    data = {"email": EMAIL, "csrf_token": csrf_of(page)}
    client.post("/account/reset-password", data=data, base_url="http://miroir.example")
    words = words_of(outbox(settings)[-1])
    assert f"{settings.public_url}/account/reset-password/" in words
    assert "miroir.example" not in words
    with app.app_context():
        db.engine.dispose()


def test_an_address_cannot_be_flooded_with_mails(client: FlaskClient, settings: Settings, member: str) -> None:
    token = csrf_of(client.get("/account/reset-password"))
    answers = [client.post("/account/reset-password", data={"email": member, "csrf_token": token}).status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]
    assert len(outbox(settings)) == 5


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("court", "court", "trop court"),
        (NEW, "un autre mot de passe", "ne sont pas identiques"),
        ("", "", "Saisissez un mot de passe"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    client: FlaskClient, settings: Settings, member: str, first: str, second: str, said: str
) -> None:
    path = _ask(client, settings)
    page = submit(client, path, {"password": first, "password_confirm": second})
    assert said in text_of(page)
    assert 'aria-invalid="true"' in page.get_data(as_text=True)
    assert _reset(client, path) == "/account/sign-in"


def test_a_change_ends_the_other_sessions_and_keeps_this_one(app: Flask, client: FlaskClient, settings: Settings, member: str) -> None:
    elsewhere = app.test_client()
    sign_in(elsewhere, member)
    sign_in(client, member)
    data = {"password": PASSWORD, "new_password": NEW, "new_password_confirm": NEW}
    assert submit(client, "/account/password", data).location == "/account/"
    assert client.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
    assert "enregistré" in outbox(settings)[-1]["Subject"]


def test_a_change_asks_for_the_present_password(client: FlaskClient, member: str) -> None:
    sign_in(client, member)
    data = {"password": "faux", "new_password": NEW, "new_password_confirm": NEW}
    assert "Ce n’est pas votre mot de passe actuel" in text_of(submit(client, "/account/password", data))


def test_passwords_are_kept_as_argon2id(app: Flask, client: FlaskClient, settings: Settings, member: str) -> None:
    _reset(client, _ask(client, settings))
    with database(app) as session:
        user = find_user(session, member)
        assert user
        assert user.password
        assert user.password.startswith("$argon2id$")
