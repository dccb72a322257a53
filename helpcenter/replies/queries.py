"""Reads about mails that came as answers."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from helpcenter.consent.attachments import Attachment
from helpcenter.replies.models import MailReply, ReplyState

COUNT_WAITING = select(func.count()).select_from(MailReply).where(MailReply.state == ReplyState.WAITING)


def list_waiting(session: Session) -> Sequence[MailReply]:
    """The mails that somebody has to read, the oldest first."""
    query = select(MailReply).options(joinedload(MailReply.organisation)).where(MailReply.state == ReplyState.WAITING)
    return session.scalars(query.order_by(MailReply.id)).all()


def list_decided(session: Session, limit: int = 50) -> Sequence[MailReply]:
    """The last mails about which something was decided, the newest first."""
    query = select(MailReply).options(joinedload(MailReply.organisation)).where(MailReply.state != ReplyState.WAITING)
    return session.scalars(query.order_by(MailReply.id.desc()).limit(limit)).all()


def replies_of_case(session: Session, case_id: int) -> Sequence[MailReply]:
    """The mails about one case, the oldest first."""
    return session.scalars(select(MailReply).where(MailReply.case_id == case_id).order_by(MailReply.id)).all()


def is_file_kept(session: Session, reply: MailReply) -> bool:
    """True until the file of a mail is erased."""
    query = select(Attachment.id).where(Attachment.sha256 == reply.sha256, Attachment.erased_at.is_(None))
    return session.scalar(query.limit(1)) is not None
