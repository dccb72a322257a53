"""Reads what arrives. Each question is as quick at ten million events as at ten thousand; those about one address are in `history`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpcenter.events.counting import NOBODY
from helpcenter.events.event import EventKind
from helpcenter.events.models import DayCount, EventArrival, ProviderEvent


@dataclass(frozen=True)
class LastArrival:
    """When a provider sent its last event that was new."""

    provider: str
    at: datetime


def list_last_arrivals(session: Session) -> list[LastArrival]:
    """For each provider that ever sent one."""
    query = select(EventArrival.provider, func.max(EventArrival.last_at)).group_by(EventArrival.provider).order_by(EventArrival.provider)
    return [LastArrival(provider, at) for provider, at in session.execute(query)]


def list_arrivals(session: Session, since: date) -> Sequence[EventArrival]:
    """What came in from this day on, the newest day first."""
    query = select(EventArrival).where(EventArrival.day >= since)
    return session.scalars(query.order_by(EventArrival.day.desc(), EventArrival.provider, EventArrival.kind, EventArrival.name)).all()


def count_nobodys(session: Session, since: date) -> int:
    """How many events since this day are about mails of which nobody knows whose they were."""
    query = select(func.sum(DayCount.count)).where(DayCount.organisation_id == NOBODY, DayCount.day >= since)
    # PostgreSQL adds whole numbers up to a Decimal.
    return int(session.scalar(query.where(DayCount.kind != EventKind.IGNORED)) or 0)


def list_latest(session: Session, limit: int = 20) -> Sequence[ProviderEvent]:
    """The events that were stored last, the newest first."""
    return session.scalars(select(ProviderEvent).order_by(ProviderEvent.id.desc()).limit(limit)).all()
