"""Erasing an address of which no request speaks, and erasing it again after a restore: blocks, events, cached files."""

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.batches.printing import DOSSIERS
from helpcenter.cli import main
from helpcenter.config import Settings
from helpcenter.organisations.models import Organisation
from helpcenter.pdf.service import finished_pdfs
from helpcenter.retention.addresses import erase_address, find_holding, replay_addresses
from helpcenter.retention.outcomes import count_outcomes, remove_outcomes
from helpcenter.retention.service import drop_copies, replay
from helpcenter.retention.setup import current_custody
from helpcenter.suppressions.models import Suppression
from helpcenter.suppressions.service import find_active
from helpcenter.unblock.models import UnblockCase
from tests.browsing import database, sign_in, submit, text_of
from tests.consent.persons import ADDRESS as ADDRESS_OF_CASE
from tests.consent.persons import make_case
from tests.factories import make_organisation, make_staff
from tests.fakes import FakeClock
from tests.retention.test_erasing import erase, make_answered
from tests.suppressions.senders import bounce, delivery, tell
from tests.suppressions.test_forgetting import left_of

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
STAFF = "equipe@ani.example"
ADDRESS, OTHER = "famille.a@courrier.example", "famille.b@courrier.example"


def tell_all(session: Session, clock: FakeClock) -> tuple[Organisation, Organisation]:
    """Two organisations and nobody have failed to reach the address; one of them another address too."""
    mine, stranger = make_organisation(session), make_organisation(session)
    for whose in (mine, stranger, None):
        tell(session, whose, bounce(ADDRESS, clock()))
    tell(session, mine, bounce(OTHER, clock()))
    return mine, stranger


def test_an_address_goes_from_one_organisation_and_from_nobodys_mails(app: Flask, clock: FakeClock) -> None:
    with database(app) as session:
        mine, stranger = tell_all(session, clock)
        held = find_holding(session, mine.id, ADDRESS)
        assert (held.blocks, held.events, held.cases, held.providers) == (2, 2, [], ["mailjet"])
        erase_address(session, current_custody(), mine.id, ADDRESS)
        assert left_of(session) == {(ADDRESS, stranger.id), (OTHER, mine.id)}


def test_what_a_backup_brings_back_is_erased_again_and_what_was_told_later_stays(app: Flask, clock: FakeClock, settings: Settings) -> None:
    with database(app) as session:
        mine, stranger = tell_all(session, clock)
        session.commit()
        custody = current_custody()
        erase_address(session, custody, mine.id, ADDRESS)
        # As after a restore: the log knows it, the database does not.
        session.rollback()
        assert ADDRESS not in (settings.instance / "erasures.jsonl").read_text()
        clock.advance(days=1)
        tell(session, mine, delivery(ADDRESS, clock()))
        custody.desk.keys.rotate()
        assert replay_addresses(session, custody, custody.log.read()) == 2
        assert left_of(session) == {(ADDRESS, mine.id), (ADDRESS, stranger.id), (OTHER, mine.id)}
        assert find_holding(session, mine.id, ADDRESS).events == 1
        assert replay_addresses(session, custody, custody.log.read()) == 0


def test_the_replay_of_a_record_reaches_blocks_that_are_older_than_its_request(app: Flask, clock: FakeClock, settings: Settings) -> None:
    invited = make_answered(app)
    with database(app) as session:
        organisation = session.get_one(UnblockCase, invited.case_id).organisation
        erase(session, invited.case_id)
        custody = current_custody()
        # The backup was made before anybody opened a request.
        tell(session, organisation, bounce(ADDRESS_OF_CASE, clock() - timedelta(days=1)))
        assert left_of(session)
        assert replay(session, custody, custody.log.read()) == 1
        assert left_of(session) == set()
        pdfs = finished_pdfs(settings.instance / "pdf")
        pdfs.put("dossier", b"%PDF-1.7 names the person", owner=DOSSIERS)
        drop_copies(session, custody)
        assert pdfs.find("dossier") is None


def test_a_run_removes_old_events_and_blocks_and_says_beforehand_how_many(app: Flask, clock: FakeClock, settings: Settings) -> None:
    with database(app) as session:
        mine, _stranger = tell_all(session, clock)
        clock.advance(days=1)
        tell(session, mine, delivery(ADDRESS, clock()))
        clock.advance(days=settings.keep_events_days)
        assert count_outcomes(session, settings, clock()) == {"events": 4, "blocks": 0}
        clock.advance(seconds=1)
        assert count_outcomes(session, settings, clock()) == {"events": 5, "blocks": 1}
        assert remove_outcomes(session, settings, clock(), session.commit) == {"events": 5, "blocks": 1}
        assert count_outcomes(session, settings, clock()) == {"events": 0, "blocks": 0}


def test_staff_erase_an_address_on_its_page_and_read_once_whom_to_tell(app: Flask, client: FlaskClient, clock: FakeClock) -> None:
    with database(app) as session:
        make_staff(session, email=STAFF)
        mine, _stranger = tell_all(session, clock)
        found = session.scalars(select(Suppression).where(Suppression.organisation_id == mine.id).order_by(Suppression.id)).all()
        of_case = make_case(session, organisation=mine)
        tell(session, mine, bounce(of_case.address, clock()))
        with_case = find_active(session, mine.id, of_case.mailbox_key)
        assert with_case
        numbers, number, case_number = [each.id for each in found], mine.id, of_case.id
        closed = with_case.id
    sign_in(client, STAFF)
    page = f"/staff/suppressions/{numbers[0]}"
    assert f"{page}/erase" in client.get(page).get_data(as_text=True)
    assert submit(client, f"{page}/erase").status_code == 422
    told = submit(client, f"{page}/erase", {"is_sure": "y"})
    assert all(word in text_of(told) for word in (ADDRESS, "mailjet", "article 19"))
    assert client.get(page).status_code == 404
    with database(app) as session:
        assert (ADDRESS, number) not in left_of(session)
        assert (OTHER, number) in left_of(session)
    # Of this one a request speaks: there is no button, and nothing to press without one.
    page = f"/staff/suppressions/{closed}/erase"
    assert f"/staff/cases/{case_number}" in client.get(page).get_data(as_text=True)
    assert submit(client, page, {"is_sure": "y"}, at="/staff/suppressions").location == page
    assert client.get(page).status_code == 200


def test_staff_erase_any_address_wherever_no_request_speaks_of_it(app: Flask, client: FlaskClient, clock: FakeClock) -> None:
    with database(app) as session:
        make_staff(session, email=STAFF)
        mine, stranger = tell_all(session, clock)
        arrived = make_organisation(session, name="Mairie des mails arrivés")
        tell(session, arrived, delivery(ADDRESS, clock()))
        case = make_case(session, organisation=stranger, address=ADDRESS)
        numbers, case_number = (mine.id, stranger.id), case.id
    sign_in(client, STAFF)
    page = "/staff/suppressions/erase"
    assert page in client.get("/staff/suppressions").get_data(as_text=True)
    refused = submit(client, page, {"address": "famille.a"})
    assert refused.status_code == 422
    assert 'value="famille.a"' in refused.get_data(as_text=True)
    assert "Rien n’est enregistré" in text_of(submit(client, page, {"address": "personne@courrier.example"}))
    looked = submit(client, page, {"address": f" <{ADDRESS.title()}> "})
    assert f"/staff/cases/{case_number}" in looked.get_data(as_text=True)
    assert "Mairie des mails arrivés" in text_of(looked)
    assert submit(client, f"{page}/now", {"address": ADDRESS}, at=page).status_code == 422
    assert submit(client, f"{page}/now", {"address": "famille", "is_sure": "y"}, at=page).location == page
    with database(app) as session:
        assert len(left_of(session)) == 5
    told = text_of(submit(client, f"{page}/now", {"address": ADDRESS, "is_sure": "y"}, at=page))
    assert all(word in told for word in (ADDRESS, "mailjet", "article 19", "Mairie des mails arrivés"))
    with database(app) as session:
        assert left_of(session) == {(ADDRESS, numbers[1]), (OTHER, numbers[0])}


def test_a_command_says_what_would_go_then_erases_every_way_to_write_it_and_a_restore_does_it_again(app: Flask, clock: FakeClock) -> None:
    with database(app) as session:
        town = make_organisation(session, name="Mairie A")
        for address in ("j.du.val@gmail.com", "jduval+ecole@googlemail.com", "jd@gmail.com"):
            tell(session, town, delivery(address, clock()))
        tell(session, None, bounce("jduval@gmail.com", clock()))
        number = town.id

    def run(*words: str) -> str:
        done = CliRunner().invoke(main, ["retention", "erase-address", *words], obj=lambda: app, input="J.Duval@gmail.com\n")
        assert done.exit_code == 0, done.output
        return done.stdout

    assert json.loads(run("--json")) == {
        "erased": False,
        "held": [
            {"organisation": "Mairie A", "blocks": 0, "events": 2, "questions": 0, "requests": [], "providers": []},
            {"organisation": None, "blocks": 1, "events": 1, "questions": 0, "requests": [], "providers": ["mailjet"]},
        ],
    }
    assert run("--yes").splitlines() == [
        "Mairie A: 0 blocks, 2 events, 0 questions: erased",
        "nobody knows whose mail: 1 blocks, 1 events, 0 questions: erased",
    ]
    with database(app) as session:
        assert left_of(session) == {("jd@gmail.com", number)}
        # A backup brings one of them back.
        tell(session, session.get_one(Organisation, number), delivery("jduval@gmail.com", clock() - timedelta(hours=1)))
        custody = current_custody()
        assert replay(session, custody, custody.log.read()) == 1
        assert left_of(session) == {("jd@gmail.com", number)}
    assert CliRunner().invoke(main, ["retention", "erase-address"], obj=lambda: app, input="j.duval\n").exit_code == 1
