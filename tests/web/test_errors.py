"""Error pages: what happened, whose turn it is, and one way on that suits whoever reads."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpcenter.web.errors import explain
from tests.browsing import database, sign_in, text_of
from tests.factories import make_member, make_staff


@pytest.mark.parametrize("path", ["/organisation/cases/9999", "/organisation/nothing-here", "/staff/"])
def test_a_member_who_meets_an_error_keeps_the_way_back_to_their_work(app: Flask, client: FlaskClient, path: str) -> None:
    with database(app) as session:
        email = make_member(session).user.email
    sign_in(client, email)
    answer = client.get(path)
    page = answer.get_data(as_text=True)
    assert answer.status_code in {403, 404}
    assert '<a class="button" href="/organisation/">' in page
    assert 'href="/organisation/cases"' in page
    assert "se connecter" not in text_of(answer)


def test_staff_keep_theirs(app: Flask, client: FlaskClient) -> None:
    with database(app) as session:
        email = make_staff(session).email
    sign_in(client, email)
    page = client.get("/staff/cases/9999").get_data(as_text=True)
    assert 'href="/staff/cases"' in page


def test_a_stranger_is_led_to_the_start_page_and_to_assistance(client: FlaskClient) -> None:
    page = client.get("/fr/nothing-here").get_data(as_text=True)
    assert '<a class="button" href="/fr/">' in page
    assert 'href="/fr/assistance"' in page
    assert 'href="/organisation/cases"' not in page


def test_a_family_whose_form_cannot_be_read_is_led_to_its_code(client: FlaskClient) -> None:
    answer = client.post("/c/0123456789ABCDEF?locale=ar")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert '<a class="button" href="/c/?locale=ar">' in page
    assert 'class="button button-quiet"' not in page


@pytest.mark.parametrize("code", [406, 414, 415, 422, 431])
def test_what_a_request_has_wrong_is_not_called_our_mistake(app: Flask, code: int) -> None:
    with app.test_request_context("/fr/"):
        assert explain(code) == explain(400)
        assert explain(code) != explain(500) == explain(502)
