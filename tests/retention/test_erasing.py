"""Erasing one record: the data is gone from tables and files, the chain stays whole, whoever holds a copy is named."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from helpcenter.config import Settings
from helpcenter.consent import ledger
from helpcenter.consent.models import Evidence, EvidenceKind, Invitation
from helpcenter.db import db
from helpcenter.providers.policy import ARTICLE_POLICY
from helpcenter.retention.erasing import erase_waiting, find_subject, request_erasure
from helpcenter.retention.models import Erasure, Reason
from helpcenter.retention.service import replay
from helpcenter.retention.setup import current_custody
from helpcenter.retention.wiping import scrub
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.notes import add_note
from helpcenter.unblock.service import advance, ask_provider, note_provider
from helpcenter.unblock.workflow import ConsentTrack, ProviderTrack, Status
from tests.browsing import database
from tests.consent.persons import ADDRESS, LABEL, LOCAL_PART, Invited, answer_page, desk_of, make_invitation
from tests.factories import make_staff


def make_answered(app: Flask, decision: str = "yes") -> Invited:
    """A family that answered."""
    with app.app_context():
        invited = make_invitation(db.session)
    assert answer_page(app.test_client(), invited, decision).status_code == 200
    return invited


def erase(session: Session, case_id: int) -> Erasure:
    """Erase the record of a case at the person's request."""
    case = session.get_one(UnblockCase, case_id)
    subject = find_subject(session, case.record_id)
    assert subject
    return request_erasure(session, current_custody(), subject, Reason.REQUEST, "staff:1")


def ask_and_lift(app: Flask, case_id: int) -> None:
    """The provider is asked, and lifts the block."""
    desk = desk_of(app)
    with database(app) as session:
        case = session.get_one(UnblockCase, case_id)
        ask_provider(session, desk, case, ARTICLE_POLICY, "staff:1")
        advance(session, desk, case, ProviderTrack.DONE, "staff:1")
        note_provider(session, desk, case, EvidenceKind.PROVIDER_DONE, "staff:1")


def stored_bytes(app: Flask, settings: Settings) -> bytes:
    """Everything that lies on the disk for this database."""
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            return b"".join(path.read_bytes() for path in sorted(settings.instance.glob("helpcenter.sqlite3*")))
        tables = ("evidence", "invitations", "unblock_cases", "case_notes")
        rows = [db.session.execute(text(f"SELECT * FROM {table}")).all() for table in tables]  # noqa: S608
        return repr(rows).encode()


def test_what_was_erased_is_in_no_table_and_no_file_any_more(app: Flask, settings: Settings) -> None:
    invited = make_answered(app)
    with database(app) as session:
        case = session.get_one(UnblockCase, invited.case_id)
        case.error_text = f"550 {ADDRESS} unknown"
        add_note(session, desk_of(app), case, make_staff(session), "Maman de Zoé-Marguerite", is_for_staff=True)
    assert ADDRESS.encode() in stored_bytes(app, settings)
    with database(app) as session:
        erase(session, invited.case_id)
    with app.app_context():
        assert scrub(db.engine)
    left = stored_bytes(app, settings)
    for secret in (ADDRESS, LOCAL_PART, LABEL, "c…@courrier.example", "Zoé-Marguerite"):
        assert secret.encode() not in left, secret


def test_the_chain_stays_whole_and_says_what_was_erased(app: Flask) -> None:
    invited = make_answered(app)
    with database(app) as session:
        noted = ledger.head(session)
        erase(session, invited.case_id)
        found = ledger.verify(session, (noted.seq, noted.hash))
        assert found.is_sound
        last = session.scalars(select(Evidence).order_by(Evidence.seq.desc()).limit(1)).one()
        assert last.kind is EvidenceKind.ERASED
        assert last.payload["erased_events"] == [1, 2, 3]


def test_the_page_of_an_erased_record_shows_nothing(app: Flask, client: FlaskClient) -> None:
    invited = make_answered(app)
    with database(app) as session:
        erase(session, invited.case_id)
    page = client.get(invited.url)
    assert page.status_code == 410
    assert "courrier.example" not in page.get_data(as_text=True)


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
class TestRules:
    """What does not depend on the engine."""

    def test_an_open_code_is_taken_back_and_its_case_closed(self, session: Session) -> None:
        invited = make_invitation(session)
        erase(session, invited.case_id)
        case = session.get_one(UnblockCase, invited.case_id)
        assert case.consent_track is ConsentTrack.EXPIRED
        assert case.is_closed
        assert session.scalars(select(Invitation)).one().address == ""

    def test_an_agreement_is_withdrawn_and_the_request_cancelled(self, app: Flask) -> None:
        invited = make_answered(app)
        with database(app) as session:
            erase(session, invited.case_id)
            case = session.get_one(UnblockCase, invited.case_id)
            assert (case.status, case.provider_track) == (Status.CLOSED_REFUSED, ProviderTrack.NONE)

    def test_a_lifted_block_is_put_back_before_the_address_goes(self, app: Flask) -> None:
        invited = make_answered(app)
        ask_and_lift(app, invited.case_id)
        with database(app) as session:
            waiting = erase(session, invited.case_id)
            case = session.get_one(UnblockCase, invited.case_id)
            assert waiting.erased_at is None
            assert (case.address, case.provider_track) == (ADDRESS, ProviderTrack.TO_SUPPRESS_AGAIN)
            assert erase_waiting(session, current_custody()) == 0
            case.suppressed_again_at = current_custody().clock()
            session.flush()
            assert erase_waiting(session, current_custody()) == 1
            assert case.address == ""
            session.refresh(waiting)
            assert waiting.erased_at == current_custody().clock()

    def test_the_provider_is_to_be_told_and_the_person_is_not(self, app: Flask) -> None:
        invited = make_answered(app, "no")
        with database(app) as session:
            case = session.get_one(UnblockCase, invited.case_id)
            note_provider(session, desk_of(app), case, EvidenceKind.PROVIDER_ASKED, "staff:1")
            told = erase(session, invited.case_id).notices
            assert [(each.what, each.recipient) for each in told] == [("dossier", "mailjet")]

    def test_an_erasure_is_known_outside_the_database_before_it_is_stored(self, app: Flask) -> None:
        invited = make_answered(app)
        with app.app_context():
            record_id = db.session.get_one(UnblockCase, invited.case_id).record_id
            erase(db.session, invited.case_id)
            db.session.rollback()
        with database(app) as session:
            # A crash came between: the replay finishes what was begun.
            custody = current_custody()
            assert [entry.subject for entry in custody.log.read() if entry.what == "record"] == [record_id]
            assert replay(session, custody, custody.log.read()) == 1
            assert session.scalars(select(Invitation)).one().address == ""
            assert replay(session, custody, custody.log.read()) == 0

    def test_no_name_no_label_and_no_address_enters_the_ledger_or_the_log(self, app: Flask, settings: Settings) -> None:
        invited = make_answered(app)
        with database(app) as session:
            erase(session, invited.case_id)
            rows: Any = list(ledger.export_lines(session))
        said = "".join(rows) + (settings.instance / "erasures.jsonl").read_text()
        assert LABEL not in said
        assert "courrier.example" not in said
