"""What a provider tells, in a few words: events that are stored as the receiver stores them, and told to the rooms above."""

from datetime import datetime
from itertools import count

from sqlalchemy.orm import Session

from helpcenter.bounces.explanation import Cause
from helpcenter.events.event import Event, EventKind, EventsReceived, StoredEvent
from helpcenter.events.models import DayCount, ProviderEvent
from helpcenter.i18n.formats import HOUSE_ZONE
from helpcenter.organisations.models import Organisation
from helpcenter.web.context import services

_numbers = count(1)
BLOCKING = {EventKind.PERMANENT, EventKind.COMPLAINT}


def make_event(kind: EventKind, address: str, at: datetime, **more: object) -> Event:
    """One event; its cause as the provider's module would say."""
    values: dict[str, object] = {"provider": "mailjet", "key": f"key-{next(_numbers)}", "is_blocking": kind in BLOCKING, **more}
    return Event(kind=kind, happened_at=at, address=address, **values)  # type: ignore[arg-type]


def tell(session: Session, organisation: Organisation | None, *events: Event) -> None:
    """Store these events and tell the rooms above, as the receiver does."""
    whose = organisation.id if organisation else None
    for event in events:
        columns = ("provider", "key", "kind", "happened_at", "address", "message_id", "cause", "is_blocking", "detail")
        session.add(ProviderEvent(organisation_id=whose, **{name: getattr(event, name) for name in columns}))
        day = event.happened_at.astimezone(HOUSE_ZONE).date()
        counted = session.get(DayCount, (whose or 0, day, event.kind))
        if counted is None:
            session.add(DayCount(organisation_id=whose or 0, day=day, kind=event.kind, count=1))
        else:
            counted.count += 1
        session.flush()
    services().events.publish(session, EventsReceived(tuple(StoredEvent(event, whose) for event in events)))


def bounce(address: str, at: datetime, **more: object) -> Event:
    """A permanent error."""
    return make_event(EventKind.PERMANENT, address, at, **{"cause": Cause.RECIPIENT, "detail": "user unknown", **more})


def delivery(address: str, at: datetime, **more: object) -> Event:
    """A mail that was handed over to the mailbox."""
    return make_event(EventKind.DELIVERED, address, at, **more)


def complaint(address: str, at: datetime) -> Event:
    """A report as spam."""
    return make_event(EventKind.COMPLAINT, address, at, cause=Cause.REPORTED)


def echo(address: str, at: datetime) -> Event:
    """A mail that the provider did not even send."""
    return make_event(EventKind.BLOCKED, address, at, cause=Cause.SUPPRESSED)
