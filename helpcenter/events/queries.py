"""Reads events: what arrives, and what is known of the mails to one address. Each is as quick at ten million events as at ten thousand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpcenter.events.counting import NOBODY
from helpcenter.events.event import EventKind
from helpcenter.events.models import DayCount, EventArrival, ProviderEvent

MOST = 200


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


def list_of_address(session: Session, organisation_id: int, address: str, limit: int = MOST) -> Sequence[ProviderEvent]:
    """What became of an organisation's mails to one address, the newest first."""
    query = select(ProviderEvent).where(ProviderEvent.address == address.lower(), ProviderEvent.organisation_id == organisation_id)
    return session.scalars(query.order_by(ProviderEvent.happened_at.desc(), ProviderEvent.id.desc()).limit(limit)).all()


def has_events_on(session: Session, organisation_id: int, day: date) -> bool:
    """Whether anything is known of this organisation's mails of a day: without, silence about one address says nothing."""
    query = select(DayCount.kind).where(DayCount.organisation_id == organisation_id, DayCount.day == day)
    return session.scalar(query.where(DayCount.kind != EventKind.IGNORED).limit(1)) is not None
