"""Reads about the outbox, for staff."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpcenter.mail.models import MailState, OutboxMail

OPEN = (MailState.WAITING, MailState.FAILED)
SHOWN = 200


def list_open(session: Session, limit: int = SHOWN) -> Sequence[OutboxMail]:
    """What failed, then what waits; the newest first."""
    query = select(OutboxMail).where(OutboxMail.state.in_(OPEN))
    # The words of the states happen to stand in the wanted order: failed, waiting.
    return session.scalars(query.order_by(OutboxMail.state, OutboxMail.id.desc()).limit(limit)).all()


def count_by_state(session: Session) -> dict[MailState, int]:
    """How many mails there are in each state; a state without mails counts 0."""
    found = session.execute(select(OutboxMail.state, func.count().label("number")).group_by(OutboxMail.state))
    return dict.fromkeys(MailState, 0) | {row.state: row.number for row in found}


def failed_ids(session: Session) -> Sequence[int]:
    """All mails that failed."""
    return session.scalars(select(OutboxMail.id).where(OutboxMail.state == MailState.FAILED)).all()


def count_late(session: Session, before: datetime) -> int:
    """How many mails have been due since before this moment: the queue process does not run, or the server is down."""
    late = select(func.count()).select_from(OutboxMail).where(OutboxMail.state == MailState.WAITING, OutboxMail.created_at < before)
    return session.scalar(late) or 0
