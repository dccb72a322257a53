"""Demo data: complete, harmless, and never overwriting what somebody changed."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from helpcenter.config import Settings
from helpcenter.organisations.colours import WHITE, contrast
from helpcenter.organisations.demo import ORGANISATIONS, PASSWORD, DemoRefusedError, load_demo, sign_ins
from helpcenter.organisations.logo_store import LogoStore
from helpcenter.organisations.queries import find_organisation, list_organisations, public_sender
from tests.browsing import database, sign_in
from tests.fakes import FakeClock


def test_everybody_of_the_demo_can_sign_in(app: Flask, settings: Settings, clock: FakeClock) -> None:
    with database(app) as session:
        load_demo(session, settings, clock)
    for person in sign_ins():
        client = app.test_client()
        sign_in(client, person.email, PASSWORD)
        assert client.get("/organisation/", follow_redirects=True).status_code == 200


def test_both_organisations_are_complete(session: Session, settings: Settings, clock: FakeClock) -> None:
    load_demo(session, settings, clock)
    assert {each.slug for each in list_organisations(session)} == {"centre-social-demo", "mairie-demo"}
    for organisation in list_organisations(session):
        assert LogoStore(settings.instance).find(organisation.id, organisation.logo_hash)
        assert contrast(organisation.colour, WHITE) >= 4.5
        sender = public_sender(session, organisation, settings.sender_address)
        assert sender
        assert sender.is_own


def test_loading_twice_keeps_what_was_changed(session: Session, settings: Settings, clock: FakeClock) -> None:
    load_demo(session, settings, clock)
    changed = find_organisation(session, "mairie-demo")
    assert changed
    changed.name = "Autre nom"
    load_demo(session, settings, clock)
    assert changed.name == "Autre nom"
    assert len(list_organisations(session)) == len(ORGANISATIONS)


def test_known_passwords_are_refused_where_others_can_reach_the_site(session: Session, settings: Settings, clock: FakeClock) -> None:
    with pytest.raises(DemoRefusedError):
        load_demo(session, replace(settings, public_url="https://aide.example"), clock)
    assert list_organisations(session) == []
