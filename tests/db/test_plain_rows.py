"""Rows straight from the connection: the same answers as through the ORM, on both engines."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.db.plain_rows import is_one_of, plain_rows
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.workflow import ConsentTrack
from tests.consent.persons import make_case

CASES = select(UnblockCase.id, UnblockCase.created_at, UnblockCase.consent_track).order_by(UnblockCase.id)


def test_what_was_changed_before_is_written_first(session: Session) -> None:
    case = make_case(session)
    case.consent_track = ConsentTrack.GIVEN
    assert [tuple(row) for row in plain_rows(session, CASES)] == [(case.id, case.created_at, ConsentTrack.GIVEN)]
    assert [tuple(row) for row in session.execute(CASES)] == [(case.id, case.created_at, ConsentTrack.GIVEN)]


def test_what_is_rolled_back_is_not_seen(session: Session) -> None:
    make_case(session)
    assert len(plain_rows(session, CASES).all()) == 1
    session.rollback()
    assert plain_rows(session, CASES).all() == []


def test_a_condition_finds_its_values_and_its_text_stands_fast(session: Session) -> None:
    given, invited = (make_case(session, address=f"{name}@courrier.example") for name in ("a", "b"))
    given.consent_track, invited.consent_track = ConsentTrack.GIVEN, ConsentTrack.INVITED
    wanted = is_one_of(UnblockCase.consent_track, [ConsentTrack.GIVEN, ConsentTrack.NONE])
    assert [row.id for row in plain_rows(session, CASES.where(wanted))] == [given.id]
    assert plain_rows(session, CASES.where(is_one_of(UnblockCase.consent_track, []))).all() == []
    # SQLAlchemy writes such a list anew for each question when it may have any length.
    assert "POSTCOMPILE" not in str(CASES.where(wanted))
    assert "POSTCOMPILE" in str(CASES.where(UnblockCase.consent_track.in_([ConsentTrack.GIVEN])))
