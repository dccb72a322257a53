"""Invitations: a link that lets somebody without password choose one, for two weeks."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from helpcenter.accounts.invitations import find_invited, make_invitation
from helpcenter.accounts.models import User
from helpcenter.config import Settings
from tests.browsing import database, sign_in, submit, text_of
from tests.factories import make_user
from tests.fakes import FakeClock

SECRET = "secret"


@pytest.fixture
def invited(session: Session) -> User:
    """Somebody who has no password yet."""
    return make_user(session, password=None)


def test_the_token_names_the_person(session: Session, clock: FakeClock, invited: User) -> None:
    assert find_invited(session, make_invitation(invited, SECRET, clock), SECRET, clock) is invited


def test_it_is_valid_for_two_weeks(session: Session, clock: FakeClock, invited: User) -> None:
    token = make_invitation(invited, SECRET, clock)
    clock.advance(days=14)
    assert find_invited(session, token, SECRET, clock) is invited
    clock.advance(seconds=1)
    assert find_invited(session, token, SECRET, clock) is None


def test_it_is_worthless_once_a_password_is_chosen(session: Session, clock: FakeClock, invited: User) -> None:
    token = make_invitation(invited, SECRET, clock)
    invited.password = "hash"
    assert find_invited(session, token, SECRET, clock) is None


def test_it_is_worthless_for_an_account_that_was_closed(session: Session, clock: FakeClock, invited: User) -> None:
    token = make_invitation(invited, SECRET, clock)
    invited.active = False
    assert find_invited(session, token, SECRET, clock) is None


@pytest.mark.parametrize("token", ["", "x", "WyJhIiwxXQ.forged"])
def test_a_forged_token_names_nobody(session: Session, clock: FakeClock, token: str) -> None:
    assert find_invited(session, token, SECRET, clock) is None


def test_another_secret_signs_nothing_here(session: Session, clock: FakeClock, invited: User) -> None:
    assert find_invited(session, make_invitation(invited, "other", clock), SECRET, clock) is None


def test_opening_the_link_changes_nothing_and_leads_to_choosing_a_password(
    app: Flask, client: FlaskClient, settings: Settings, clock: FakeClock
) -> None:
    with database(app) as session:
        user = make_user(session, email="nouvelle@mairie.example", password=None)
        path = f"/account/invitation/{make_invitation(user, settings.secret_key, clock)}"
    for _ in range(3):
        assert client.get(path).location.startswith("/account/reset-password/")
    password = "quatre mots sans peine"
    submit(client, client.get(path).location, {"password": password, "password_confirm": password})
    sign_in(client, "nouvelle@mairie.example", password)


def test_a_link_that_is_over_says_what_to_do(client: FlaskClient) -> None:
    page = client.get("/account/invitation/forged")
    assert page.status_code == 410
    assert "Demander un nouveau lien" in text_of(page)
