"""Typing a code, wrong codes, and codes that are over."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.browsing import database, text_of
from tests.consent.persons import Invited, answer_page, make_invitation, withdraw_on_page
from tests.fakes import FakeClock

WRONG = "7K2M9QXD4TRW0PZ5"


@pytest.fixture
def invited(app: Flask) -> Invited:
    """A code on its way to a French-speaking person."""
    with database(app) as session:
        return make_invitation(session)


@pytest.mark.parametrize("typed", ["{code}", "{lower}", "{grouped}"])
def test_a_code_is_found_however_it_stands_in_the_address(client: FlaskClient, invited: Invited, typed: str) -> None:
    grouped = "-".join(invited.code[start : start + 4] for start in range(0, 16, 4))
    url = "/c/" + typed.format(code=invited.code, lower=invited.code.lower(), grouped=grouped.lower())
    assert client.get(url).status_code == 200


def test_a_typed_code_leads_to_its_page(client: FlaskClient, invited: Invited) -> None:
    answer = client.post("/c/?locale=en", data={"code": f" {invited.code[:8].lower()}-{invited.code[8:]} "})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{invited.url}?locale=en")


@pytest.mark.parametrize("typed", ["", "7K2M", "7K2M9QXD4TRW0PZU", "x" * 400])
def test_what_cannot_be_a_code_is_said_beside_the_box_and_kept(client: FlaskClient, typed: str) -> None:
    page = client.post("/c/", data={"code": typed})
    assert page.status_code == 422
    assert 'class="error"' in page.get_data(as_text=True)
    assert not typed or f'value="{typed}"' in page.get_data(as_text=True)


def test_unknown_expired_and_revoked_codes_look_alike(app: Flask, client: FlaskClient, clock: FakeClock) -> None:
    with database(app) as session:
        expired = make_invitation(session)
    clock.advance(days=30)
    pages = [client.get(url) for url in (f"/c/{WRONG}", expired.url, "/c/not-a-code")]
    assert {page.status_code for page in pages} == {410}
    assert len({re.sub(r"\?locale=\w+|/c/[^\"?]*", "", page.get_data(as_text=True)) for page in pages}) == 1
    assert "numéro que vous connaissez" in text_of(pages[0])
    assert "Centre social" not in text_of(pages[0])


def test_a_code_works_until_its_last_moment_and_its_receipt_for_ever(client: FlaskClient, invited: Invited, clock: FakeClock) -> None:
    clock.now += timedelta(days=30) - timedelta(microseconds=1)
    assert answer_page(client, invited).status_code == 200
    clock.advance(days=900)
    assert "Vous avez dit oui" in text_of(client.get(invited.url))
    assert "Vous avez retiré votre accord" in text_of(withdraw_on_page(client, invited))


def test_after_twenty_wrong_codes_a_network_waits_and_a_right_code_is_still_answered(
    app: Flask, client: FlaskClient, invited: Invited
) -> None:
    wrong = [client.get(f"/c/{number:016d}").status_code for number in range(22)]
    assert wrong == [410] * 20 + [429] * 2
    assert client.get(invited.url).status_code == 200
    assert answer_page(client, invited).status_code == 200
    elsewhere = {"REMOTE_ADDR": "203.0.113.9"}
    assert client.get(f"/c/{WRONG}", environ_overrides=elsewhere).status_code == 410
