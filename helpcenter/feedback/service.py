"""The verbs: a reader votes, says why, asks for a mail; staff work through what was said. None commits: whoever starts it does."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CursorResult, func, select, update
from sqlalchemy.orm import Session

from helpcenter.db.clock import Clock
from helpcenter.db.upserts import insert_into
from helpcenter.feedback.models import OPEN_STATES, ArticleText, CorrectionRequest, Reason, Remark, RemarkState, Vote
from helpcenter.feedback.seals import TextSeal
from helpcenter.feedback.versions import TextNow, find_text, is_too_old, note_text
from helpcenter.i18n.formats import house_day

# Somebody else's address may be typed in here: it gets no more mails than this, whatever happens.
MOST_REQUESTS = 5


class UnknownTextError(ValueError):
    """No such text has stood on the site, or not for a long time."""


class ChangedMeanwhileError(ValueError):
    """Somebody else has changed this remark since it was opened."""


@dataclass(frozen=True)
class Said:
    """What a reader sent after a No."""

    reason: Reason
    comment: str


@dataclass(frozen=True)
class Work:
    """What a member of the staff decides about a remark, seen in this version."""

    state: RemarkState
    note: str
    version: int


def record_vote(session: Session, clock: Clock, seal: TextSeal, current: TextNow | None, *, is_helpful: bool) -> Vote:
    """Keep one Yes or No for the text under which it was given; UnknownTextError for a text that nobody could have read."""
    text = _text_of(session, clock(), seal, current)
    vote = Vote(text=text, is_helpful=is_helpful, voted_on=house_day(clock()))
    session.add(vote)
    session.flush()
    return vote


def _text_of(session: Session, now: datetime, seal: TextSeal, current: TextNow | None) -> ArticleText:
    if current is None:
        raise UnknownTextError(seal.slug)
    if current.digest == seal.digest:
        return note_text(session, seal.slug, seal.locale, seal.digest, now)
    # The page was opened before the last edit.
    text = find_text(session, seal.slug, seal.locale, seal.digest)
    if text is None or is_too_old(session, text, now):
        raise UnknownTextError(seal.slug)
    return text


def record_remark(session: Session, clock: Clock, vote: Vote, said: Said) -> Remark:
    """Keep what a reader says about a No; sent again, it replaces what was said, unless staff have begun to work with it."""
    # Held until the commit, so that staff who begin to work at this moment are not overwritten.
    remark = session.scalar(select(Remark).where(Remark.vote_id == vote.id).with_for_update())
    if remark is None:
        remark = Remark(vote=vote, reason=said.reason, comment=said.comment, received_at=clock())
        session.add(remark)
    elif remark.version == 1:
        remark.reason, remark.comment = said.reason, said.comment
    session.flush()
    return remark


def ask_for_mail(session: Session, clock: Clock, text: ArticleText, address: str, locale: str) -> bool:
    """Send one mail to this address when the text changes; False when it waits for too many mails already."""
    waiting = session.scalar(select(func.count()).select_from(CorrectionRequest).where(CorrectionRequest.address == address))
    if (waiting or 0) >= MOST_REQUESTS:
        return False
    values = {"text_id": text.id, "address": address, "locale": locale, "asked_at": clock()}
    session.execute(insert_into(session, CorrectionRequest).values(**values).on_conflict_do_nothing())
    return True


def work_on(session: Session, clock: Clock, remark: Remark, work: Work, user_id: int) -> None:
    """Store state and note; ChangedMeanwhileError when somebody was first."""
    now = clock()
    is_open = work.state in OPEN_STATES
    values = {"state": work.state, "note": work.note, "version": work.version + 1, "changed_by_id": user_id, "changed_at": now}
    values["closed_at"] = None if is_open else (remark.closed_at or now)
    _change(session, remark, work.version, values)


def erase_remark(session: Session, clock: Clock, remark: Remark, version: int, user_id: int) -> None:
    """Remove the words of a reader and of the staff at once, for instance because they name somebody; the reason stays."""
    now = clock()
    values = {"comment": "", "note": "", "erased_at": now, "version": version + 1, "changed_by_id": user_id, "changed_at": now}
    _change(session, remark, version, values)


def _change(session: Session, remark: Remark, version: int, values: dict[str, object]) -> None:
    # Compared and changed in one statement: of two people, exactly one is told.
    changed = session.execute(update(Remark).where(Remark.id == remark.id, Remark.version == version).values(**values))
    if not isinstance(changed, CursorResult) or changed.rowcount != 1:
        raise ChangedMeanwhileError(remark.id)
    session.refresh(remark)
