"""Whose mail an event is about: by what the sending software attached, else by the sender address."""

from collections.abc import Iterable, Sequence
from operator import attrgetter

from sqlalchemy import ARRAY, ColumnElement, SQLColumnExpression, String, any_, func, literal, select
from sqlalchemy.orm import Session

from helpcenter.events.event import Event
from helpcenter.organisations.models import AddressState, Organisation, SenderAddress

# SQLite counts the values of one query; a call of store() rarely names more than a few.
AT_ONCE = 500
SAID = attrgetter("organisation_hint", "sender")


class Owners:
    """Who owns the events of one call: read once, asked for each event."""

    def __init__(self, session: Session, events: Sequence[Event]) -> None:
        # Thousands of events come from a few organisations: each pair is looked up once.
        pairs = set(map(SAID, events))
        by_slug = _read_slugs(session, {slug for hint, _ in pairs for slug in hint.split()})
        by_sender = _read_senders(session, {sender.lower() for _, sender in pairs} - {""})
        self._numbers = {(hint, sender): _choose(hint, by_slug) or by_sender.get(sender.lower()) for hint, sender in pairs}

    def find(self, event: Event) -> int | None:
        """The number of the organisation; None when nobody knows, or when several would fit."""
        return self._numbers[SAID(event)]


def _choose(hint: str, by_slug: dict[str, int]) -> int | None:
    return next((by_slug[slug] for slug in hint.split() if slug in by_slug), None)


def _read_slugs(session: Session, slugs: set[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in _parts(slugs):
        query = select(Organisation.slug, Organisation.id).where(_is_among(session, Organisation.slug, part))
        found.update(session.execute(query).all())
    return found


def _read_senders(session: Session, addresses: set[str]) -> dict[str, int]:
    # An address that two organisations share, or that went from one to another, says nothing about whose mail it was.
    found: dict[str, int] = {}
    address = func.lower(SenderAddress.address)
    for part in _parts(addresses):
        query = (
            select(address, func.min(SenderAddress.organisation_id))
            .where(_is_among(session, address, part), SenderAddress.state == AddressState.VERIFIED)
            .group_by(address)
            .having(func.count(SenderAddress.organisation_id.distinct()) == 1)
        )
        found.update(session.execute(query).all())
    return found


def _is_among(session: Session, column: SQLColumnExpression[str], values: list[str]) -> ColumnElement[bool]:
    # One value that is a list: of two hundred values, SQLAlchemy and the driver would each write a sign.
    if session.get_bind().dialect.name == "postgresql":
        return column == any_(literal(values, ARRAY(String)))
    return column.in_(values)


def _parts(values: Iterable[str]) -> list[list[str]]:
    ordered = sorted(values)
    return [ordered[start : start + AT_ONCE] for start in range(0, len(ordered), AT_ONCE)]
