"""One's own account: name and language."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.browsing import database, sign_in, submit, text_of
from tests.factories import make_member


@pytest.fixture
def signed_in(app: Flask, client: FlaskClient) -> FlaskClient:
    """A browser of a member."""
    with database(app) as session:
        email = make_member(session).user.email
    sign_in(client, email)
    return client


def test_the_chosen_language_holds_on_every_page(signed_in: FlaskClient) -> None:
    assert "Mon compte" in text_of(signed_in.get("/account/"))
    submit(signed_in, "/account/", {"name": "  Personne   B ", "locale": "en"})
    page = text_of(signed_in.get("/account/"))
    assert "My account" in page
    assert 'value="Personne B"' in signed_in.get("/account/").get_data(as_text=True)


@pytest.mark.parametrize("data", [{"name": "x" * 81, "locale": "fr"}, {"name": "B", "locale": "xx"}])
def test_what_cannot_be_is_refused_and_kept_in_the_form(signed_in: FlaskClient, data: dict[str, str]) -> None:
    page = submit(signed_in, "/account/", data)
    assert page.status_code == 422
    assert f'value="{data["name"]}"' in page.get_data(as_text=True)
    assert 'aria-invalid="true"' in page.get_data(as_text=True)
