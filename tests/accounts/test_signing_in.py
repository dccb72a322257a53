"""Signing in: who gets in, what strangers learn (nothing), and what the cookie is like."""

import re
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpcenter.accounts.queries import find_user
from helpcenter.app import create_app
from helpcenter.config import Settings
from helpcenter.db import db
from tests.browsing import csrf_of, database, sign_in, submit, text_of
from tests.factories import PASSWORD, make_member, make_user

EMAIL = "accueil@mairie.example"


@pytest.fixture
def member(app: Flask) -> str:
    """Somebody who can sign in."""
    with database(app) as session:
        make_member(session, email=EMAIL)
    return EMAIL


def _without_what_differs(page: str, email: str) -> str:
    return re.sub(r'value="[^"]*"', "", page.replace(email, "ADDRESS"))


def test_a_member_comes_to_the_organisation(client: FlaskClient, member: str) -> None:
    assert sign_in(client, member).location == "/organisation/"
    assert client.get("/organisation/").status_code == 200


def test_capitals_in_the_address_do_not_matter(client: FlaskClient, member: str) -> None:
    assert sign_in(client, member.upper()).status_code == 302


def test_known_and_unknown_addresses_get_the_same_answer(app: Flask, client: FlaskClient, member: str) -> None:
    with database(app) as session:
        make_user(session, email="invitee@mairie.example", password=None)
        make_user(session, email="partie@mairie.example").active = False
    pages = set()
    for email in (member, "inconnue@mairie.example", "invitee@mairie.example"):
        answer = submit(client, "/account/sign-in", {"email": email, "password": "faux"})
        pages.add((answer.status_code, _without_what_differs(answer.get_data(as_text=True), email)))
    disabled = submit(client, "/account/sign-in", {"email": "partie@mairie.example", "password": PASSWORD})
    pages.add((disabled.status_code, _without_what_differs(disabled.get_data(as_text=True), "partie@mairie.example")))
    assert len(pages) == 1


def test_the_answer_to_a_mistake_speaks_the_language_of_the_page(client: FlaskClient, member: str) -> None:
    french = submit(client, "/account/sign-in", {"email": member, "password": "faux"})
    assert "Cette adresse et ce mot de passe ne vont pas ensemble" in text_of(french)
    english = submit(client, "/account/sign-in?locale=en", {"email": member, "password": "faux"})
    assert "This address and this password do not go together" in text_of(english)


def test_the_typed_address_stays_and_the_password_does_not(client: FlaskClient, member: str) -> None:
    page = submit(client, "/account/sign-in", {"email": member, "password": "faux-secret"}).get_data(as_text=True)
    assert f'value="{member}"' in page
    assert "faux-secret" not in page


def test_too_many_wrong_passwords_for_one_address_must_wait(client: FlaskClient, member: str) -> None:
    token = csrf_of(client.get("/account/sign-in"))
    data = {"email": member, "password": "faux", "csrf_token": token}
    answers = [client.post("/account/sign-in", data=data).status_code for _ in range(11)]
    assert answers == [200] * 10 + [429]
    assert client.post("/account/sign-in", data={**data, "email": "autre@mairie.example"}).status_code == 200


def test_signing_in_rightly_is_never_limited(app: Flask, member: str) -> None:
    for _ in range(12):
        sign_in(app.test_client(), member)


@pytest.mark.parametrize("target", ["/organisation/branding", "/organisation/members?x=1"])
def test_the_page_that_was_asked_for_is_opened_afterwards(client: FlaskClient, member: str, target: str) -> None:
    asked = client.get(target)
    assert asked.location.startswith("/account/sign-in?next=")
    page = client.get(asked.location)
    hidden = re.search(r'name="next"[^>]*value="([^"]*)"', page.get_data(as_text=True))
    assert hidden
    data = {"email": member, "password": PASSWORD, "next": hidden[1], "csrf_token": csrf_of(page)}
    assert client.post("/account/sign-in", data=data).location == target


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/x", "///evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_led_to_another_site(client: FlaskClient, member: str, target: str) -> None:
    answer = submit(client, "/account/sign-in", {"email": member, "password": PASSWORD, "next": target})
    # Browsers read a backslash as a slash.
    location = answer.headers.get("Location", "/").replace("\\", "/")
    assert urlsplit(urljoin("http://localhost/account/sign-in", location)).netloc == "localhost"


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client: FlaskClient, member: str) -> None:
    cookie = sign_in(client, member).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_over_https_the_cookie_travels_encrypted_only(settings: Settings) -> None:
    app = create_app(replace(settings, public_url="https://localhost"))
    cookie = app.test_client().get("/account/sign-in", base_url="https://localhost").headers["Set-Cookie"]
    assert "Secure" in cookie
    with app.app_context():
        db.engine.dispose()


def test_signing_out_ends_the_session(client: FlaskClient, member: str) -> None:
    sign_in(client, member)
    submit(client, "/account/sign-out", at="/account/")
    assert client.get("/organisation/").status_code == 302


def _copy(client: FlaskClient, app: Flask) -> FlaskClient:
    """Another browser with the same cookies."""
    copy = app.test_client()
    for name in ("helpcenter", "remember_token"):
        cookie = client.get_cookie(name)
        if cookie:
            copy.set_cookie(name, cookie.value)
    return copy


def test_signing_out_ends_every_copy_of_the_cookie_and_no_other_browser(app: Flask, client: FlaskClient, member: str) -> None:
    elsewhere = app.test_client()
    sign_in(elsewhere, member)
    submit(client, "/account/sign-in", {"email": member, "password": PASSWORD, "remember": "y"})
    copy, remembered = _copy(client, app), _copy(client, app)
    remembered.delete_cookie("helpcenter")
    assert remembered.get_cookie("remember_token")
    assert [browser.get("/organisation/").status_code for browser in (copy, remembered)] == [200, 200]
    submit(client, "/account/sign-out", at="/account/")
    assert [browser.get("/organisation/").status_code for browser in (client, copy, remembered, elsewhere)] == [302, 302, 302, 200]


def test_a_member_signs_out_everywhere_else(app: Flask, client: FlaskClient, member: str) -> None:
    elsewhere, stranger = app.test_client(), app.test_client()
    with database(app) as session:
        make_member(session, email="autre@mairie.example")
    for browser, email in ((elsewhere, member), (client, member), (stranger, "autre@mairie.example")):
        sign_in(browser, email)
    submit(client, "/account/sign-out-elsewhere", at="/account/")
    assert [browser.get("/organisation/").status_code for browser in (client, elsewhere, stranger)] == [200, 302, 200]


def test_a_cookie_that_names_the_person_instead_of_a_sign_in_is_worth_nothing(app: Flask, client: FlaskClient, member: str) -> None:
    with database(app) as session:
        user = find_user(session, member)
        assert user
        names = [user.fs_uniquifier, str(user.id), ""]
    for name in names:
        with client.session_transaction() as cookie:
            cookie["_user_id"] = name
        assert client.get("/organisation/").status_code == 302


def test_another_site_cannot_sign_somebody_out_or_in(client: FlaskClient, member: str) -> None:
    assert client.post("/account/sign-in", data={"email": member, "password": PASSWORD}).status_code == 400
    sign_in(client, member)
    assert client.post("/account/sign-out").status_code == 400
    assert client.get("/organisation/").status_code == 200


@pytest.mark.parametrize("path", ["register", "verify", "tf-setup", "us-signin", "login", "confirm"])
def test_nobody_can_register_and_unused_doors_are_not_there(client: FlaskClient, path: str) -> None:
    assert client.get(f"/account/{path}").status_code == 404


def test_pages_behind_the_door_are_nobodys_to_keep(client: FlaskClient, member: str) -> None:
    sign_in(client, member)
    for url in ("/account/", "/organisation/", "/organisation/branding", "/account/password"):
        # Words that stand alone: "no-store=True" is none that the standard knows.
        assert sorted(client.get(url).headers["Cache-Control"].split(", ")) == ["no-store", "private"]


def test_machines_get_no_other_answer_and_no_token(client: FlaskClient, member: str) -> None:
    answer = submit(
        client,
        "/account/sign-in?include_auth_token",
        {"email": member, "password": PASSWORD},
        headers={"Accept": "application/json"},
    )
    assert answer.status_code == 302
    assert b"token" not in answer.data
