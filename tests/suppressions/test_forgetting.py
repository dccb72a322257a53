"""Erasing a person and a departing organisation reach blocks and events; no other organisation's."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.events.models import DayCount, ProviderEvent
from helpcenter.organisations.models import Organisation
from helpcenter.retention.leaving import leave
from helpcenter.retention.service import run
from helpcenter.retention.setup import current_custody
from helpcenter.suppressions.models import Suppression
from helpcenter.unblock.models import UnblockCase
from tests.browsing import database, text_of
from tests.consent.persons import ADDRESS, LOCAL_PART
from tests.factories import make_organisation
from tests.fakes import FakeClock
from tests.retention.test_erasing import erase, make_answered
from tests.suppressions.senders import bounce, delivery, tell

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


def left_of(session: Session) -> set[tuple[str, int | None]]:
    kept: set[tuple[str, int | None]] = {(block.address, block.organisation_id) for block in session.scalars(select(Suppression))}
    return kept | {(event.address, event.organisation_id) for event in session.scalars(select(ProviderEvent))}


def test_an_erased_person_is_in_no_block_and_no_event_of_that_organisation(app: Flask, clock: FakeClock) -> None:
    invited = make_answered(app)
    with database(app) as session:
        organisation, other = session.get_one(UnblockCase, invited.case_id).organisation, make_organisation(session)
        tell(session, organisation, bounce(ADDRESS, clock(), detail=f"550 <{ADDRESS}>"), bounce("autre@courrier.example", clock()))
        tell(session, other, bounce(ADDRESS, clock()))
        tell(session, None, bounce(ADDRESS, clock()))
        erase(session, invited.case_id)
        assert left_of(session) == {("autre@courrier.example", organisation.id), (ADDRESS, other.id)}
        assert len(session.scalars(select(DayCount)).all()) == 3


def test_what_is_due_by_time_alone_leaves_a_block_that_lasts(app: Flask, clock: FakeClock) -> None:
    invited = make_answered(app, "no")
    with database(app) as session:
        organisation = session.get_one(UnblockCase, invited.case_id).organisation
        tell(session, organisation, bounce(ADDRESS, clock()))
        clock.advance(days=400)
        run(session, current_custody())
        assert session.get_one(UnblockCase, invited.case_id).address == ""
        assert (ADDRESS, organisation.id) in left_of(session)


def test_an_organisation_that_leaves_takes_its_blocks_and_events_along(app: Flask, clock: FakeClock) -> None:
    with database(app) as session:
        organisation, other = make_organisation(session), make_organisation(session)
        tell(session, organisation, bounce(ADDRESS, clock()))
        tell(session, other, bounce(ADDRESS, clock()))
        other_id = other.id
        leave(session, current_custody(), organisation, "staff:1")
        assert left_of(session) == {(ADDRESS, other_id)}
        assert session.scalars(select(Organisation)).one()


def test_the_person_sees_what_is_kept_about_the_mails(app: Flask, client: FlaskClient, clock: FakeClock) -> None:
    invited = make_answered(app)
    with database(app) as session:
        organisation = session.get_one(UnblockCase, invited.case_id).organisation
        tell(session, organisation, delivery(ADDRESS, clock() - timedelta(days=1)), bounce(ADDRESS, clock()))
    page = client.get(invited.url)
    stamp = page.get_data(as_text=True).split('name="stamp" value="')[1].split('"')[0]
    held = text_of(client.post(f"{invited.url}/data", data={"stamp": stamp, "proof": LOCAL_PART}))
    assert "Un mail a été remis à la boîte mail." in held
    assert "Erreur permanente" in held
