"""First steps from the command line."""

import json

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from helpcenter.accounts.queries import find_user
from helpcenter.cli import main
from helpcenter.config import Settings
from tests.browsing import database, outbox, submit
from tests.factories import make_organisation


def _run(app: Flask, *words: str) -> Result:
    return CliRunner().invoke(main, words, obj=lambda: app)


def test_an_organisation_is_entered(app: Flask) -> None:
    result = _run(app, "organisation", "create", "--name", "Les Tilleuls", "--slug", "tilleuls", "--json")
    assert json.loads(result.output) == {"slug": "tilleuls", "name": "Les Tilleuls"}


def test_the_first_administrator_comes_in_by_the_printed_link(app: Flask, settings: Settings) -> None:
    result = _run(app, "account", "invite", "admin@ani.example", "--role", "admin", "--json")
    answer = json.loads(result.output)
    assert answer["link"].startswith(f"{settings.public_url}/account/invitation/")
    assert outbox(settings)[0]["To"] == "admin@ani.example"
    client = app.test_client()
    door = client.get(answer["link"].removeprefix(settings.public_url)).location
    password = "quatre mots sans peine"
    assert submit(client, door, {"password": password, "password_confirm": password}).status_code == 302
    with database(app) as session:
        user = find_user(session, "admin@ani.example")
        assert user
        assert user.is_admin


def test_a_manager_is_invited_to_an_organisation(app: Flask) -> None:
    with database(app) as session:
        make_organisation(session, slug="tilleuls")
    result = _run(app, "account", "invite", "a@tilleuls.example", "--role", "manager", "--organisation", "tilleuls")
    assert result.exit_code == 0
    assert "/account/invitation/" in result.output


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("organisation", "create", "--name", "X", "--slug", "Bad Slug"), 1, "small letters"),
        (("organisation", "create", "--name", "X" * 81, "--slug", "longue"), 1, "1 to 80 characters, this one 81"),
        (("organisation", "create", "--name", " ", "--slug", "vide"), 1, "1 to 80 characters"),
        (("account", "invite", "personne", "--role", "staff"), 1, "not an e-mail address"),
        (("account", "invite", "a@b.example", "--role", "member"), 2, "needs --organisation"),
        (("account", "invite", "a@b.example", "--role", "staff", "--organisation", "x"), 2, "does not go with"),
        (("account", "invite", "a@b.example", "--role", "member", "--organisation", "x"), 1, "no organisation x"),
        (("account", "invite", "a@b.example", "--role", "king"), 2, "king"),
    ],
)
def test_a_mistake_is_explained_and_ends_with_an_error(app: Flask, words: tuple[str, ...], code: int, said: str) -> None:
    result = _run(app, *words)
    assert (result.exit_code, said in result.output) == (code, True)


def test_a_short_name_is_given_once(app: Flask) -> None:
    words = ("organisation", "create", "--name", "X", "--slug", "tilleuls")
    assert _run(app, *words).exit_code == 0
    assert "already" in _run(app, *words).output
