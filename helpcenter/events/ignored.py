"""Events of no use here, known or unknown: kept with their name and time, without the address. Who opened what is nobody's business."""

from datetime import datetime

from helpcenter.events.event import Event, EventKind
from helpcenter.events.fields import NAME_LENGTH, Fields, key_of_all, text


def ignore(provider: str, name: object, fields: Fields, happened_at: datetime, hint: str = "") -> Event:
    """The event as it is kept; `name` is the provider's word for it."""
    return Event(
        provider=provider,
        key=key_of_all(fields),
        kind=EventKind.IGNORED,
        happened_at=happened_at,
        detail=text(name, NAME_LENGTH) or "unnamed",
        organisation_hint=hint,
    )
