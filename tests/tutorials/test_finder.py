"""Families find their sheet, in eight languages, by plain links."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpcenter.i18n.locales import FAMILY_LOCALES
from helpcenter.organisations.models import AddressState
from tests.browsing import database, text_of
from tests.factories import make_organisation, make_sender_address


@pytest.fixture
def engine_name() -> str:
    """What these pages ask of the database is asked of both engines elsewhere: one is enough."""
    return "sqlite"


@pytest.fixture
def family(app: Flask) -> FlaskClient:
    """Somebody with a link of the centre."""
    with database(app) as session:
        make_organisation(session, slug="tilleuls", name="Les Tilleuls")
    return app.test_client()


@pytest.mark.parametrize("start", ["/fr/o/tilleuls/", "/fr/tutorials/"])
def test_two_questions_lead_to_the_sheet(family: FlaskClient, start: str) -> None:
    page = family.get(start).get_data(as_text=True)
    device = family.get(_link(page, f"{start}for/orange")).get_data(as_text=True)
    ways = family.get(_link(device, f"{start}for/orange/computer")).get_data(as_text=True)
    assert family.get(_link(ways, f"{start}orange-web-green-list")).status_code == 200


def _link(page: str, path: str) -> str:
    assert f'href="{path}"' in page, path
    return path


@pytest.mark.parametrize("locale", FAMILY_LOCALES)
def test_every_language_of_families_has_every_step(family: FlaskClient, locale: str) -> None:
    for path in ("", "for/gmail", "for/gmail/phone", "for/generic/phone"):
        answer = family.get(f"/{locale}/o/tilleuls/{path}")
        assert answer.status_code == 200
        assert f'<html lang="{locale}"' in answer.get_data(as_text=True)


def test_nothing_on_these_pages_depends_on_who_looks(family: FlaskClient) -> None:
    for path in ("", "for/gmail", "for/gmail/phone"):
        answers = [family.get(f"/fr/o/tilleuls/{path}", headers={"User-Agent": agent}) for agent in ("Mobile", "Windows")]
        assert answers[0].data == answers[1].data
        assert "Set-Cookie" not in answers[0].headers
        assert "csrf" not in answers[0].get_data(as_text=True)


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("orange.fr", "for/orange"),
        ("jean.dupont@hotmail.be", "for/outlook-web"),
        ("mairie.example", "for/generic"),
        ("", ""),
        ("//evil.example/", ""),
    ],
)
def test_the_typed_end_leads_on_and_the_rest_is_dropped(family: FlaskClient, typed: str, place: str) -> None:
    answer = family.get("/fr/o/tilleuls/for", query_string={"end": typed})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/fr/o/tilleuls/{place}")
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_typed_address_is_in_no_log(family: FlaskClient, capfd: pytest.CaptureFixture[str]) -> None:
    family.get("/fr/o/tilleuls/for?end=jean.dupont@orange.fr")
    captured = capfd.readouterr()
    assert "jean" not in captured.out + captured.err


@pytest.mark.parametrize("path", ["for/nobody", "for/gmail/fridge", "for/thunderbird/phone", "for/nobody/phone"])
def test_what_does_not_exist_is_not_found(family: FlaskClient, path: str) -> None:
    assert family.get(f"/fr/o/tilleuls/{path}").status_code == 404


def test_an_organisation_whose_address_waits_has_no_such_page(app: Flask) -> None:
    with database(app) as session:
        centre = make_organisation(session, slug="attente")
        make_sender_address(session, organisation=centre, state=AddressState.PENDING)
    client = app.test_client()
    for path in ("", "for", "for/gmail", "for/gmail/phone", "contact.vcf", "mailFilters.xml"):
        assert client.get(f"/fr/o/attente/{path}").status_code == 404


def test_a_phone_gets_nothing_that_needs_a_computer(family: FlaskClient) -> None:
    page = family.get("/fr/o/tilleuls/for/gmail/phone").get_data(as_text=True)
    sheets = re.findall(r'class="choice-answer" href="/fr/o/tilleuls/([^"]+)"', page)
    assert sheets
    assert not any("web" in sheet for sheet in sheets)


def test_words_of_several_mailboxes_can_be_read(family: FlaskClient) -> None:
    words = text_of(family.get("/fr/o/tilleuls/"))
    for name in ("Gmail", "Orange", "SFR", "Bouygues", "Outlook"):
        assert name in words


def test_the_form_puts_nothing_into_an_address(family: FlaskClient) -> None:
    assert 'class="finder-form" method="post"' in family.get("/fr/o/tilleuls/").get_data(as_text=True)
    answer = family.post("/fr/o/tilleuls/for", data={"end": "jean.dupont@orange.fr"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/fr/o/tilleuls/for/orange")
