"""How long things are kept, at the very edge of each time; a dry run changes nothing."""

import json
from datetime import date

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.cli import main
from helpcenter.consent import ledger
from helpcenter.consent.models import Evidence, Invitation
from helpcenter.db import db
from helpcenter.retention.leaving import leave
from helpcenter.retention.models import LeftOrganisation
from helpcenter.retention.service import preview, run
from helpcenter.retention.setup import current_custody
from helpcenter.retention.wiping import NO_LABEL
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.service import verify
from tests.browsing import database
from tests.consent.persons import ADDRESS, LABEL, answer_page, desk_of, make_invitation
from tests.fakes import FakeClock

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


def run_now(app: Flask) -> dict[str, int]:
    """The run of this moment, without the zeros."""
    with database(app) as session:
        return {name: count for name, count in run(session, current_custody()).items() if count}


def the_case(session: Session) -> UnblockCase:
    """The one case."""
    return session.scalars(select(UnblockCase)).one()


def test_an_unanswered_invitation_dies_at_30_days_and_is_wiped_at_60(app: Flask, clock: FakeClock) -> None:
    with app.app_context():
        make_invitation(db.session)
    clock.advance(days=60)
    assert run_now(app) == {}
    with app.app_context():
        assert the_case(db.session).is_closed
        assert the_case(db.session).address == ADDRESS
    clock.advance(seconds=1)
    assert run_now(app) == {"unanswered": 1}
    with app.app_context():
        assert (the_case(db.session).address, the_case(db.session).label) == ("", NO_LABEL)
        assert db.session.scalars(select(Invitation)).one().address == ""
        assert ledger.verify(db.session).is_sound
    assert run_now(app) == {}


def test_a_yes_loses_its_address_after_three_years_and_its_evidence_five_years_later(app: Flask, clock: FakeClock) -> None:
    with app.app_context():
        invited = make_invitation(db.session)
    answer_page(app.test_client(), invited)
    with database(app) as session:
        verify(session, desk_of(app), the_case(session), "member:1")
    clock.advance(days=1095)
    assert run_now(app) == {}
    clock.advance(seconds=1)
    assert run_now(app) == {"answered": 1}
    with app.app_context():
        assert db.session.scalars(select(Invitation)).one().address == ""
        # Pseudonymised, not erased: the sealed event still proves what was answered, and to whom the key tells whose.
        assert all(event.payload for event in db.session.scalars(select(Evidence)))
    clock.advance(days=1825)
    assert run_now(app) == {"evidence": 1}
    with app.app_context():
        assert ledger.verify(db.session).erased == 2


def test_a_no_loses_its_address_half_a_year_after_the_case_is_closed(app: Flask, clock: FakeClock) -> None:
    with app.app_context():
        invited = make_invitation(db.session)
    answer_page(app.test_client(), invited, "no")
    clock.advance(days=183)
    assert run_now(app) == {}
    clock.advance(seconds=1)
    assert run_now(app)["answered"] == 1
    with app.app_context():
        assert the_case(db.session).label == NO_LABEL


def test_free_text_goes_half_a_year_after_closing_and_an_agreement_keeps_its_address(app: Flask, clock: FakeClock) -> None:
    with app.app_context():
        invited = make_invitation(db.session)
    answer_page(app.test_client(), invited)
    with database(app) as session:
        case = the_case(session)
        case.error_text = "550 user unknown"
        verify(session, desk_of(app), case, "member:1")
    clock.advance(days=183, seconds=1)
    assert run_now(app) == {"texts": 1}
    with app.app_context():
        assert (the_case(db.session).error_text, the_case(db.session).address, the_case(db.session).label) == ("", ADDRESS, LABEL)
    assert run_now(app) == {}


def test_an_open_case_is_never_touched(app: Flask, clock: FakeClock) -> None:
    with app.app_context():
        invited = make_invitation(db.session)
    answer_page(app.test_client(), invited)
    clock.advance(days=700)
    assert run_now(app) == {}


def test_the_evidence_of_an_organisation_that_left_goes_on_its_day(app: Flask, clock: FakeClock) -> None:
    with app.app_context():
        invited = make_invitation(db.session)
    answer_page(app.test_client(), invited)
    with database(app) as session:
        gone = leave(session, current_custody(), the_case(session).organisation, "staff:1")
        assert gone.keep_until_on == date(2031, 11, 1)
        assert session.scalars(select(Evidence).where(Evidence.salt.is_not(None))).all()
    clock.advance(days=1825)
    assert "left" in run_now(app)
    with app.app_context():
        assert db.session.scalars(select(LeftOrganisation)).one().emptied_at == clock()
        assert ledger.verify(db.session).is_sound


def test_a_dry_run_names_what_is_due_and_changes_nothing(app: Flask, clock: FakeClock) -> None:
    with app.app_context():
        make_invitation(db.session)
    clock.advance(days=61)
    with app.app_context():
        before = ledger.head(db.session)
    result = CliRunner().invoke(main, ["retention", "run", "--dry-run", "--json"], obj=lambda: app)
    assert json.loads(result.stdout)["unanswered"] == 1
    with app.app_context():
        assert ledger.head(db.session) == before
        assert len(preview(db.session, current_custody())) == 1
