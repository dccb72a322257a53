"""What was kept long enough goes, and nothing else."""

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpcenter.db import Base
from helpcenter.feedback.models import ArticleViews, CorrectionRequest, Remark, RemarkState, SearchedWords, Vote
from helpcenter.feedback.retention import Removed, count_overdue, remove_overdue
from helpcenter.feedback.service import Work, ask_for_mail, work_on
from helpcenter.i18n.formats import house_day
from tests.factories import make_staff
from tests.fakes import FakeClock
from tests.feedback.readers import make_remark, make_text

NOTHING = Removed(0, 0, 0, 0)


def count(session: Session, model: type[Base]) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_free_text_goes_six_months_after_closing(session: Session, clock: FakeClock) -> None:
    clock.advance(days=21)
    remark = make_remark(session)
    work_on(session, clock, remark, Work(RemarkState.ANSWERED, "corrigé", 1), make_staff(session).id)
    clock.advance(days=183)
    assert remove_overdue(session, clock()) == NOTHING
    clock.advance(days=1)
    assert count_overdue(session, clock()) == Removed(1, 0, 0, 0)
    assert remove_overdue(session, clock()) == Removed(1, 0, 0, 0)
    session.refresh(remark)
    assert (remark.comment, remark.note, remark.version) == ("", "", 3)
    assert remark.erased_at == clock()
    assert (count(session, Remark), count(session, Vote)) == (1, 1)
    assert remove_overdue(session, clock()) == NOTHING


def test_free_text_that_nobody_looked_at_goes_after_a_year(session: Session, clock: FakeClock) -> None:
    remark = make_remark(session)
    clock.now = remark.received_at + timedelta(days=365)
    assert remove_overdue(session, clock()) == NOTHING
    clock.advance(days=1)
    assert remove_overdue(session, clock()).texts == 1


def test_an_address_does_not_wait_longer_than_half_a_year(session: Session, clock: FakeClock) -> None:
    ask_for_mail(session, clock, make_text(session), "lea@courrier.example", "fr")
    clock.advance(days=183)
    assert remove_overdue(session, clock()) == NOTHING
    clock.advance(days=1)
    assert remove_overdue(session, clock()).addresses == 1
    assert count(session, CorrectionRequest) == 0


def test_words_go_after_a_quarter_and_views_after_two_years_and_a_month(session: Session, clock: FakeClock) -> None:
    day = house_day(clock())
    session.add(SearchedWords(day=day, locale="fr", words="mail", vain=1))
    session.add(ArticleViews(day=day, slug="a", locale="fr", number=1))
    clock.advance(days=90)
    assert remove_overdue(session, clock()) == NOTHING
    clock.advance(days=1)
    assert remove_overdue(session, clock()) == Removed(0, 0, 1, 0)
    clock.advance(days=761 - 91)
    assert remove_overdue(session, clock()) == NOTHING
    clock.advance(days=1)
    assert remove_overdue(session, clock()) == Removed(0, 0, 0, 1)
