"""Brevo. Its documentation: "Transactional webhooks". One event a call, or an array where grouping is switched on.

Not signed: a token ("Bearer") or a user name and a password are entered with the webhook.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from helpcenter.bounces.explanation import Cause
from helpcenter.events.event import Event, EventKind
from helpcenter.events.fields import MESSAGE_ID_LENGTH, Fields, address, key_of, moment, text
from helpcenter.events.hints import find_hint
from helpcenter.events.ignored import ignore
from helpcenter.events.provider import Provider, each_of, has_password
from helpcenter.events.refusals import cause_of

ID = "brevo"
# No moment in seconds is as high for another thousand years.
MILLISECONDS = 10**11


def _by_reason(sentence: str) -> Cause:
    return cause_of(sentence, Cause.RECIPIENT)


def _unknown(sentence: str) -> Cause:
    return cause_of(sentence, Cause.UNKNOWN)


class Meaning(NamedTuple):
    """What one of Brevo's words means; the cause depends on the server's sentence."""

    kind: EventKind
    cause: Callable[[str], Cause] = _unknown
    is_blocking: bool = False


MEANINGS: Mapping[str, Meaning] = {
    "request": Meaning(EventKind.SENT, lambda _: Cause.UNKNOWN),
    "delivered": Meaning(EventKind.DELIVERED, lambda _: Cause.UNKNOWN),
    "deferred": Meaning(EventKind.DELAYED),
    "soft_bounce": Meaning(EventKind.TEMPORARY, _by_reason),
    # Brevo puts the address on its list of blocked contacts.
    "hard_bounce": Meaning(EventKind.PERMANENT, _by_reason, is_blocking=True),
    "invalid_email": Meaning(EventKind.PERMANENT, lambda _: Cause.RECIPIENT),
    "blocked": Meaning(EventKind.BLOCKED, lambda _: Cause.SUPPRESSED, is_blocking=True),
    "spam": Meaning(EventKind.COMPLAINT, lambda _: Cause.REPORTED, is_blocking=True),
    "unsubscribed": Meaning(EventKind.UNSUBSCRIBED, lambda _: Cause.UNKNOWN, is_blocking=True),
    # The same two in other writings, which client libraries meet.
    "complaint": Meaning(EventKind.COMPLAINT, lambda _: Cause.REPORTED, is_blocking=True),
    "unsubscribe": Meaning(EventKind.UNSUBSCRIBED, lambda _: Cause.UNKNOWN, is_blocking=True),
    "error": Meaning(EventKind.TEMPORARY),
}


def normalise(document: Any, now: datetime) -> list[Event]:
    """The events of one call."""
    return [_read(fields, now) for fields in each_of(document)]


def _read(fields: Fields, now: datetime) -> Event:
    name = text(fields.get("event")).lower()
    happened_at = _happened_at(fields, now)
    hint = find_hint(fields.get("X-Mailin-custom"), fields.get("tags"), fields.get("tag"))
    meaning = MEANINGS.get(name)
    if meaning is None:
        return ignore(ID, name, fields, happened_at, hint)
    message, recipient, reason = text(fields.get("message-id"), MESSAGE_ID_LENGTH), address(fields.get("email")), text(fields.get("reason"))
    return Event(
        provider=ID,
        key=key_of(name, message, recipient, fields.get("ts_event"), fields.get("ts"), reason),
        kind=meaning.kind,
        happened_at=happened_at,
        address=recipient,
        message_id=message,
        cause=meaning.cause(reason),
        is_blocking=meaning.is_blocking,
        detail=reason,
        organisation_hint=hint,
        sender=address(fields.get("sender_email")),
    )


def _happened_at(fields: Fields, now: datetime) -> datetime:
    # Milliseconds are in UTC. The others are documented so, yet come shifted by the zone of the account, as "date" is.
    epoch = fields.get("ts_epoch")
    if isinstance(epoch, int) and epoch > MILLISECONDS:
        return moment(epoch / 1000, now)
    return moment(fields.get("ts_event", fields.get("ts", epoch)), now)


PROVIDER = Provider(ID, "Brevo", has_password, normalise)
