"""The page on which staff try a text and look through what the explainer knows."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpcenter.bounces.desk import EXPLAINER
from helpcenter.bounces.lookup import find_in_text, lay_out, read_knowing
from helpcenter.bounces.reason_words import FOLDER
from helpcenter.config import HOUSE
from tests.bounces.fakes import FakeExplainer
from tests.browsing import database, sign_in, submit, text_of
from tests.factories import make_staff

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"])
PAGE = "/staff/explain"


@pytest.fixture
def staff(app: Flask, client: FlaskClient) -> FlaskClient:
    app.extensions[EXPLAINER] = FakeExplainer()
    with database(app) as session:
        make_staff(session, email="equipe@ani.example")
    sign_in(client, "equipe@ani.example")
    return client


def test_staff_try_a_text_and_see_which_wordings_it_holds(staff: FlaskClient) -> None:
    page = submit(staff, PAGE, {"message": "550 5.1.1 user unknown"})
    text = text_of(page)
    assert page.status_code == 200
    assert "Cette adresse n’existe pas" in text
    assert '<code>user unknown</code> → <a href="#unknown-user">' in page.text
    assert ">\n550 5.1.1 user unknown</textarea>" in page.text or "\r\n550 5.1.1 user unknown</textarea>" in page.text
    assert submit(staff, PAGE, {"message": " "}).status_code == 422


def test_staff_look_for_a_code_or_a_wording(staff: FlaskClient) -> None:
    everything = staff.get(PAGE).text
    assert 'id="unknown-user"' in everything
    assert 'id="reputation"' in everything
    found = staff.get(f"{PAGE}?q=préblocked").text
    assert 'id="suppressed"' in found
    assert 'id="reputation"' not in found
    assert "Aucun code" in text_of(staff.get(f"{PAGE}?q=turlututu"))


@pytest.mark.usefixtures("engine_name")
def test_every_reason_stands_on_the_shelf_with_what_leads_to_it() -> None:
    known = read_knowing(HOUSE / "content" / FOLDER)
    shelves = {shelf.reason.key: shelf for shelf in lay_out(known)}
    assert set(shelves) == set(known.knowledge.reasons)
    assert "x.1.1" in shelves["unknown-user"].codes
    assert "hard bounce" in shelves["permanent-error"].words
    assert find_in_text(known, "tout va bien") == []
