"""One round through the mailbox: each new mail is examined without the database, then kept or left alone, one transaction each."""

import ssl
from dataclasses import dataclass

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.consent.attachments import AttachmentStore
from helpcenter.consent.desk import Desk
from helpcenter.db.engine import only_looking
from helpcenter.kit.domain_records import Records
from helpcenter.replies.mailbox import Mailbox, MailboxError, MailboxPlan, open_mailbox
from helpcenter.replies.models import MailboxPlace, MailReply, ReplySource, ReplyState
from helpcenter.replies.reading import UnreadableError
from helpcenter.replies.service import AlreadyHereError, Arrival, NothingMatchesError, examine, judge_again, receive

log = structlog.get_logger("helpcenter.replies")
MOST_AT_ONCE = 200
ARRIVAL = Arrival(ReplySource.MAILBOX, "mailbox")


@dataclass(frozen=True)
class Tools:
    """What a round works with."""

    desk: Desk
    store: AttachmentStore
    records: Records
    # Whom to trust when connecting; None: whom the machine trusts.
    trust: ssl.SSLContext | None = None


@dataclass(frozen=True)
class Round:
    """What one round did."""

    kept: int = 0
    left_alone: int = 0
    problem: str = ""


def read_mailbox(session: Session, tools: Tools, plan: MailboxPlan) -> Round:
    """Take what is new; a mailbox that cannot be read is noted, and tried again in the next round. Commits mail by mail."""
    place = _find_place(session, tools, plan)
    try:
        # Outside of a transaction: a server may take its time, and others want to write.
        with open_mailbox(plan, tools.trust) as mailbox:
            _begin(session, tools, place, mailbox)
            return _read_all(session, tools, place, mailbox)
    except MailboxError as error:
        log.warning("mailbox cannot be read", problem=error.problem.value)
        # What was taken so far is stored already, each mail by itself.
        session.rollback()
        place.looked_at, place.problem = tools.desk.clock(), error.problem.value
        session.commit()
        return Round(problem=error.problem.value)


def judge_waiting_again(session: Session, tools: Tools) -> int:
    """Judge anew what waits only because the name system kept silent; how many are settled now."""
    waiting = session.scalars(select(MailReply).where(MailReply.state == ReplyState.WAITING).order_by(MailReply.id)).all()
    return sum(judge_one_again(session, tools, reply) for reply in waiting if reply.may_be_judged_again)


def judge_one_again(session: Session, tools: Tools, reply: MailReply) -> bool:
    """Look at one waiting mail again; True when the name system answered."""
    raw = tools.store.find(reply.sha256)
    if raw is None:
        return False
    with only_looking(session):
        examined = examine(raw, tools.records)
    session.refresh(reply)
    # Staff may have decided while the name system was asked: what they read stands.
    if reply.state is ReplyState.WAITING:
        judge_again(session, tools.desk, reply, examined)
    session.commit()
    return not reply.may_be_judged_again


def _find_place(session: Session, tools: Tools, plan: MailboxPlan) -> MailboxPlace:
    place = session.get(MailboxPlace, plan.key)
    if place is None:
        place = MailboxPlace(mailbox=plan.key, uid_validity=0, last_uid=0, looked_at=tools.desk.clock(), problem="", left_alone=0)
        session.add(place)
    session.commit()
    return place


def _begin(session: Session, tools: Tools, place: MailboxPlace, mailbox: Mailbox) -> None:
    # Another validity means that the server counts anew: what was read before is known by its hash.
    if place.uid_validity != mailbox.uid_validity:
        place.uid_validity, place.last_uid = mailbox.uid_validity, 0
    place.looked_at, place.problem = tools.desk.clock(), ""
    session.commit()


def _read_all(session: Session, tools: Tools, place: MailboxPlace, mailbox: Mailbox) -> Round:
    kept = left = 0
    last_uid = place.last_uid
    session.commit()
    # The rest comes with the next round, two minutes later: between them the queue does its other work.
    for uid in mailbox.find_new(last_uid)[:MOST_AT_ONCE]:
        is_kept = _take(session, tools, mailbox.fetch(uid))
        kept, left = kept + is_kept, left + (not is_kept)
        # Mail by mail: a process that is stopped goes on behind the last one that it took.
        place.last_uid, place.read_at = uid, tools.desk.clock()
        place.left_alone += not is_kept
        session.commit()
    return Round(kept, left)


def _take(session: Session, tools: Tools, raw: bytes | None) -> bool:
    """True when a mail was kept, False when it is about nothing here, too large, or known."""
    if raw is None:
        return False
    try:
        receive(session, tools.desk, tools.store, examine(raw, tools.records), ARRIVAL)
    # About nothing here: it stays in the mailbox as it is, and nobody looks at it again.
    except (UnreadableError, NothingMatchesError, AlreadyHereError):
        return False
    return True
