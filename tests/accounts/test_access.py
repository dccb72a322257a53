"""Who may see what: the door, members, staff, administrators."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpcenter.accounts.models import RoleName
from tests.browsing import database, sign_in
from tests.factories import make_member, make_staff

STAFF_PAGES = ["/staff/", "/staff/organisations", "/staff/sender-addresses"]


@pytest.fixture
def engine_name() -> str:
    """What these pages ask of the database is asked of both engines elsewhere: one is enough."""
    return "sqlite"


@pytest.mark.parametrize("url", ["/account/", "/organisation/", "/organisation/branding", "/organisation/members", *STAFF_PAGES])
def test_strangers_are_asked_to_sign_in(client: FlaskClient, url: str) -> None:
    answer = client.get(url)
    assert answer.status_code == 302
    assert answer.location.startswith("/account/sign-in")


def test_a_post_of_a_stranger_is_not_repeated_after_signing_in(app: Flask, client: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    assert client.post("/organisation/members").location == "/account/sign-in"


@pytest.mark.parametrize("url", [*STAFF_PAGES, "/staff/people"])
def test_members_do_not_see_the_pages_of_staff(app: Flask, client: FlaskClient, url: str) -> None:
    with database(app) as session:
        email = make_member(session).user.email
    sign_in(client, email)
    assert client.get(url).status_code == 403


def test_only_administrators_see_the_team(app: Flask, client: FlaskClient) -> None:
    with database(app) as session:
        make_staff(session, email="equipe@ani.example")
        make_staff(session, email="admin@ani.example", role=RoleName.ADMIN)
    sign_in(client, "equipe@ani.example")
    assert client.get("/staff/people").status_code == 403
    other = app.test_client()
    sign_in(other, "admin@ani.example")
    assert [other.get(url).status_code for url in (*STAFF_PAGES, "/staff/people")] == [200] * 4


def test_a_closed_account_is_out_at_once(app: Flask, client: FlaskClient) -> None:
    with database(app) as session:
        user = make_member(session).user
        email, key = user.email, user.id
    sign_in(client, email)
    with database(app) as session:
        found = session.get(type(user), key)
        assert found
        found.active = False
    assert client.get("/account/").status_code == 302
