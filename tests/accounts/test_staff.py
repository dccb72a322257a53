"""Inviting the vendor's people."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpcenter.accounts.models import RoleName
from helpcenter.accounts.queries import find_user
from helpcenter.config import Settings
from tests.browsing import database, link_in, outbox, sign_in, submit, text_of
from tests.factories import make_staff


@pytest.fixture
def admin(app: Flask, client: FlaskClient) -> FlaskClient:
    """A browser of an administrator."""
    with database(app) as session:
        make_staff(session, email="admin@ani.example", role=RoleName.ADMIN)
    sign_in(client, "admin@ani.example")
    return client


def test_an_invited_colleague_gets_a_link_and_the_role(app: Flask, admin: FlaskClient, settings: Settings) -> None:
    submit(admin, "/staff/people", {"email": "Nouvelle@ANI.example", "role": "staff"})
    assert link_in(outbox(settings)[-1], "/account/invitation/").startswith(settings.public_url)
    with database(app) as session:
        user = find_user(session, "nouvelle@ani.example")
        assert user
        assert (user.is_staff, user.is_admin, user.password) == (True, False, None)
    assert "nouvelle@ani.example" in text_of(admin.get("/staff/people"))


def test_somebody_who_can_sign_in_already_is_told_so(admin: FlaskClient, settings: Settings) -> None:
    submit(admin, "/staff/people", {"email": "admin@ani.example", "role": "admin"})
    assert "/account/sign-in" in link_in(outbox(settings)[-1], "/account/")


def test_what_is_no_address_is_refused_beside_the_field(admin: FlaskClient, settings: Settings) -> None:
    page = submit(admin, "/staff/people", {"email": "personne", "role": "staff"})
    assert page.status_code == 422
    assert "Ce n’est pas une adresse mail" in text_of(page)
    assert outbox(settings) == []
