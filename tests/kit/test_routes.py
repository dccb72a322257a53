"""The page of members, and what staff see of an address."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpcenter.app import create_app
from helpcenter.config import Settings
from helpcenter.db import db
from helpcenter.kit.service import ask_for_check
from helpcenter.organisations.models import AddressState
from helpcenter.organisations.queries import find_organisation
from tests.browsing import database, sign_in, submit, text_of
from tests.compiled import share_templates
from tests.factories import make_member, make_organisation, make_sender_address, make_staff
from tests.fakes import FakeClock
from tests.kit.dns_server import serve_dns
from tests.kit.test_sender_safety import KEY

PAGE = "/organisation/kit"
SENDER = "bonjour@tilleuls.example"
RECORDS = {
    "tilleuls.example": ("v=spf1 include:spf.mailjet.com ~all",),
    "spf.mailjet.com": ("v=spf1 ip4:192.0.2.0/24 ?all",),
    "mailjet._domainkey.tilleuls.example": (f"v=DKIM1; p={KEY}",),
    "_dmarc.tilleuls.example": ("v=DMARC1; p=none",),
}


@pytest.fixture
def resolver() -> Iterator[str]:
    """A name server that knows the centre's domain."""
    with serve_dns(RECORDS) as address:
        yield address


@pytest.fixture
def app(settings: Settings, clock: FakeClock, resolver: str) -> Iterator[Flask]:
    """The whole site, which asks that server; a centre with a member and one with none, and staff."""
    app = share_templates(create_app(replace(settings, dns_resolvers=(resolver,)), clock))
    with database(app) as session:
        centre = make_organisation(session, slug="tilleuls")
        make_member(session, organisation=centre, email="accueil@tilleuls.example")
        make_staff(session, email="equipe@ani.example")
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def member(app: Flask) -> FlaskClient:
    """Somebody of the centre, signed in."""
    client = app.test_client()
    sign_in(client, "accueil@tilleuls.example")
    return client


def give_address(app: Flask, state: AddressState) -> int:
    """The centre asks for an address of its own; gives its number."""
    with database(app) as session:
        centre = find_organisation(session, "tilleuls")
        assert centre
        return make_sender_address(session, organisation=centre, address=SENDER, state=state).id


def test_a_member_finds_every_text_with_a_way_to_copy_it(member: FlaskClient) -> None:
    page = member.get(f"{PAGE}?text=fr")
    html = page.get_data(as_text=True)
    assert html.count("ne-pas-repondre@ani.example") > 5
    assert "http://localhost/fr/o/tilleuls/" in html
    for kind in ("website", "newsletter", "sms", "counter-sign", "poster"):
        assert f'id="plain-{kind}"' in html
    assert 'data-rich="words-website"' in html
    assert "1 SMS" in text_of(page)


def test_texts_come_in_the_language_that_was_chosen_and_strangers_change_nothing(member: FlaskClient) -> None:
    assert "Our mails come from this address" in text_of(member.get(f"{PAGE}?text=en"))
    assert "Nos mails viennent" in text_of(member.get(f"{PAGE}?text=<b>"))


def test_a_text_is_downloaded_as_a_file(member: FlaskClient) -> None:
    answer = member.get(f"{PAGE}/website/fr.txt")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="website-fr.txt"'
    assert "ne-pas-repondre@ani.example" in answer.get_data(as_text=True)
    assert member.get(f"{PAGE}/flyer/fr.txt").status_code == 404
    assert member.get(f"{PAGE}/website/xx.txt").status_code == 404


def test_a_poster_is_printed_in_two_languages(member: FlaskClient) -> None:
    answer = member.get(f"{PAGE}/poster/fr.pdf?with=en")
    assert answer.mimetype == "application/pdf"
    assert 'filename="poster-fr-en.pdf"' in answer.headers["Content-Disposition"]
    assert member.get(f"{PAGE}/sms/fr.pdf").status_code == 404


def test_while_the_address_waits_there_is_nothing_to_announce(app: Flask, member: FlaskClient) -> None:
    give_address(app, AddressState.PENDING)
    page = text_of(member.get(PAGE))
    assert "en cours de vérification" in page
    assert "Pour votre site" not in page
    for path in ("website/fr.txt", "poster/fr.pdf"):
        assert member.get(f"{PAGE}/{path}").status_code == 404


def test_who_is_not_signed_in_sees_nothing(app: Flask) -> None:
    stranger = app.test_client()
    for path in ("", "/website/fr.txt", "/poster/fr.pdf"):
        assert stranger.get(PAGE + path).status_code == 302


def test_a_check_is_made_when_somebody_asks_and_kept_with_its_day(app: Flask, member: FlaskClient) -> None:
    give_address(app, AddressState.VERIFIED)
    assert "Pas encore vérifié" in text_of(member.get(PAGE))
    assert submit(member, f"{PAGE}/check", at=PAGE).status_code == 302
    page = text_of(member.get(PAGE))
    assert "2 novembre 2026" in page
    assert "Il y a quelque chose à corriger" in page
    assert "ne fait qu’observer" in page
    assert "v=DMARC1; p=quarantine" in page


def test_looking_at_the_page_asks_nobody(app: Flask, member: FlaskClient) -> None:
    give_address(app, AddressState.VERIFIED)
    for _ in range(2):
        assert "Pas encore vérifié" in text_of(member.get(PAGE))


def test_an_address_whose_domain_does_not_answer_is_not_checked_and_never_green(settings: Settings, clock: FakeClock) -> None:
    app = create_app(settings, clock)
    with database(app) as session:
        make_member(session, email="accueil@tilleuls.example")
    member = app.test_client()
    sign_in(member, "accueil@tilleuls.example")
    submit(member, f"{PAGE}/check", at=PAGE)
    page = text_of(member.get(PAGE))
    assert "tout n’a pas pu être vérifié" in page
    assert page.count("Non vérifié") == 3
    with app.app_context():
        db.engine.dispose()


def test_a_check_that_runs_says_so_and_one_that_was_lost_too(app: Flask, member: FlaskClient, clock: FakeClock) -> None:
    with database(app) as session:
        ask_for_check(session, clock, "ne-pas-repondre@ani.example")
    running = member.get(PAGE)
    assert "Nous posons la question" in text_of(running)
    assert running.headers["Refresh"] == "3"
    clock.advance(minutes=3)
    lost = member.get(PAGE)
    assert "ne s’est pas terminée" in text_of(lost)
    assert "Refresh" not in lost.headers


def test_staff_see_the_check_before_they_verify(app: Flask) -> None:
    number = give_address(app, AddressState.PENDING)
    staff = app.test_client()
    sign_in(staff, "equipe@ani.example")
    url = "/staff/sender-addresses"
    assert "Pas encore vérifié" in text_of(staff.get(url))
    assert submit(staff, f"{url}/{number}/check", at=url).status_code == 302
    assert "Il y a quelque chose à corriger" in text_of(staff.get(url))
    assert submit(staff, f"{url}/{number + 99}/check", at=url).status_code == 404


def test_a_member_cannot_ask_for_the_check_of_staff(app: Flask, member: FlaskClient) -> None:
    number = give_address(app, AddressState.PENDING)
    assert submit(member, f"/staff/sender-addresses/{number}/check", at=PAGE).status_code == 403
