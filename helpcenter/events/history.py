"""What the stored events know of the mails to one address: of a day, since a moment, the last ones. Without events: nothing."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, delete, func, or_, select
from sqlalchemy.orm import Session

from helpcenter.db import Clock
from helpcenter.events.event import EventKind
from helpcenter.events.models import DayCount, ProviderEvent
from helpcenter.i18n.formats import HOUSE_ZONE, house_day
from helpcenter.organisations.models import Organisation

ARRIVED = frozenset({EventKind.DELIVERED, EventKind.COMPLAINT})
FAILED = frozenset({EventKind.TEMPORARY, EventKind.PERMANENT, EventKind.BLOCKED})
# What a person wants to read about a mail; that it was handed over to the next server says little.
TOLD = (*ARRIVED, *FAILED, EventKind.DELAYED, EventKind.UNSUBSCRIBED)
CHUNK = 500


class Delivery(StrEnum):
    """What became of an organisation's mails to one address on one day."""

    UNKNOWN = "unknown"
    """No event is known: nothing can be said."""
    NOT_SENT = "not_sent"
    """Events of that day are known, and none is about this address."""
    DELIVERED = "delivered"
    """A mail was handed over to the mailbox."""
    FAILED = "failed"
    """A mail came back, or was not even sent because of a block."""


# The organisation, the address, the day. A room that receives events puts its own answer in the place of `nothing_known`.
MailHistory = Callable[[Session, Organisation, str, date], Delivery]
EXTENSION = "mail_history"


def nothing_known(session: Session, organisation: Organisation, address: str, day: date) -> Delivery:
    """The answer of an installation that receives no events."""
    return Delivery.UNKNOWN


def make_history(clock: Clock, keep_days: int, *, is_connected: bool = True) -> MailHistory:
    """The answer from the events of the last `keep_days` days; while no provider may send any, a missing one says nothing."""

    def find(session: Session, organisation: Organisation, address: str, day: date) -> Delivery:
        today = house_day(clock())
        # The first day of what is kept may be kept in part only.
        if day <= today - timedelta(days=keep_days) or day > today:
            return Delivery.UNKNOWN
        # On the day itself, a mail may still be on its way.
        return _judge(session, organisation.id, address, day, is_complete=is_connected and day < today)

    return find


def list_events(session: Session, organisation_id: int | None, addresses: Iterable[str], limit: int) -> Sequence[ProviderEvent]:
    """The last events about these addresses that a person wants to read, the newest first."""
    query = select(ProviderEvent).where(_about(organisation_id), ProviderEvent.address.in_(_written(addresses)))
    query = query.where(ProviderEvent.kind.in_(TOLD))
    return session.scalars(query.order_by(ProviderEvent.happened_at.desc(), ProviderEvent.id.desc()).limit(limit)).all()


def first_delivery(session: Session, organisation_id: int, address: str, since: datetime) -> datetime | None:
    """When the first mail after this moment arrived; None when none is known."""
    query = select(ProviderEvent.happened_at).where(_about(organisation_id), ProviderEvent.address.in_(_written([address])))
    query = query.where(ProviderEvent.kind.in_(ARRIVED), ProviderEvent.happened_at >= since)
    return session.scalar(query.order_by(ProviderEvent.happened_at).limit(1))


def last_deliveries(session: Session, addresses: Sequence[str]) -> dict[tuple[int | None, str], datetime]:
    """When the last mail arrived, by organisation and address; only what is known."""
    found: dict[tuple[int | None, str], datetime] = {}
    whom = (ProviderEvent.organisation_id, ProviderEvent.address)
    # The last one of each, found by the database: an address may have had a mail every day.
    query = select(*whom, func.max(ProviderEvent.happened_at)).where(ProviderEvent.kind == EventKind.DELIVERED).group_by(*whom)
    for start in range(0, len(addresses), CHUNK):
        about = ProviderEvent.address.in_(addresses[start : start + CHUNK])
        found.update({(whose, address): at for whose, address, at in session.execute(query.where(about))})
    return found


def forget_address(session: Session, organisation_id: int | None, address: str) -> None:
    """Delete the events about an address: those of this organisation and of nobody, or all; the counts by day stay."""
    query = delete(ProviderEvent).where(ProviderEvent.address.in_(_written([address])))
    if organisation_id is not None:
        query = query.where(or_(ProviderEvent.organisation_id.is_(None), ProviderEvent.organisation_id == organisation_id))
    session.execute(query, execution_options={"synchronize_session": False})


def forget_organisation(session: Session, organisation_id: int) -> None:
    """Delete the events of an organisation that leaves; its counts by day name nobody."""
    query = delete(ProviderEvent).where(ProviderEvent.organisation_id == organisation_id)
    session.execute(query, execution_options={"synchronize_session": False})


def _judge(session: Session, organisation_id: int, address: str, day: date, *, is_complete: bool) -> Delivery:
    mails: dict[str, set[EventKind]] = defaultdict(set)
    whose = set()
    for event in session.scalars(_of_day(address, day)):
        whose.add(event.organisation_id)
        if event.organisation_id == organisation_id:
            mails[event.message_id].add(event.kind)
    # One mail that failed decides; but what failed first and arrived later has arrived.
    if any(kinds & FAILED and not kinds & ARRIVED for kinds in mails.values()):
        return Delivery.FAILED
    if any(kinds & ARRIVED for kinds in mails.values()):
        return Delivery.DELIVERED
    # A mail of which nobody knows whose it was may have been this one.
    if mails or None in whose or not is_complete:
        return Delivery.UNKNOWN
    return Delivery.NOT_SENT if _has_events(session, organisation_id, day) else Delivery.UNKNOWN


def _of_day(address: str, day: date) -> Select[ProviderEvent]:
    return select(ProviderEvent).where(ProviderEvent.address.in_(_written([address])), *_within(day))


def _within(day: date) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    start = datetime.combine(day, time(), HOUSE_ZONE)
    end = datetime.combine(day + timedelta(days=1), time(), HOUSE_ZONE)
    return ProviderEvent.happened_at >= start, ProviderEvent.happened_at < end


def _has_events(session: Session, organisation_id: int, day: date) -> bool:
    """True when mails of that day are known one by one; the count alone, asked first, spares looking through other organisations' mails."""
    counted = select(DayCount.count).where(DayCount.organisation_id == organisation_id, DayCount.day == day)
    if session.scalar(counted.where(DayCount.kind != EventKind.IGNORED, DayCount.count > 0).limit(1)) is None:
        return False
    kept = select(ProviderEvent.id).where(ProviderEvent.organisation_id == organisation_id, *_within(day))
    return session.scalar(kept.where(ProviderEvent.kind != EventKind.IGNORED).limit(1)) is not None


def _about(organisation_id: int | None) -> ColumnElement[bool]:
    if organisation_id is None:
        return ProviderEvent.organisation_id.is_(None)
    return ProviderEvent.organisation_id == organisation_id


def _written(addresses: Iterable[str]) -> list[str]:
    # Events keep addresses in small letters.
    return sorted({address.lower() for address in addresses if address})
