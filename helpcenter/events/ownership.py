"""Whose mail an event is about: by what the sending software attached, else by the sender address."""

from collections.abc import Iterable, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpcenter.events.event import Event
from helpcenter.organisations.models import AddressState, Organisation, SenderAddress

# SQLite counts the values of one query; a call of store() rarely names more than a few.
AT_ONCE = 500


class Owners:
    """Who owns the events of one call: read once, asked for each event."""

    def __init__(self, session: Session, events: Sequence[Event]) -> None:
        self._by_slug = _read_slugs(session, {slug for each in events for slug in each.organisation_hint.split()})
        self._by_sender = _read_senders(session, {each.sender.lower() for each in events} - {""})

    def find(self, event: Event) -> int | None:
        """The number of the organisation; None when nobody knows, or when several would fit."""
        attached = (self._by_slug[slug] for slug in event.organisation_hint.split() if slug in self._by_slug)
        return next(attached, None) or self._by_sender.get(event.sender.lower())


def _read_slugs(session: Session, slugs: set[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in _parts(slugs):
        query = select(Organisation.slug, Organisation.id).where(Organisation.slug.in_(part))
        found.update(session.execute(query).all())
    return found


def _read_senders(session: Session, addresses: set[str]) -> dict[str, int]:
    # An address that two organisations share, or that went from one to another, says nothing about whose mail it was.
    found: dict[str, int] = {}
    address = func.lower(SenderAddress.address)
    for part in _parts(addresses):
        query = (
            select(address, func.min(SenderAddress.organisation_id))
            .where(address.in_(part), SenderAddress.state == AddressState.VERIFIED)
            .group_by(address)
            .having(func.count(SenderAddress.organisation_id.distinct()) == 1)
        )
        found.update(session.execute(query).all())
    return found


def _parts(values: Iterable[str]) -> list[list[str]]:
    ordered = sorted(values)
    return [ordered[start : start + AT_ONCE] for start in range(0, len(ordered), AT_ONCE)]
