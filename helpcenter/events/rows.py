"""Writes events into their table in bulk; the database itself says which of them were new."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from helpcenter.db.upserts import insert_into
from helpcenter.events.event import StoredEvent
from helpcenter.events.models import ProviderEvent


def insert_new(session: Session, events: Sequence[StoredEvent]) -> set[tuple[str, str]]:
    """Insert those that are not there yet; returns provider and key of each that was inserted."""
    if not events:
        return set()
    statement = insert_into(session, ProviderEvent).on_conflict_do_nothing(index_elements=[ProviderEvent.provider, ProviderEvent.key])
    rows = session.execute(statement.returning(ProviderEvent.provider, ProviderEvent.key), [_row(each) for each in events])
    return {(provider, key) for provider, key in rows}


def _row(stored: StoredEvent) -> dict[str, Any]:
    event = stored.event
    return {
        "provider": event.provider,
        "key": event.key,
        "kind": event.kind,
        "happened_at": event.happened_at,
        "address": event.address,
        "message_id": event.message_id,
        "cause": event.cause,
        "is_blocking": event.is_blocking,
        "detail": event.detail,
        "organisation_id": stored.organisation_id,
    }
