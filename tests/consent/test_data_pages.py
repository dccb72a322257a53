"""“What do you hold about me”: for whoever proves to know the address, and only then."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.browsing import database, text_of
from tests.consent.persons import ADDRESS, LABEL, LOCAL_PART, Invited, answer_page, make_invitation, stamp_on, withdraw_on_page
from tests.fakes import FakeClock


@pytest.fixture
def invited(app: Flask) -> Invited:
    """A code on its way to a French-speaking person."""
    with database(app) as session:
        return make_invitation(session)


def ask(client: FlaskClient, invited: Invited, proof: str = LOCAL_PART, locale: str = "fr") -> TestResponse:
    stamp = stamp_on(client.get(f"{invited.url}/data?locale={locale}"))
    return client.post(f"{invited.url}/data", data={"stamp": stamp, "proof": proof})


def test_looking_reveals_no_more_than_the_receipt(client: FlaskClient, invited: Invited) -> None:
    answer_page(client, invited)
    page = client.get(f"{invited.url}/data")
    words = text_of(page)
    for hidden in (ADDRESS, LOCAL_PART, LABEL, "SMS", "Vous avez donné votre accord", "2 novembre"):
        assert hidden not in words
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in page.headers


def test_everything_of_the_record_is_listed_and_nothing_of_the_family(client: FlaskClient, invited: Invited) -> None:
    answer_page(client, invited)
    withdraw_on_page(client, invited)
    words = text_of(ask(client, invited))
    for said in (
        "par SMS",
        "Vous avez donné votre accord.",
        "Vous avez retiré votre accord.",
        "30 octobre 2026",
        "CNIL",
        "dpo@ani.example",
        "Voulez-vous recevoir",
    ):
        assert said in words
    for hidden in (LABEL, "Zébulon", ADDRESS):
        assert hidden not in words


def test_an_open_code_tells_as_well_and_changes_nothing(client: FlaskClient, invited: Invited) -> None:
    assert "Un code a été fait pour vous." in text_of(ask(client, invited))
    assert "Voulez-vous recevoir" in text_of(client.get(invited.url))


def test_without_the_proof_nothing_is_told_and_five_wrong_ones_pause_the_code(
    client: FlaskClient, invited: Invited, clock: FakeClock
) -> None:
    for _attempt in range(5):
        page = ask(client, invited, "dominique")
        assert (page.status_code, "par SMS" in text_of(page)) == (422, False)
    assert ask(client, invited).status_code == 429
    clock.advance(minutes=15)
    assert ask(client, invited).status_code == 200


def test_another_address_is_no_proof_and_no_question(client: FlaskClient, invited: Invited) -> None:
    page = ask(client, invited, "camille@free.fr")
    assert page.status_code == 422
    assert "camille@free.fr" not in text_of(page)


def test_a_forged_post_is_refused_and_an_unknown_code_looks_like_an_expired_one(
    client: FlaskClient, invited: Invited, clock: FakeClock
) -> None:
    assert client.post(f"{invited.url}/data", data={"proof": LOCAL_PART}).status_code == 400
    unknown = client.get("/c/7K2M9QXD4TRW0PZ5/data")
    clock.advance(days=30)
    expired = client.get(f"{invited.url}/data")
    assert (unknown.status_code, expired.status_code) == (410, 410)
    assert text_of(unknown) == text_of(expired)


def test_it_is_told_in_the_language_of_the_page(client: FlaskClient, invited: Invited) -> None:
    answer_page(client, invited)
    for locale, said in (("en", "You agreed."), ("ar", "أعطيت موافقتك."), ("tr", "Onay verdiniz.")):
        assert said in text_of(ask(client, invited, locale=locale))
