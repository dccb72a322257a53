"""Deletes events: those that are old, in small steps; and those about one address. The counts by day stay."""

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


def forget_address(session: Session, address: str, organisation_id: int | None = None) -> int:
    """Delete what is known of the mails to one address, of one organisation or of all; how many events that was."""
    statement = delete(ProviderEvent).where(ProviderEvent.address == address.lower())
    if organisation_id is not None:
        statement = statement.where(ProviderEvent.organisation_id == organisation_id)
    # The same mail's row may be in memory; nobody reads it again.
    return session.execute(statement, execution_options={"synchronize_session": False}).rowcount  # type: ignore[attr-defined, no-any-return]
