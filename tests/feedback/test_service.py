"""The verbs: which text a vote belongs to, and who may overwrite whom."""

import pytest
from sqlalchemy.orm import Session

from helpcenter.feedback.models import Reason, RemarkState
from helpcenter.feedback.seals import TextSeal
from helpcenter.feedback.service import (
    ChangedMeanwhileError,
    Said,
    UnknownTextError,
    Work,
    erase_remark,
    record_remark,
    record_vote,
    work_on,
)
from helpcenter.feedback.versions import TextNow, note_text, notice_texts
from tests.factories import make_staff
from tests.fakes import FakeClock
from tests.feedback.readers import make_remark

OLD, NEW = "0" * 12, "1" * 12


def text(digest: str) -> TextNow:
    return TextNow("article", "fr", digest, "Un article")


def seal(digest: str) -> TextSeal:
    return TextSeal("article", "fr", digest)


def test_a_page_opened_before_an_edit_votes_for_what_it_showed(session: Session, clock: FakeClock) -> None:
    notice_texts(session, [text(OLD)], clock())
    clock.advance(days=1)
    notice_texts(session, [text(NEW)], clock())
    clock.advance(days=29)
    vote = record_vote(session, clock, seal(OLD), text(NEW), is_helpful=False)
    assert vote.text.digest == OLD


def test_a_text_that_nobody_reads_any_more_takes_no_votes(session: Session, clock: FakeClock) -> None:
    notice_texts(session, [text(OLD)], clock())
    clock.advance(days=1)
    notice_texts(session, [text(NEW)], clock())
    clock.advance(days=31)
    with pytest.raises(UnknownTextError):
        record_vote(session, clock, seal(OLD), text(NEW), is_helpful=False)


def test_a_text_that_never_stood_on_the_site_takes_no_votes(session: Session, clock: FakeClock) -> None:
    with pytest.raises(UnknownTextError):
        record_vote(session, clock, seal(OLD), text(NEW), is_helpful=True)
    with pytest.raises(UnknownTextError):
        record_vote(session, clock, seal(OLD), None, is_helpful=True)


def test_a_version_is_stored_once(session: Session, clock: FakeClock) -> None:
    assert notice_texts(session, [text(OLD), text(OLD)], clock()) == 2
    assert notice_texts(session, [text(OLD), text(NEW)], clock()) == 1
    assert note_text(session, "article", "fr", OLD, clock()).id == note_text(session, "article", "fr", OLD, clock()).id


def test_only_the_day_of_a_vote_is_kept(session: Session, clock: FakeClock) -> None:
    clock.advance(hours=14)
    vote = record_vote(session, clock, seal(NEW), text(NEW), is_helpful=True)
    # 23:30 UTC is half past midnight on the house's clock.
    assert vote.voted_on.isoformat() == "2026-11-03"


def test_the_first_of_two_staff_wins_and_the_second_is_told(session: Session, clock: FakeClock) -> None:
    remark, first, second = make_remark(session), make_staff(session), make_staff(session)
    work_on(session, clock, remark, Work(RemarkState.PLANNED, "Je m’en occupe", 1), first.id)
    with pytest.raises(ChangedMeanwhileError):
        work_on(session, clock, remark, Work(RemarkState.DISMISSED, "Rien à faire", 1), second.id)
    with pytest.raises(ChangedMeanwhileError):
        erase_remark(session, clock, remark, 1, second.id)
    session.refresh(remark)
    assert (remark.state, remark.note, remark.version, remark.changed_by) == (RemarkState.PLANNED, "Je m’en occupe", 2, first)


def test_closing_has_a_day_and_opening_again_takes_it_back(session: Session, clock: FakeClock) -> None:
    remark, staff = make_remark(session), make_staff(session)
    work_on(session, clock, remark, Work(RemarkState.ANSWERED, "", 1), staff.id)
    closed = remark.closed_at
    assert closed == clock()
    clock.advance(days=3)
    work_on(session, clock, remark, Work(RemarkState.DISMISSED, "", 2), staff.id)
    assert remark.closed_at == closed
    work_on(session, clock, remark, Work(RemarkState.NEW, "", 3), staff.id)
    assert remark.closed_at is None


def test_a_reader_does_not_overwrite_what_staff_have_read(session: Session, clock: FakeClock) -> None:
    remark, staff = make_remark(session, comment="Avant"), make_staff(session)
    work_on(session, clock, remark, Work(RemarkState.PLANNED, "", 1), staff.id)
    record_remark(session, clock, remark.vote, Said(Reason.WRONG, "Après"))
    assert (remark.comment, remark.reason) == ("Avant", Reason.HARD)


def test_erasing_leaves_reason_and_vote(session: Session, clock: FakeClock) -> None:
    remark, staff = make_remark(session), make_staff(session)
    erase_remark(session, clock, remark, 1, staff.id)
    assert (remark.comment, remark.note, remark.reason, remark.erased_at) == ("", "", Reason.HARD, clock())
