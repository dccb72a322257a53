"""Reads about batches."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from helpcenter.batches.models import Batch, CallState, ProviderRequest, RequestedCase, RequestState
from helpcenter.db.plain_rows import plain_rows
from helpcenter.i18n.formats import HOUSE_ZONE
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.workflow import ProviderTrack

NEWEST = 50
# A call ends after seconds; who has claimed one for longer was interrupted.
LOST_AFTER = timedelta(minutes=10)
IS_READY = (UnblockCase.provider_track == ProviderTrack.READY, UnblockCase.ending.is_(None))
COUNT_READY = select(func.count()).select_from(UnblockCase).where(*IS_READY)


def ready_cases(session: Session) -> Sequence[UnblockCase]:
    """The open cases for which the provider may be asked, those that have waited longest first."""
    return session.scalars(
        select(UnblockCase).where(*IS_READY).options(joinedload(UnblockCase.organisation)).order_by(UnblockCase.id)
    ).all()


def count_ready(session: Session) -> int:
    """How many they are."""
    return int(plain_rows(session, COUNT_READY).scalar_one())


def find_batch(session: Session, batch_id: int) -> Batch | None:
    """A batch with its requests and their cases."""
    cases = selectinload(Batch.requests).selectinload(ProviderRequest.cases).joinedload(UnblockCase.organisation)
    return session.scalar(select(Batch).where(Batch.id == batch_id).options(cases, selectinload(Batch.dossiers)))


def list_batches(session: Session) -> Sequence[Batch]:
    """The batches that somebody works on, then the newest of those that are closed."""
    query = select(Batch).options(selectinload(Batch.requests))
    waiting = session.scalars(query.where(Batch.closed_at.is_(None)).order_by(Batch.id.desc())).all()
    closed = session.scalars(query.where(Batch.closed_at.is_not(None)).order_by(Batch.id.desc()).limit(NEWEST)).all()
    # All that somebody still works on, however old; of the closed ones the newest are enough.
    return [*waiting, *closed]


def requests_of_case(session: Session, case_id: int) -> Sequence[ProviderRequest]:
    """The requests that speak for a case, the newest first."""
    query = select(ProviderRequest).join(RequestedCase).where(RequestedCase.case_id == case_id)
    return session.scalars(query.options(joinedload(ProviderRequest.batch)).order_by(ProviderRequest.id.desc())).all()


def find_open_request(session: Session, provider: str, mailbox_key: str) -> ProviderRequest | None:
    """The request for this mailbox that the provider has not answered."""
    return session.scalar(select(ProviderRequest).where(ProviderRequest.open_key == open_key(provider, mailbox_key)))


def find_lifted(session: Session, provider: str, mailbox_key: str) -> ProviderRequest | None:
    """The last request for this mailbox that ended with a lifted block."""
    query = select(ProviderRequest).join(Batch).where(Batch.provider == provider, ProviderRequest.mailbox_key == mailbox_key)
    return session.scalar(query.where(ProviderRequest.state == RequestState.DONE).order_by(ProviderRequest.answered_at.desc()).limit(1))


def asked_today(session: Session, provider: str, now: datetime) -> int:
    """How many requests left for this provider on this day of the house's clock."""
    # By the clock on the wall: a day of 23 or 25 hours begins at midnight as well.
    midnight = now.astimezone(HOUSE_ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    query = select(func.count(ProviderRequest.id)).join(Batch).where(Batch.provider == provider, ProviderRequest.asked_at >= midnight)
    return session.scalar(query) or 0


def due_calls(session: Session, now: datetime) -> Sequence[int]:
    """The requests that a program may call about now, the oldest first."""
    return session.scalars(select(ProviderRequest.id).where(is_due(now)).order_by(ProviderRequest.id)).all()


def is_due(now: datetime) -> ColumnElement[bool]:
    """What a program may call about; whoever claims a request asks once more, for somebody may have been quicker."""
    is_paused_long_enough = and_(ProviderRequest.call == CallState.LATER, ProviderRequest.call_after_at <= now)
    return and_(ProviderRequest.state == RequestState.ASKED, or_(ProviderRequest.call == CallState.NONE, is_paused_long_enough))


def is_lost(request: ProviderRequest, now: datetime) -> bool:
    """True when a call was claimed, and whoever made it was interrupted."""
    # Nothing frees it by itself: whether the provider was called, only its own site can tell.
    return request.call is CallState.CLAIMED and request.claimed_at is not None and request.claimed_at + LOST_AFTER < now


def open_key(provider: str, mailbox_key: str) -> str:
    """What no two open requests share."""
    return f"{provider}:{mailbox_key}"
