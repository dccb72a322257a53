"""Erasing an address of which no request speaks, and erasing it again after a restore: blocks, events, cached files."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from helpcenter.batches.printing import DOSSIERS
from helpcenter.config import Settings
from helpcenter.organisations.models import Organisation
from helpcenter.pdf.service import finished_pdfs
from helpcenter.retention.addresses import erase_address, find_holding, replay_addresses
from helpcenter.retention.outcomes import count_outcomes, remove_outcomes
from helpcenter.retention.service import drop_copies, replay
from helpcenter.retention.setup import current_custody
from helpcenter.unblock.models import UnblockCase
from tests.browsing import database
from tests.consent.persons import ADDRESS as ADDRESS_OF_CASE
from tests.factories import make_organisation
from tests.fakes import FakeClock
from tests.retention.test_erasing import erase, make_answered
from tests.suppressions.senders import bounce, delivery, tell
from tests.suppressions.test_forgetting import left_of

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
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
