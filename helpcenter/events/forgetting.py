"""Deletes events that are old, in small steps; the counts by day stay. Those about one address: history.py."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from helpcenter.events.models import ProviderEvent

# So many at once that it goes on, so few that nobody waits for the write lock.
AT_ONCE = 2_000


def count_old(session: Session, now: datetime, keep_days: int) -> int:
    """How many events are due for deletion."""
    old = select(func.count()).select_from(ProviderEvent).where(ProviderEvent.happened_at < now - timedelta(days=keep_days))
    return session.scalar(old) or 0


def forget_some_old(session: Session, now: datetime, keep_days: int, at_once: int = AT_ONCE) -> int:
    """Delete the oldest events that are due, at most so many; how many it was. The caller commits and asks again until it is none."""
    due = select(ProviderEvent.id).where(ProviderEvent.happened_at < now - timedelta(days=keep_days))
    some = session.scalars(due.order_by(ProviderEvent.happened_at).limit(at_once)).all()
    if some:
        session.execute(delete(ProviderEvent).where(ProviderEvent.id.in_(some)))
    return len(some)
