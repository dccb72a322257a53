"""What staff and the doctor see of the events that arrive."""

from flask import Flask
from flask.testing import FlaskClient

from helpcenter.cli import main
from helpcenter.db import db
from tests.browsing import sign_in
from tests.events.fixtures import read_cases, read_event
from tests.events.sending import post_mailjet
from tests.factories import make_organisation, make_staff
from tests.fakes import FakeClock


def staff_page(site: Flask) -> str:
    with site.app_context():
        make_staff(db.session, email="equipe@ani.example")
        make_organisation(db.session, slug="mairie-a", name="Mairie A")
        db.session.commit()
    browser = site.test_client()
    sign_in(browser, "equipe@ani.example")
    return browser.get("/staff/events").get_data(as_text=True)


def doctor(site: Flask) -> str:
    return site.test_cli_runner().invoke(main, ["doctor"], obj=lambda: site).output


def test_staff_see_what_arrived_and_what_was_of_no_use_without_any_address(site: Flask, provider_client: FlaskClient) -> None:
    post_mailjet(provider_client, [case["event"] for case in read_cases("mailjet")])
    page = staff_page(site)
    assert "teleported" in page
    assert "famille-a" not in page
    assert "Mailjet" in page
    assert "/events/brevo" in page


def test_an_address_in_a_servers_sentence_is_masked(site: Flask, provider_client: FlaskClient) -> None:
    event = {**read_event("mailjet", "the address does not exist"), "comment": "550 <famille-a@example.org> unknown"}
    post_mailjet(provider_client, event)
    page = staff_page(site)
    assert "user unknown" in page
    assert "famille-a" not in page


def test_the_doctor_says_whether_events_come_in(app: Flask, site: Flask, provider_client: FlaskClient, clock: FakeClock) -> None:
    assert "no mail provider may send events" in doctor(app)
    assert "mailjet has never sent an event" in doctor(site)
    post_mailjet(provider_client, read_event("mailjet", "the address does not exist"))
    assert "mailjet sent its last event" in doctor(site)
    clock.advance(days=4)
    assert "mailjet has sent nothing since" in doctor(site)
