"""Staff: organisations entered and their people invited; sender addresses verified or refused."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpcenter.config import Settings
from helpcenter.organisations.models import AddressState, MemberRole, SenderAddress
from helpcenter.organisations.queries import find_organisation
from tests.browsing import database, link_in, outbox, sign_in, submit, text_of, words_of
from tests.factories import make_member, make_organisation, make_sender_address, make_staff

ADDRESSES = "/staff/sender-addresses"
ORGANISATIONS = "/staff/organisations"


@pytest.fixture
def staff(app: Flask, client: FlaskClient) -> FlaskClient:
    """A browser of one of the vendor's people."""
    with database(app) as session:
        make_staff(session, email="equipe@ani.example")
    sign_in(client, "equipe@ani.example")
    return client


@pytest.fixture
def waiting(app: Flask) -> int:
    """The number of an address that waits for a decision; its organisation has a manager and a member."""
    with database(app) as session:
        organisation = make_organisation(session, slug="tilleuls")
        make_member(session, organisation=organisation, email="direction@tilleuls.example")
        make_member(session, organisation=organisation, email="accueil@tilleuls.example", role=MemberRole.MEMBER)
        return make_sender_address(session, organisation=organisation, state=AddressState.PENDING).id


def _state(app: Flask, number: int) -> tuple[AddressState, str]:
    with database(app) as session:
        found = session.get(SenderAddress, number)
        assert found
        return found.state, found.note


def test_what_waits_is_counted_on_the_overview(staff: FlaskClient, waiting: int) -> None:
    assert "1 Adresse d’expéditeur à vérifier" in text_of(staff.get("/staff/"))


def test_a_verified_address_is_told_to_those_who_manage(app: Flask, staff: FlaskClient, settings: Settings, waiting: int) -> None:
    submit(staff, f"{ADDRESSES}/{waiting}", {"decision": "verify", "note": ""}, at=ADDRESSES)
    assert _state(app, waiting) == (AddressState.VERIFIED, "")
    assert [mail["To"] for mail in outbox(settings)] == ["direction@tilleuls.example"]
    assert "accueil@tilleuls.example" in words_of(outbox(settings)[0])


def test_a_refusal_carries_its_reason_to_the_organisation(app: Flask, staff: FlaskClient, settings: Settings, waiting: int) -> None:
    submit(staff, f"{ADDRESSES}/{waiting}", {"decision": "refuse", "note": "Le SPF manque."}, at=ADDRESSES)
    assert _state(app, waiting) == (AddressState.REFUSED, "Le SPF manque.")
    assert "Le SPF manque." in words_of(outbox(settings)[0])
    assert link_in(outbox(settings)[0], "/organisation/branding").startswith(settings.public_url)


@pytest.mark.parametrize("note", [" ", "\u200b\ufeff"])
def test_a_refusal_without_reason_is_asked_for_one(app: Flask, staff: FlaskClient, settings: Settings, waiting: int, note: str) -> None:
    page = submit(staff, f"{ADDRESSES}/{waiting}", {"decision": "refuse", "note": note}, at=ADDRESSES)
    assert page.status_code == 422
    assert "Dites ce qu’il faut changer" in text_of(page)
    assert _state(app, waiting)[0] is AddressState.PENDING
    assert outbox(settings) == []


def test_the_second_of_two_decisions_is_told_that_it_came_late(app: Flask, staff: FlaskClient, settings: Settings, waiting: int) -> None:
    with database(app) as session:
        make_sender_address(session, organisation=make_organisation(session), address="b@c.example", state=AddressState.PENDING)
    url = f"{ADDRESSES}/{waiting}"
    submit(staff, url, {"decision": "verify", "note": ""}, at=ADDRESSES)
    submit(staff, url, {"decision": "refuse", "note": "non"}, at=ADDRESSES)
    assert "Quelqu’un a décidé" in text_of(staff.get(ADDRESSES))
    assert _state(app, waiting)[0] is AddressState.VERIFIED
    assert len(outbox(settings)) == 1


def test_an_unknown_address_does_not_exist(staff: FlaskClient, waiting: int) -> None:
    assert submit(staff, f"{ADDRESSES}/{waiting + 999}", {"decision": "verify"}, at=ADDRESSES).status_code == 404


def test_an_organisation_is_entered_with_a_short_name_of_its_own(app: Flask, staff: FlaskClient) -> None:
    answer = submit(staff, ORGANISATIONS, {"name": "Maison de l’Été", "slug": ""})
    assert answer.location == f"{ORGANISATIONS}/maison-de-l-ete"
    assert "Maison de l’Été est prête" in text_of(staff.get(answer.location))


@pytest.mark.parametrize(
    ("name", "slug", "said"),
    [
        ("", "x", "Saisissez le nom"),
        ("  ", "x", "Saisissez le nom"),
        ("Autre", "Les Tilleuls", "Seulement des minuscules"),
        ("Autre", "tilleuls", "porte ce nom court"),
        ("日本", "", "on ne peut pas en tirer un"),
    ],
)
def test_a_mistake_in_a_new_organisation_is_said_beside_the_field(
    staff: FlaskClient, waiting: int, name: str, slug: str, said: str
) -> None:
    page = submit(staff, ORGANISATIONS, {"name": name, "slug": slug})
    assert page.status_code == 422
    assert said in text_of(page)
    assert f'value="{name}"' in page.get_data(as_text=True)


def test_staff_invite_the_first_manager(app: Flask, staff: FlaskClient, settings: Settings, waiting: int) -> None:
    submit(staff, f"{ORGANISATIONS}/tilleuls", {"email": "chef@tilleuls.example", "role": "manager"})
    assert link_in(outbox(settings)[-1], "/account/invitation/")
    with database(app) as session:
        organisation = find_organisation(session, "tilleuls")
        assert organisation
        roles = {each.user.email: each.role for each in organisation.memberships}
    assert roles["chef@tilleuls.example"] is MemberRole.MANAGER


def test_an_unknown_organisation_does_not_exist(staff: FlaskClient) -> None:
    assert staff.get(f"{ORGANISATIONS}/personne").status_code == 404
