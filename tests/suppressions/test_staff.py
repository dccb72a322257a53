"""Pages of staff: every organisation's blocks, addresses in part until one is opened, noted and taken out by hand."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from helpcenter.db import db
from helpcenter.providers.policy import BlockKind
from helpcenter.suppressions.models import Lifting, Origin, Suppression
from helpcenter.suppressions.queries import PAGE_SIZE
from tests.browsing import csrf_of, database, sign_in, submit, text_of
from tests.factories import make_organisation, make_staff
from tests.fakes import FakeClock
from tests.suppressions.senders import bounce, complaint, tell

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
STAFF, LIST = "equipe@ani.example", "/staff/suppressions"
ONE, OTHER, NOBODYS = "famille.a@courrier.example", "famille.b@poste.example", "famille.c@messagerie.example"


@pytest.fixture
def staff(app: Flask, client: FlaskClient, clock: FakeClock) -> FlaskClient:
    """One of the vendor's people, signed in; two organisations with a block each, and one of nobody."""
    with database(app) as session:
        make_staff(session, email=STAFF)
        tell(session, make_organisation(session, name="Mairie A"), bounce(ONE, clock(), detail=f"550 <{ONE}> user unknown"))
        tell(session, make_organisation(session, name="Centre B"), complaint(OTHER, clock() - timedelta(days=1)))
        tell(session, None, bounce(NOBODYS, clock()))
    sign_in(client, STAFF)
    return client


def blocks(client: FlaskClient) -> dict[str, Suppression]:
    with client.application.app_context():
        found = list(db.session.scalars(select(Suppression).order_by(Suppression.id)))
        db.session.expunge_all()
    return {block.address: block for block in found}


def test_addresses_are_shown_in_part_until_one_is_opened(staff: FlaskClient) -> None:
    page = staff.get(LIST)
    words = text_of(page)
    for address in (ONE, OTHER, NOBODYS):
        assert address not in page.get_data(as_text=True)
        assert f"f…@{address.partition('@')[2]}" in words
    assert "Mairie A" in words
    table = staff.get(f"{LIST}.csv").get_data(as_text=True)
    assert "f…@courrier.example" in table
    assert ONE not in table
    opened = text_of(staff.get(f"{LIST}/{blocks(staff)[ONE].id}"))
    assert ONE in opened
    assert "user unknown" in opened
    assert "Adresses bloquées" in text_of(staff.get("/staff/"))


def test_filters_and_a_search_over_all_organisations(staff: FlaskClient) -> None:
    whose = blocks(staff)[ONE].organisation_id
    assert "courrier.example" not in text_of(staff.get(f"{LIST}?kind=spam"))
    assert "poste.example" not in text_of(staff.get(f"{LIST}?organisation={whose}"))
    nobodys = text_of(staff.get(f"{LIST}?organisation=nobody"))
    assert "messagerie.example" in nobodys
    assert "poste.example" not in nobodys
    found = submit(staff, f"{LIST}/search", {"text": OTHER}, at=LIST)
    assert "f…@poste.example" in text_of(found)
    assert "courrier.example" not in text_of(found)
    assert staff.get(f"{LIST}/999999").status_code == 404


def test_a_search_that_finds_more_than_is_shown_says_so(staff: FlaskClient) -> None:
    def said() -> str:
        return text_of(submit(staff, f"{LIST}/search", {"text": "@courrier.example"}, at=LIST))

    assert "1 adresse trouvée" in said()
    with database(staff.application) as session:
        tell(session, None, *(bounce(f"famille.{number}@courrier.example", blocks(staff)[ONE].since_at) for number in range(PAGE_SIZE)))
    assert f"Au plus {PAGE_SIZE} adresses sont affichées" in said()


def test_what_the_provider_said_otherwise_is_noted_by_hand(staff: FlaskClient) -> None:
    whose = str(blocks(staff)[OTHER].organisation_id)
    good = {"organisation": whose, "address": "Famille.D@courrier.example", "kind": "hard_bounce", "since_on": "2026-10-20"}
    for change, said in (
        ({"address": "famille.d"}, "n’est pas une adresse mail"),
        ({"since_on": "2026-11-03"}, "pas encore venu"),
        ({"until_on": "2026-11-01"}, "ce jour est passé"),
        ({"organisation": ""}, "choisissez une organisation"),
        ({"since_on": "2026-07-01"}, "ce blocage est terminé"),
    ):
        page = submit(staff, f"{LIST}/new", {**good, **change}, at=f"{LIST}/new")
        assert page.status_code == 422
        assert said in text_of(page).replace("\xa0", " ").lower() or said in text_of(page).replace("\xa0", " ")
    made = submit(staff, f"{LIST}/new", {**good, "detail": "Selon le support"}, at=f"{LIST}/new")
    assert made.status_code == 302, text_of(made)
    block = blocks(staff)["Famille.D@courrier.example"]
    assert (block.kind, block.source, str(block.until_on)) == (BlockKind.HARD_BOUNCE, Origin.STAFF, "2027-01-18")
    assert block.created_by.startswith("staff:")


def test_staff_take_an_address_out_once_they_say_that_they_looked(staff: FlaskClient) -> None:
    url = f"{LIST}/{blocks(staff)[OTHER].id}"
    assert submit(staff, f"{url}/lift", {}, at=url).status_code == 422
    submit(staff, f"{url}/lift", {"is_sure": "y"}, at=url)
    assert blocks(staff)[OTHER].lifted_because is Lifting.STAFF
    assert "poste.example" not in text_of(staff.get(LIST))
    assert "poste.example" in text_of(staff.get(f"{LIST}?shown=over"))


def test_a_table_is_noted_for_the_organisation_that_staff_choose(staff: FlaskClient) -> None:
    whose, url = str(blocks(staff)[OTHER].organisation_id), f"{LIST}/import"
    lines = f"adresse;raison\n{OTHER};spam\nfamille.d@courrier.example;erreur permanente\nfamille"
    assert "Choisissez une organisation" in text_of(submit(staff, url, {"organisation": "", "lines": lines}))
    empty = submit(staff, url, {"organisation": whose, "lines": " "})
    assert (empty.status_code, "collez des lignes" in text_of(empty)) == (422, True)
    plan = submit(staff, url, {"organisation": whose, "lines": lines})
    assert "Centre B" in text_of(plan)
    assert "est déjà dans la liste" in text_of(plan)
    assert len(blocks(staff)) == 3
    sent = {"csrf_token": csrf_of(plan), "lines": lines}
    assert staff.post(f"{url}/note", data={**sent, "organisation": "999"}).location == url
    assert staff.post(f"{url}/note", data={**sent, "organisation": whose}).status_code == 302
    noted = blocks(staff)["famille.d@courrier.example"]
    assert (noted.source, str(noted.organisation_id), noted.created_by[:6]) == (Origin.CSV, whose, "staff:")
    assert "adresse" in staff.get(f"{LIST}/template.csv").get_data(as_text=True)
