"""Pages of members: home, members, several organisations."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpcenter.accounts.queries import find_user
from helpcenter.config import Settings
from helpcenter.organisations.models import MemberRole, Membership
from helpcenter.organisations.queries import memberships_of
from tests.browsing import csrf_of, database, link_in, outbox, sign_in, submit, text_of
from tests.factories import make_member, make_organisation, make_staff, make_user

MANAGER = "direction@tilleuls.example"
MEMBER = "accueil@tilleuls.example"


@pytest.fixture
def manager(app: Flask, client: FlaskClient) -> FlaskClient:
    """A browser of somebody who manages `tilleuls`; there is a simple member too."""
    with database(app) as session:
        organisation = make_organisation(session, slug="tilleuls", name="Les Tilleuls")
        make_member(session, organisation=organisation, email=MANAGER)
        make_member(session, organisation=organisation, email=MEMBER, role=MemberRole.MEMBER)
    sign_in(client, MANAGER)
    return client


def _membership_id(app: Flask, email: str) -> int:
    with database(app) as session:
        user = find_user(session, email)
        assert user
        return memberships_of(session, user)[0].id


def test_home_says_what_to_do_and_where(manager: FlaskClient) -> None:
    page = manager.get("/organisation/")
    assert "Les Tilleuls" in text_of(page)
    for target in ("/organisation/branding", "/organisation/tutorials", "/organisation/cases"):
        assert f'href="{target}"' in page.get_data(as_text=True)


def test_an_invited_person_is_a_member_and_gets_a_link(app: Flask, manager: FlaskClient, settings: Settings) -> None:
    submit(manager, "/organisation/members", {"email": "nouvelle@tilleuls.example", "role": "member"})
    mail = outbox(settings)[-1]
    assert mail["To"] == "nouvelle@tilleuls.example"
    assert "Les Tilleuls" in str(mail.get_body(("plain",)))
    assert link_in(mail, "/account/invitation/").startswith(settings.public_url)
    assert "nouvelle@tilleuls.example" in text_of(manager.get("/organisation/members"))


def test_a_mistake_in_an_invitation_sends_nothing(manager: FlaskClient, settings: Settings) -> None:
    page = submit(manager, "/organisation/members", {"email": "personne", "role": "member"})
    assert page.status_code == 422
    assert 'value="personne"' in page.get_data(as_text=True)
    assert outbox(settings) == []


def test_a_removed_member_is_out_at_once(app: Flask, manager: FlaskClient) -> None:
    elsewhere = app.test_client()
    sign_in(elsewhere, MEMBER)
    number = _membership_id(app, MEMBER)
    submit(manager, f"/organisation/members/{number}/remove", at="/organisation/members")
    # Signed out everywhere; who belongs nowhere any more has no account either.
    assert elsewhere.get("/organisation/").location.startswith("/account/sign-in")
    with database(app) as session:
        assert find_user(session, MEMBER) is None


def test_the_last_manager_cannot_be_removed(app: Flask, manager: FlaskClient) -> None:
    number = _membership_id(app, MANAGER)
    submit(manager, f"/organisation/members/{number}/remove", at="/organisation/members")
    assert "la seule à gérer" in text_of(manager.get("/organisation/members"))


def test_a_simple_member_neither_invites_nor_removes(app: Flask, manager: FlaskClient, settings: Settings) -> None:
    number = _membership_id(app, MANAGER)
    member = app.test_client()
    sign_in(member, MEMBER)
    assert "Retirer" not in text_of(member.get("/organisation/members"))
    data = {"email": "x@y.example", "role": "manager"}
    assert submit(member, "/organisation/members", data, at="/account/").status_code == 403
    assert submit(member, f"/organisation/members/{number}/remove", at="/account/").status_code == 403
    assert outbox(settings) == []


def test_another_organisations_members_are_not_found(app: Flask, manager: FlaskClient) -> None:
    with database(app) as session:
        stranger = make_member(session).id
    assert submit(manager, f"/organisation/members/{stranger}/remove", at="/organisation/members").status_code == 404
    with database(app) as session:
        assert session.get(Membership, stranger)


def test_somebody_with_two_organisations_works_for_one_at_a_time(app: Flask, manager: FlaskClient) -> None:
    with database(app) as session:
        user = find_user(session, MANAGER)
        assert user
        other = make_organisation(session, slug="zoo", name="Zoo")
        session.add(Membership(user=user, organisation=other, created_at=other.created_at))
    assert "Votre organisation Les Tilleuls" in text_of(manager.get("/organisation/"))
    submit(manager, "/organisation/switch", {"organisation": "zoo"}, at="/organisation/")
    assert "Votre organisation Zoo" in text_of(manager.get("/organisation/"))
    assert "Zoo" in text_of(manager.get("/organisation/branding"))


def test_nobody_can_choose_another_organisation(app: Flask, manager: FlaskClient) -> None:
    with database(app) as session:
        make_organisation(session, slug="autre")
    for slug in ("autre", "personne", ""):
        assert submit(manager, "/organisation/switch", {"organisation": slug}, at="/account/").status_code == 404


def test_staff_without_organisation_come_to_their_overview(app: Flask, client: FlaskClient) -> None:
    with database(app) as session:
        make_staff(session, email="equipe@ani.example")
    sign_in(client, "equipe@ani.example")
    assert client.get("/organisation/").location == "/staff/"


def test_somebody_without_organisation_is_told_what_to_do(app: Flask, client: FlaskClient) -> None:
    with database(app) as session:
        make_user(session, email="seule@mairie.example")
    sign_in(client, "seule@mairie.example")
    page = client.get("/organisation/")
    assert page.status_code == 403
    assert "Demandez à la personne qui gère" in text_of(page)


def test_the_header_shows_where_one_is(manager: FlaskClient) -> None:
    page = manager.get("/organisation/members").get_data(as_text=True)
    assert 'href="/organisation/members" aria-current="page"' in page
    assert csrf_of(manager.get("/account/"))
    # The check of a big mailing belongs to what became of mails, although its address does not lie below.
    page = manager.get("/organisation/pace").get_data(as_text=True)
    assert 'href="/organisation/delivery" aria-current="true"' in page
