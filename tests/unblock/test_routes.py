"""Pages of members, of staff, and the public one."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from helpcenter.consent.models import Invitation, InvitationState
from helpcenter.consent.queries import CodeState
from helpcenter.db import db
from helpcenter.unblock import words
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.workflow import NextAction, Status
from tests.browsing import csrf_of, database, sign_in, submit, text_of
from tests.consent.persons import ADDRESS, LABEL, answer_page, make_case, make_invitation
from tests.factories import make_member, make_staff

MEMBER, STRANGER, STAFF = "accueil@tilleuls.example", "mairie@ailleurs.example", "equipe@ani.example"
GOOD = {"label": LABEL, "address": ADDRESS, "last_mail_on": "2026-10-30", "locale": "fr"}


@pytest.fixture
def member(app: Flask, client: FlaskClient) -> FlaskClient:
    """Somebody who works for an organisation, signed in."""
    with database(app) as session:
        make_member(session, email=MEMBER)
    sign_in(client, MEMBER)
    return client


def open_one(client: FlaskClient, **changes: str) -> int:
    page = submit(client, "/organisation/cases/new", {**GOOD, **changes})
    assert page.status_code == 302, text_of(page)
    return int(page.location.rsplit("/", 1)[1])


def test_a_request_is_opened_and_asks_for_an_invitation(member: FlaskClient) -> None:
    assert "Pas encore de demande" in text_of(member.get("/organisation/cases"))
    case_id = open_one(member)
    words = text_of(member.get(f"/organisation/cases/{case_id}"))
    assert LABEL in words
    assert "Faire une invitation" in words
    assert LABEL in text_of(member.get("/organisation/cases"))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"label": ""}, "Dites de quelle famille"),
        ({"label": "x" * 81}, "trop long"),
        ({"address": "camille"}, "n’est pas une adresse mail"),
        ({"address": "camille@free.fr\nBcc: x@y.example"}, "n’est pas une adresse mail"),
        ({"address": "camille@gmial.com"}, "Vouliez-vous écrire camille@gmail.com"),
        ({"last_mail_on": ""}, "Choisissez un jour"),
        ({"last_mail_on": "2027-01-01"}, "pas encore venu"),
        ({"last_mail_on": "2024-01-01"}, "plus d’un an"),
    ],
)
def test_a_mistake_is_said_beside_its_field_and_nothing_typed_is_lost(member: FlaskClient, changes: dict[str, str], said: str) -> None:
    page = submit(member, "/organisation/cases/new", {**GOOD, **changes})
    assert page.status_code == 422
    assert said in text_of(page)
    if "label" not in changes:
        assert f'value="{LABEL}"' in page.get_data(as_text=True)
    assert "Pas encore de demande" in text_of(member.get("/organisation/cases"))


def test_whoever_has_looked_may_keep_a_doubtful_domain(member: FlaskClient) -> None:
    open_one(member, address="camille@gmial.com", is_sure="y")


def test_a_second_request_for_a_mailbox_leads_to_the_open_one(member: FlaskClient) -> None:
    case_id = open_one(member)
    page = submit(member, "/organisation/cases/new", {**GOOD, "last_mail_on": "2026-10-31"})
    assert page.status_code == 422
    assert f'href="/organisation/cases/{case_id}"' in page.get_data(as_text=True)


def test_a_code_is_taken_back(app: Flask, member: FlaskClient) -> None:
    case_id = open_one(member)
    submit(member, f"/organisation/cases/{case_id}/invitations", {"carrier": "letter"}, at=f"/organisation/cases/{case_id}")
    with app.app_context():
        invitation_id = db.session.scalars(select(Invitation.id)).one()
    url = f"/organisation/cases/{case_id}/invitations/{invitation_id}/revoke"
    assert submit(member, url, at=f"/organisation/cases/{case_id}").status_code == 302
    with app.app_context():
        assert db.session.get_one(Invitation, invitation_id).state is InvitationState.REVOKED


def test_the_organisation_sees_the_other_address_and_is_told_to_call(app: Flask, member: FlaskClient) -> None:
    case_id = open_one(member)
    with database(app) as session:
        invited = make_invitation(session, case=session.get_one(UnblockCase, case_id))
    answer_page(app.test_client(), invited, "moved", new_address="camille@free.fr")
    words = text_of(member.get(f"/organisation/cases/{case_id}"))
    assert "camille@free.fr" in words
    assert "Appelez la famille au numéro que vous avez déjà" in words


def case_routes(app: Flask) -> list[tuple[str, str]]:
    """Every route of members that holds an id of this room."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("unblock.") and "case_id" in rule.arguments]
    return [(method, rule.rule) for rule in rules for method in sorted((rule.methods or set()) & {"GET", "POST"})]


def test_every_route_with_an_id_answers_404_to_another_organisation(app: Flask, client: FlaskClient) -> None:
    with database(app) as session:
        make_member(session, email=STRANGER)
        invited = make_invitation(session)
        invitation_id = session.scalars(select(Invitation.id)).one()
    sign_in(client, STRANGER)
    token = csrf_of(client.get("/organisation/cases/new"))
    routes = case_routes(app)
    assert len(routes) >= 2
    for method, rule in routes:
        url = rule.replace("<int:case_id>", str(invited.case_id)).replace("<int:invitation_id>", str(invitation_id))
        assert client.open(url, method=method, data={"carrier": "sms", "csrf_token": token}).status_code == 404, url
    with app.app_context():
        assert db.session.get_one(Invitation, invitation_id).state is InvitationState.OPEN
    assert LABEL not in text_of(client.get("/organisation/cases"))


def test_a_code_of_another_case_cannot_be_taken_back(app: Flask, member: FlaskClient) -> None:
    case_id = open_one(member)
    with database(app) as session:
        make_invitation(session, case=make_case(session, address="autre@courrier.example"))
        invitation_id = session.scalars(select(Invitation.id)).one()
    url = f"/organisation/cases/{case_id}/invitations/{invitation_id}/revoke"
    token = csrf_of(member.get("/organisation/cases/new"))
    assert member.post(url, data={"csrf_token": token}).status_code == 404


def test_staff_read_the_requests_of_all_organisations(app: Flask, client: FlaskClient) -> None:
    with database(app) as session:
        make_staff(session, email=STAFF)
        invited = make_invitation(session)
    sign_in(client, STAFF)
    assert LABEL in text_of(client.get("/staff/cases"))
    words = text_of(client.get(f"/staff/cases/{invited.case_id}"))
    assert "pas encore de réponse" in words
    assert client.get("/staff/cases/4711").status_code == 404


@pytest.mark.parametrize("url", ["/organisation/cases", "/organisation/cases/new", "/staff/cases", "/staff/cases/1"])
def test_strangers_are_asked_to_sign_in_and_members_are_no_staff(app: Flask, client: FlaskClient, url: str) -> None:
    answer = client.get(url)
    assert (answer.status_code, "/account/sign-in" in answer.location) == (302, True)
    with database(app) as session:
        make_member(session, email=MEMBER)
    sign_in(client, MEMBER)
    assert client.get(url).status_code == (403 if url.startswith("/staff") else 200)


@pytest.mark.parametrize(("locale", "said"), [("fr", "Ayez deux choses sous la main"), ("en", "Have two things at hand")])
def test_the_page_of_assistance_says_what_to_have_at_hand_and_is_the_same_for_everybody(
    app: Flask, member: FlaskClient, locale: str, said: str
) -> None:
    anonymous = app.test_client().get(f"/{locale}/assistance")
    assert said in text_of(anonymous)
    assert 'href="/organisation/cases/new"' in anonymous.get_data(as_text=True)
    assert anonymous.data == member.get(f"/{locale}/assistance").data
    assert "csrf_token" not in anonymous.get_data(as_text=True)


def test_every_status_has_its_words() -> None:
    assert set(words.STATUS) == set(Status)
    assert set(words.ACTION) == set(words.ADVICE) == set(NextAction)
    assert set(words.CODE_STATE) == set(CodeState)
