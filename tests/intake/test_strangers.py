"""Pages of people who are not signed in: visitors, families, the link of the vendor's software."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from helpcenter.config import Settings
from helpcenter.db import db
from helpcenter.i18n.locales import FAMILY_LOCALES
from helpcenter.intake.links import VendorLink, seal_link
from helpcenter.intake.models import Proposal, UsedLink
from helpcenter.intake.service import KEPT_DAYS, MOST_WAITING, remove_overdue
from helpcenter.organisations.models import AddressState, Organisation
from helpcenter.unblock.models import Source, UnblockCase
from tests.browsing import database, outbox, text_of, words_of
from tests.factories import make_member, make_organisation, make_sender_address
from tests.fakes import FakeClock

SEAL = re.compile(r'name="seal" value="([^"]+)"')
FAMILY = "/fr/o/tilleuls/mails"
VISITOR = "/fr/assistance/request"
SAID = {"label": "Camille Martin", "address": "camille@free.fr", "reach": "06 12 34 56 78"}
ASKED = {"organisation": "tilleuls", "label": "Famille A", "address": "camille@free.fr", "last_mail_on": "2026-10-30"}
SECRET = "un-secret-de-trente-deux-signes-au-moins"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """An installation that shares a key with the vendor's software."""
    return replace(settings, link_secrets=(SECRET,))


@pytest.fixture
def site(app: Flask, client: FlaskClient) -> FlaskClient:
    """A visitor of a site with one organisation."""
    with database(app) as session:
        make_organisation(session, slug="tilleuls")
    return client


def send(client: FlaskClient, clock: FakeClock, url: str, said: dict[str, str], **headers: str) -> TestResponse:
    seal = SEAL.search(client.get(url).text)
    assert seal
    clock.advance(seconds=20)
    return client.post(url, data={**said, "seal": seal[1]}, headers=headers)


def proposals(app: Flask) -> list[Proposal]:
    with app.app_context():
        return list(db.session.scalars(select(Proposal).order_by(Proposal.id)))


def count_cases(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(UnblockCase)) or 0


def test_a_family_tells_its_organisation_and_gets_the_same_answer_always(app: Flask, site: FlaskClient, clock: FakeClock) -> None:
    answers = [send(site, clock, FAMILY, {**SAID, "address": address}) for address in ("camille@free.fr", "Camille@FREE.fr", "b@free.fr")]
    assert {(answer.status_code, answer.location) for answer in answers} == {(303, f"{FAMILY}/thanks")}
    assert "Merci" in text_of(site.get(f"{FAMILY}/thanks"))
    kept = proposals(app)
    assert [(each.source, each.locale, each.last_mail_on) for each in kept] == [(Source.FAMILY, "fr", None)] * 3
    assert count_cases(app) == 0
    assert "Set-Cookie" not in answers[0].headers


def test_members_are_told_once_a_day_and_nothing_of_what_was_written(
    app: Flask, site: FlaskClient, clock: FakeClock, settings: Settings
) -> None:
    with database(app) as session:
        make_member(session, organisation=session.scalars(select(Organisation)).one(), email="accueil@tilleuls.example")
    for address in ("a@free.fr", "b@free.fr"):
        send(site, clock, FAMILY, {**SAID, "address": address})
    clock.advance(days=1)
    send(site, clock, FAMILY, {**SAID, "address": "c@free.fr"})
    mails = outbox(settings)
    assert [mail["To"] for mail in mails] == ["accueil@tilleuls.example"] * 2
    for written in ("Camille", "free.fr", "06 12"):
        assert written not in words_of(mails[0])
    assert "/organisation/proposals" in words_of(mails[0])


def test_the_same_once_more_is_kept_once_and_a_mailbox_fills_no_list(app: Flask, site: FlaskClient, clock: FakeClock) -> None:
    for number in (1, 1, 2, 3, 4, 5):
        assert send(site, clock, FAMILY, {**SAID, "reach": f"numéro {number}"}).status_code == 303
    assert [each.reach for each in proposals(app)] == ["numéro 1", "numéro 2", "numéro 3"]


@pytest.mark.parametrize("locale", FAMILY_LOCALES)
def test_families_are_asked_and_corrected_in_their_language(site: FlaskClient, clock: FakeClock, locale: str) -> None:
    url = f"/{locale}/o/tilleuls/mails"
    page = site.get(url)
    assert page.status_code == 200
    assert f'lang="{locale}"' in page.text
    assert page.headers["Cache-Control"] == "no-store"
    page = send(site, clock, url, {"label": "Camille", "address": "camille@gmial.com", "reach": ""})
    assert page.status_code == 422
    assert "camille@gmail.com" in page.text
    assert 'value="camille@gmial.com"' in page.text
    if locale != "en":
        assert "Did you mean" not in page.text
        assert "mails do not arrive" not in page.text


def test_an_organisation_whose_address_waits_has_no_page_and_is_in_no_list(app: Flask, site: FlaskClient) -> None:
    with database(app) as session:
        waiting = make_organisation(session, slug="attente", name="Mairie en attente")
        make_sender_address(session, organisation=waiting, state=AddressState.PENDING)
    assert site.get("/fr/o/attente/mails").status_code == 404
    assert site.post("/fr/o/attente/mails", data=SAID).status_code == 404
    assert site.get("/fr/o/personne/mails").status_code == 404
    for url in (VISITOR, "/fr/assistance/organisations"):
        words = text_of(site.get(url))
        assert "Les Tilleuls" in words
        assert "Mairie en attente" not in words


def test_a_visitor_sends_a_request_that_a_member_must_accept(app: Flask, site: FlaskClient, clock: FakeClock) -> None:
    answer = send(site, clock, VISITOR, {**ASKED, "ticket": "AN-1", "error_text": "550 user unknown"})
    assert (answer.status_code, answer.location) == (303, f"{VISITOR}/thanks")
    kept = proposals(app)[0]
    assert (kept.source, kept.ticket, kept.error_text) == (Source.VISITOR, "AN-1", "550 user unknown")
    assert count_cases(app) == 0


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"organisation": ""}, "Choisissez votre organisation"),
        ({"organisation": "personne"}, "Organisation"),
        ({"label": ""}, "Dites de quelle famille"),
        ({"address": "camille"}, "n’est pas une adresse mail"),
        ({"last_mail_on": "2027-01-01"}, "pas encore venu"),
        ({"last_mail_on": "2024-01-01"}, "plus d’un an"),
    ],
)
def test_a_visitors_mistake_is_said_and_what_was_typed_stays(
    app: Flask, site: FlaskClient, clock: FakeClock, changes: dict[str, str], said: str
) -> None:
    page = send(site, clock, VISITOR, {**ASKED, **changes})
    assert page.status_code == 422
    assert said.lower() in text_of(page).lower()
    assert 'value="2026-10-30"' in page.text or "last_mail_on" in changes
    assert proposals(app) == []


@pytest.mark.parametrize(("url", "said"), [(FAMILY, SAID), (VISITOR, ASKED)])
def test_programs_floods_and_other_sites_leave_nothing(
    app: Flask, site: FlaskClient, clock: FakeClock, url: str, said: dict[str, str]
) -> None:
    assert send(site, clock, url, {**said, "topic": "buy now"}).status_code == 303
    assert send(site, clock, url, said, Origin="https://elsewhere.example").status_code == 403
    assert send(site, clock, url, {**said, "address": "a@free.fr\nBcc: b@free.fr"}).status_code == 422
    assert site.post(url, data=said).status_code == 429
    assert site.post(url, data={**said, "seal": "forged"}).status_code == 429
    seal = SEAL.search(site.get(url).text)
    assert seal
    quick = site.post(url, data={**said, "seal": seal[1]})
    assert "Relisez ce que vous avez écrit" in text_of(quick)
    assert proposals(app) == []
    for number in range(20):
        assert send(site, clock, url, {**said, "address": f"a{number}@free.fr"}).status_code == 303
    page = send(site, clock, url, {**said, "address": "last@free.fr"})
    assert page.status_code == 429
    assert 'value="last@free.fr"' in page.text
    assert len(proposals(app)) == 20


def test_a_full_list_says_so_and_what_nobody_looked_at_is_deleted(app: Flask, site: FlaskClient, clock: FakeClock) -> None:
    send(site, clock, FAMILY, SAID)
    with database(app) as session:
        first = session.scalars(select(Proposal)).one()
        values = {"organisation_id": first.organisation_id, "source": Source.FAMILY, "label": "x", "created_at": clock()}
        session.add_all(Proposal(**values, address=f"{n}@free.fr", mailbox_key=f"{n}@free.fr") for n in range(MOST_WAITING))
    assert "Trop de messages attendent" in text_of(send(site, clock, FAMILY, {**SAID, "address": "new@free.fr"}))
    clock.advance(days=KEPT_DAYS + 1)
    with database(app) as session:
        assert remove_overdue(session, clock()) == MOST_WAITING + 1
    assert proposals(app) == []


def link_to(clock: FakeClock, **changes: object) -> str:
    values = {"organisation": "tilleuls", "once": "abcdefgh12345678", "expires": int((clock() + timedelta(minutes=10)).timestamp())}
    said = {
        "family": "Famille A",
        "address": "camille@free.fr",
        "last_mail": "2026-10-30",
        "ticket": "AN-4711",
        "locale": "ar",
        "user": "42",
    }
    return f"/fr/assistance/with/{seal_link(SECRET, VendorLink(**{**values, **said, **changes}))}"  # type: ignore[arg-type]


def form_of(page: TestResponse) -> dict[str, str]:
    seal = SEAL.search(page.text)
    assert seal
    return {
        "seal": seal[1],
        "label": "Famille A",
        "address": "camille@free.fr",
        "last_mail_on": "2026-10-30",
        "ticket": "AN-4711",
        "locale": "ar",
    }


def test_the_link_opens_the_form_filled_in_and_pressed_twice_it_is_one_request(app: Flask, site: FlaskClient, clock: FakeClock) -> None:
    url = link_to(clock)
    page = site.get(url)
    assert page.status_code == 200
    for value in ("Famille A", "camille@free.fr", "2026-10-30", "AN-4711"):
        assert f'value="{value}"' in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "camille" not in url
    form = form_of(page)
    # Whoever types for longer than the link lives loses nothing.
    clock.advance(hours=2)
    answers = [site.post(url, data=form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    with app.app_context():
        case = db.session.scalars(select(UnblockCase)).one()
        assert (case.source, case.opened_by, case.ticket, case.organisation.slug) == (
            Source.VENDOR_LINK,
            "software:42",
            "AN-4711",
            "tilleuls",
        )
    assert all(f"/organisation/cases/{case.id}" in answer.text for answer in answers)


def test_a_link_is_for_one_organisation_and_some_minutes(app: Flask, site: FlaskClient, clock: FakeClock) -> None:
    with database(app) as session:
        make_organisation(session, slug="ailleurs")
    form = form_of(site.get(link_to(clock)))
    site.post(link_to(clock), data={**form, "organisation": "ailleurs"})
    with app.app_context():
        assert db.session.scalars(select(UnblockCase)).one().organisation.slug == "tilleuls"
        # The same number from another organisation is another link.
        assert db.session.scalars(select(UsedLink)).one().once == "abcdefgh12345678"
    other = site.get(link_to(clock, organisation="ailleurs"))
    assert site.post(link_to(clock, organisation="ailleurs"), data=form_of(other)).status_code == 200
    assert count_cases(app) == 2
    url = link_to(clock, once="anotheronce1")
    clock.advance(minutes=12)
    for gone in (url, "/fr/assistance/with/forged", link_to(clock, organisation="personne"), link_to(clock)[:-3]):
        assert site.get(gone).status_code == 410, gone
    for seal in ("", "forged", SEAL.findall(site.get(FAMILY).text)[0]):
        assert site.post(url, data={**form, "seal": seal}).status_code == 410
    assert count_cases(app) == 2


def test_a_duplicate_from_the_software_is_said_beside_the_address_and_uses_up_nothing(
    app: Flask, site: FlaskClient, clock: FakeClock
) -> None:
    site.post(link_to(clock), data=form_of(site.get(link_to(clock))))
    second = link_to(clock, once="second-press-1")
    form = form_of(site.get(second))
    page = site.post(second, data=form)
    assert page.status_code == 422
    assert "déjà une demande ouverte" in text_of(page)
    assert site.post(second, data={**form, "address": "other@free.fr"}).status_code == 200
    assert count_cases(app) == 2


def test_the_software_names_all_addresses_of_a_family_and_they_are_one_request(app: Flask, site: FlaskClient, clock: FakeClock) -> None:
    others = ("dominique@laposte.net", "Camille@FREE.fr", "x@gmial.com")
    url = link_to(clock, others=others)
    page = site.get(url)
    assert "\n".join(others) in page.text
    form = {**form_of(page), "others": "\r\n".join(others)}
    doubted = site.post(url, data=form)
    assert doubted.status_code == 422
    assert "x@gmail.com" in text_of(doubted)
    for bad in ("nobody", "\n".join(f"{n}@free.fr" for n in range(4))):
        assert site.post(url, data={**form, "others": bad}).status_code == 422
    opened = site.post(url, data={**form, "others": "dominique@laposte.net\nCamille@FREE.fr"})
    assert "2 adresses" in text_of(opened)
    # One of them again, a week later, with a new one; and once more, with nothing new.
    form = {**form, "address": "third@free.fr", "others": "camille@free.fr"}
    later = link_to(clock, once="second-press-1")
    assert "3 adresses" in text_of(site.post(later, data={**form, "seal": form_of(site.get(later))["seal"]}))
    again = link_to(clock, once="third-press-11")
    refused = site.post(again, data={**form, "seal": form_of(site.get(again))["seal"]})
    assert refused.status_code == 422
    assert "déjà une demande ouverte" in text_of(refused)
    with app.app_context():
        first, *beside = db.session.scalars(select(UnblockCase).order_by(UnblockCase.id)).all()
        assert [(case.address, case.beside_id, case.source) for case in beside] == [
            ("dominique@laposte.net", first.id, Source.VENDOR_LINK),
            ("third@free.fr", first.id, Source.VENDOR_LINK),
        ]


def test_another_organisations_open_request_is_nobodys_family_here(app: Flask, site: FlaskClient, clock: FakeClock) -> None:
    with database(app) as session:
        make_organisation(session, slug="ailleurs")
    elsewhere = link_to(clock, organisation="ailleurs")
    site.post(elsewhere, data=form_of(site.get(elsewhere)))
    url = link_to(clock, address="new@free.fr", others=("camille@free.fr",))
    form = {**form_of(site.get(url)), "address": "new@free.fr", "others": "camille@free.fr"}
    assert "2 adresses" in text_of(site.post(url, data=form))
    with app.app_context():
        cases = db.session.scalars(select(UnblockCase).order_by(UnblockCase.id)).all()
        assert [(case.organisation.slug, case.beside_id) for case in cases] == [
            ("ailleurs", None),
            ("tilleuls", None),
            ("tilleuls", cases[1].id),
        ]
