"""SendGrid. Its documentation: "Event Webhook Reference" and "Event Webhook Security Features". An array of events.

Signed with ECDSA over the time in a header and the body as it came; the secret here is the public key that SendGrid shows.
"""

import base64
import binascii
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

from helpcenter.bounces.explanation import Cause
from helpcenter.events.event import Event, EventKind
from helpcenter.events.fields import MESSAGE_ID_LENGTH, Fields, address, key_of, mapping, moment, text
from helpcenter.events.hints import find_hint
from helpcenter.events.ignored import ignore
from helpcenter.events.provider import Call, FetchCertificate, Provider, each_of
from helpcenter.events.refusals import cause_of

ID = "sendgrid"
SIGNATURE, TIMESTAMP = "x-twilio-email-event-webhook-signature", "x-twilio-email-event-webhook-timestamp"


class Meaning(NamedTuple):
    """What one of SendGrid's words means."""

    kind: EventKind
    cause: Cause = Cause.UNKNOWN
    is_blocking: bool = False


MEANINGS: Mapping[str, Meaning] = {
    "processed": Meaning(EventKind.SENT),
    "delivered": Meaning(EventKind.DELIVERED),
    "deferred": Meaning(EventKind.DELAYED),
    "spamreport": Meaning(EventKind.COMPLAINT, Cause.REPORTED, is_blocking=True),
    "unsubscribe": Meaning(EventKind.UNSUBSCRIBED, is_blocking=True),
    # Leaving one group stops the mails of that group only.
    "group_unsubscribe": Meaning(EventKind.UNSUBSCRIBED),
}
DROPPED: Mapping[str, Meaning] = {
    "bounced address": Meaning(EventKind.BLOCKED, Cause.SUPPRESSED, is_blocking=True),
    "unsubscribed address": Meaning(EventKind.BLOCKED, Cause.SUPPRESSED, is_blocking=True),
    "spam reporting address": Meaning(EventKind.BLOCKED, Cause.REPORTED, is_blocking=True),
    "invalid": Meaning(EventKind.PERMANENT, Cause.RECIPIENT),
    "spam content": Meaning(EventKind.BLOCKED, Cause.SENDER_SIDE),
    "invalid smtpapi header": Meaning(EventKind.BLOCKED, Cause.SENDER_SIDE),
    "recipient list over package quota": Meaning(EventKind.BLOCKED, Cause.SENDER_SIDE),
}
# A refusal of this mail, or a server that could not be reached for days: the address is not held back, and the next mail is tried.
PASSING = frozenset({"blocked", "expired"})
CAUSES: Mapping[str, Cause] = {
    "invalid address": Cause.RECIPIENT,
    "mailbox unavailable": Cause.RECIPIENT,
    "content": Cause.SENDER_SIDE,
    "reputation": Cause.SENDER_SIDE,
    "frequency or volume too high": Cause.SENDER_SIDE,
}


def is_genuine(call: Call, secrets: Sequence[str], fetch: FetchCertificate) -> bool:
    """Whether one of the public keys has signed this call. A call that is sent twice needs no watch: its events are known."""
    signed = call.headers.get(TIMESTAMP, "").encode("utf-8", "replace") + call.body
    try:
        signature = base64.b64decode(call.headers.get(SIGNATURE, ""), validate=True)
    except (binascii.Error, ValueError):
        return False
    return any(_has_signed(read_key(secret), signature, signed) for secret in secrets)


def _has_signed(key: EllipticCurvePublicKey | None, signature: bytes, signed: bytes) -> bool:
    if key is None:
        return False
    try:
        key.verify(signature, signed, ECDSA(SHA256()))
    except InvalidSignature:
        return False
    return True


@lru_cache(maxsize=8)
def read_key(secret: str) -> EllipticCurvePublicKey | None:
    """The key in the form that SendGrid shows; None when it is none."""
    try:
        key = load_der_public_key(base64.b64decode(secret, validate=True))
    except (ValueError, UnsupportedAlgorithm):
        return None
    return key if isinstance(key, EllipticCurvePublicKey) else None


def normalise(document: Any, now: datetime) -> list[Event]:
    """The events of one call."""
    return [_read(fields, now) for fields in each_of(document)]


def _read(fields: Fields, now: datetime) -> Event:
    name = text(fields.get("event")).lower()
    happened_at = moment(fields.get("timestamp"), now)
    arguments = mapping(fields.get("unique_args"))
    # Arguments of the sender stand among the other fields.
    hint = find_hint(fields.get("organisation"), arguments.get("organisation"), fields.get("category"))
    meaning = _meaning(name, fields)
    if meaning is None:
        return ignore(ID, name, fields, happened_at, hint)
    message, recipient = text(fields.get("smtp-id") or fields.get("sg_message_id"), MESSAGE_ID_LENGTH), address(fields.get("email"))
    own_key = text(fields.get("sg_event_id"))
    return Event(
        provider=ID,
        key=key_of(own_key) if own_key else key_of(name, fields.get("timestamp"), message, recipient, fields.get("reason")),
        kind=meaning.kind,
        happened_at=happened_at,
        address=recipient,
        message_id=message,
        cause=meaning.cause,
        is_blocking=meaning.is_blocking,
        detail=_sentence(fields) if meaning.kind not in (EventKind.SENT, EventKind.DELIVERED) else "",
        organisation_hint=hint,
    )


def _meaning(name: str, fields: Fields) -> Meaning | None:
    if name == "dropped":
        return DROPPED.get(_sentence(fields).lower(), Meaning(EventKind.BLOCKED))
    if name == "bounce":
        cause = CAUSES.get(text(fields.get("bounce_classification")).lower()) or cause_of(_sentence(fields))
        is_passing = text(fields.get("type")).lower() in PASSING
        return Meaning(EventKind.TEMPORARY, cause) if is_passing else Meaning(EventKind.PERMANENT, cause, is_blocking=True)
    return MEANINGS.get(name)


def _sentence(fields: Fields) -> str:
    return text(fields.get("reason") or fields.get("response"))


PROVIDER = Provider(ID, "SendGrid", is_genuine, normalise)
