"""The outbox's rules: a mail is put in once, one process at a time hands it over, and it stays until it has left.

None of these commits: whoever starts it does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CursorResult, Update, and_, delete, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from helpcenter.db.upserts import insert_into
from helpcenter.mail.errors import MailError, PermanentMailError, SmtpError, UnreachableServerError
from helpcenter.mail.message import Message
from helpcenter.mail.models import KEY_LENGTH, MailState, OutboxMail

# Longer than any conversation with a server: only a process that died holds a mail longer.
CLAIM = timedelta(minutes=10)
# After 1, 2, 4 … minutes, then every two hours, for as long as mail servers usually try.
FIRST_PAUSE, LONGEST_PAUSE, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=2), timedelta(days=5)
# While no mail gets through, none is to blame.
UNREACHABLE_PAUSE = timedelta(minutes=15)
KEPT = timedelta(days=30)
FAILED_KEPT = timedelta(days=90)


@dataclass(frozen=True)
class Claim:
    """A mail in the hands of this process."""

    mail_id: int
    message: Message
    tries: int
    created_at: datetime


def put(session: Session, message: Message, now: datetime, key: str = "") -> int | None:
    """Put a mail into the outbox; its number, or None when a mail with this key is or was there."""
    if len(key) > KEY_LENGTH:
        raise MailError(f"{message.name}: the key is longer than {KEY_LENGTH} letters")
    row = {"name": message.name, "address": message.to, "message": message.to_json(), "created_at": now, "next_at": now}
    insert = insert_into(session, OutboxMail).values(key=key or None, state=MailState.WAITING, tries=0, cause="", status="", **row)
    return session.scalar(insert.on_conflict_do_nothing(index_elements=["key"]).returning(OutboxMail.id))


def due(session: Session, now: datetime, limit: int) -> Sequence[int]:
    """The mails that can be handed over now, the longest waiting first."""
    return session.scalars(select(OutboxMail.id).where(_is_due(now)).order_by(OutboxMail.next_at, OutboxMail.id).limit(limit)).all()


def claim(session: Session, mail_id: int, now: datetime) -> Claim | None:
    """Take a mail in hand; None when it has left, waits for later, or is in other hands."""
    taken = update(OutboxMail).where(OutboxMail.id == mail_id, _is_due(now))
    # Counted when it is taken: a process that died over it has tried as well.
    if _changed(session, taken.values(claimed_until_at=now + CLAIM, tries=OutboxMail.tries + 1)) == 0:
        return None
    mail = session.get_one(OutboxMail, mail_id, populate_existing=True)
    return Claim(mail.id, Message(**mail.message), mail.tries, mail.created_at)


def note_sent(session: Session, mail_id: int, now: datetime) -> None:
    """It has left: its words are no longer needed here."""
    values: dict[str, Any] = {
        "state": MailState.SENT,
        "message": {},
        "claimed_until_at": None,
        "ended_at": now,
        "cause": "",
        "code": None,
        "status": "",
    }
    session.execute(_of(mail_id).values(**values))


def note_trouble(session: Session, held: Claim, error: Exception, now: datetime) -> None:
    """It has not left: later again, or for staff to look at."""
    is_late = now - held.created_at >= LONGEST_WAIT and not isinstance(error, UnreachableServerError)
    is_final = is_late or isinstance(error, PermanentMailError)
    values: dict[str, Any] = describe(error) | {"claimed_until_at": None}
    if is_final:
        values |= {"state": MailState.FAILED, "ended_at": now}
    else:
        values["next_at"] = now + pause_after(held.tries, error)
    session.execute(_of(held.mail_id).values(**values))


def pause_after(tries: int, error: Exception) -> timedelta:
    """How long a mail waits after having been tried so many times."""
    longest = UNREACHABLE_PAUSE if isinstance(error, UnreachableServerError) else LONGEST_PAUSE
    doublings = min(tries - 1, 20)
    return min(FIRST_PAUSE * (1 << doublings), longest)


def describe(error: Exception) -> dict[str, Any]:
    """What may be kept of an error: no address stands in it."""
    if isinstance(error, SmtpError):
        return {"cause": error.cause[:80], "code": error.code, "status": error.status}
    return {"cause": type(error).__name__[:80], "code": None, "status": ""}


def send_again(session: Session, mail_ids: Sequence[int], now: datetime) -> int:
    """Let mails that failed or wait leave as soon as possible, with five more days; how many."""
    # Not one that is being handed over at this moment: it would leave twice.
    again = update(OutboxMail).where(OutboxMail.id.in_(mail_ids), _is_open(), _is_free(now))
    return _changed(session, again.values(state=MailState.WAITING, created_at=now, next_at=now, tries=0, ended_at=None))


def drop(session: Session, mail_ids: Sequence[int], now: datetime) -> int:
    """Let mails not leave any more, and forget their words; how many."""
    gone = update(OutboxMail).where(OutboxMail.id.in_(mail_ids), _is_open(), _is_free(now))
    return _changed(session, gone.values(state=MailState.DROPPED, message={}, address="", ended_at=now))


def forget_old(session: Session, now: datetime) -> None:
    """Remove what nobody needs any more; a key stays, without an address, so that its mail is never sent twice."""
    session.execute(
        update(OutboxMail)
        .where(OutboxMail.state == MailState.FAILED, OutboxMail.ended_at < now - FAILED_KEPT)
        .values(state=MailState.DROPPED, message={}, address="")
    )
    ended = and_(OutboxMail.state.in_((MailState.SENT, MailState.DROPPED)), OutboxMail.ended_at < now - KEPT)
    session.execute(delete(OutboxMail).where(ended, OutboxMail.key.is_(None)))
    session.execute(update(OutboxMail).where(ended, OutboxMail.address != "").values(address=""))


def _is_due(now: datetime) -> Any:
    return and_(OutboxMail.state == MailState.WAITING, _is_over(OutboxMail.next_at, now, LONGEST_PAUSE), _is_free(now))


def _is_open() -> Any:
    return OutboxMail.state.in_((MailState.FAILED, MailState.WAITING))


def _is_free(now: datetime) -> Any:
    return or_(OutboxMail.claimed_until_at.is_(None), _is_over(OutboxMail.claimed_until_at, now, CLAIM))


def _is_over(moment: InstrumentedAttribute[Any], now: datetime, longest: timedelta) -> Any:
    # Nothing waits much longer than that: what seems to was written under a clock that was wrong, and would wait until that day comes.
    return or_(moment <= now, moment > now + 2 * longest)


def _of(mail_id: int) -> Update:
    return update(OutboxMail).where(OutboxMail.id == mail_id)


def _changed(session: Session, change: Update) -> int:
    result = session.execute(change.execution_options(synchronize_session=False))
    assert isinstance(result, CursorResult)  # noqa: S101
    return result.rowcount
