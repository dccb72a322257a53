"""What a provider says became of one mail, as a value; every provider's module makes these, and nothing else."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from helpcenter.bounces.explanation import Cause


class EventKind(StrEnum):
    """The article's kinds kept apart: a soft bounce is not a hard one, and neither is a block."""

    SENT = "sent"
    """The provider took the mail, or handed it to the next server without more being known."""
    DELIVERED = "delivered"
    """The mailbox provider took the mail."""
    DELAYED = "delayed"
    """Not delivered yet; the provider tries again."""
    TEMPORARY = "temporary"
    """A temporary error (soft bounce)."""
    PERMANENT = "permanent"
    """A permanent error (hard bounce)."""
    BLOCKED = "blocked"
    """The provider did not even send."""
    COMPLAINT = "complaint"
    """The person reported a mail as spam."""
    UNSUBSCRIBED = "unsubscribed"
    """The person unsubscribed."""
    IGNORED = "ignored"
    """Known or unknown, and of no use here (opened, clicked): kept, so that nothing is lost."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event. `key` is the same whenever the provider sends the same event again, and differs between events."""

    provider: str
    key: str
    kind: EventKind
    happened_at: datetime
    # Lower case, without display name; "" when the provider names none.
    address: str = ""
    message_id: str = ""
    # Why, as far as the event says: suppressed and reported are the person's to lift, sender-side is not.
    cause: Cause = Cause.UNKNOWN
    # True when the provider holds back further mails to this address from now on.
    is_blocking: bool = False
    # The provider's own words, at most 300 characters; failures only. Of what is ignored: the provider's name for it.
    detail: str = ""
    # Whose mail it was: the organisation's slug that the sending software attached (or several words of which one may be
    # it, separated by blanks, the likeliest first), or the sender address; "" unknown.
    organisation_hint: str = ""
    sender: str = ""


class StoredEvent(NamedTuple):
    """An event that was stored just now, and the organisation it belongs to (None: nobody knows)."""

    event: Event
    organisation_id: int | None


@dataclass(frozen=True, slots=True)
class EventsReceived:
    """Domain event: these were stored just now, in this transaction, none of them for a second time."""

    events: tuple[StoredEvent, ...]
