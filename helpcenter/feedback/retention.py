"""What is removed after its time; the privacy page says the same to readers (templates/web/privacy.html)."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, CursorResult, Delete, Update, delete, func, or_, select, update
from sqlalchemy.orm import Session

from helpcenter.feedback.models import ArticleViews, CorrectionRequest, IngestedTally, Remark, SearchedWords, WordsDecision
from helpcenter.i18n.formats import house_day

# Free text may name people: it goes half a year after the work is done, and a year after it came in any case.
CLOSED_TEXT = timedelta(days=183)
ANY_TEXT = timedelta(days=365)
# Half a year without any change of the article: the reader has found another way.
REQUESTS = timedelta(days=183)
# Words that nobody uses three times within a quarter are nobody's question but one person's.
WORDS = timedelta(days=90)
# Two years and a month: the weeks of an autumn can be compared with those of the year before.
VIEWS = timedelta(days=761)
# A file is removed within the second in which it was read; a week is for a disk that had trouble.
TALLIES = timedelta(days=7)


@dataclass(frozen=True)
class Removed:
    """How much was removed of each kind."""

    texts: int
    addresses: int
    words: int
    views: int

    def as_dict(self) -> dict[str, int]:
        """Plain values for JSON."""
        return asdict(self)


def remove_overdue(session: Session, now: datetime) -> Removed:
    """Remove everything whose time is over."""
    # What was decided about words hides those of earlier days, and they are gone by then.
    _run(session, delete(WordsDecision).where(WordsDecision.decided_on < house_day(now - WORDS)))
    _run(session, delete(IngestedTally).where(IngestedTally.ingested_at < now - TALLIES))
    return Removed(
        texts=_run(session, _erase_texts(now)),
        addresses=_run(session, delete(CorrectionRequest).where(CorrectionRequest.asked_at < now - REQUESTS)),
        words=_run(session, delete(SearchedWords).where(SearchedWords.day < house_day(now - WORDS))),
        views=_run(session, delete(ArticleViews).where(ArticleViews.day < house_day(now - VIEWS))),
    )


def count_overdue(session: Session, now: datetime) -> Removed:
    """What `remove_overdue` would remove."""
    counts = [
        select(func.count()).select_from(Remark).where(_has_overdue_text(now)),
        select(func.count()).select_from(CorrectionRequest).where(CorrectionRequest.asked_at < now - REQUESTS),
        select(func.count()).select_from(SearchedWords).where(SearchedWords.day < house_day(now - WORDS)),
        select(func.count()).select_from(ArticleViews).where(ArticleViews.day < house_day(now - VIEWS)),
    ]
    return Removed(*(session.scalar(query) or 0 for query in counts))


def _erase_texts(now: datetime) -> Update:
    # A new version: a form that somebody has open must not bring the note back.
    changes = {"comment": "", "note": "", "erased_at": now, "version": Remark.version + 1}
    return update(Remark).where(_has_overdue_text(now)).values(**changes)


def _has_overdue_text(now: datetime) -> ColumnElement[bool]:
    is_over = or_(Remark.closed_at < now - CLOSED_TEXT, Remark.received_at < now - ANY_TEXT)
    return is_over & or_(Remark.comment != "", Remark.note != "")


def _run(session: Session, statement: Delete | Update) -> int:
    done = session.execute(statement, execution_options={"synchronize_session": False})
    return done.rowcount if isinstance(done, CursorResult) else 0
