"""Amazon SES through SNS. Its documentation: "Contents of event data that Amazon SES publishes to Amazon SNS".

A message of SNS wraps one event of SES, which may be about several recipients. The secret here is the name (ARN) of the topic.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from helpcenter.bounces.explanation import Cause
from helpcenter.events import sns
from helpcenter.events.event import Event, EventKind
from helpcenter.events.fields import MESSAGE_ID_LENGTH, Fields, address, key_of, listed, mapping, moment, text
from helpcenter.events.hints import find_hint
from helpcenter.events.ignored import ignore
from helpcenter.events.provider import Call, FetchCertificate, Provider, UnreadableError, each_of, read_document
from helpcenter.events.refusals import cause_of

ID = "amazon-ses"
HELD_BACK = frozenset({"suppressed", "onaccountsuppressionlist", "unsubscribedrecipient"})
ABOUT_THE_MAIL = frozenset({"messagetoolarge", "contentrejected", "attachmentrejected"})


class Judged(NamedTuple):
    """What one event means."""

    kind: EventKind
    cause: Cause = Cause.UNKNOWN
    is_blocking: bool = False


class Recipient(NamedTuple):
    """One of those whom an event is about, with what their server said."""

    address: str
    sentence: str = ""


# The word of SES, and the object of the event that holds its particulars.
KINDS: Mapping[str, tuple[str, Judged]] = {
    "send": ("send", Judged(EventKind.SENT)),
    "delivery": ("delivery", Judged(EventKind.DELIVERED)),
    "deliverydelay": ("deliveryDelay", Judged(EventKind.DELAYED)),
    "reject": ("reject", Judged(EventKind.BLOCKED, Cause.SENDER_SIDE)),
    "rendering failure": ("failure", Judged(EventKind.BLOCKED, Cause.SENDER_SIDE)),
    "subscription": ("subscription", Judged(EventKind.UNSUBSCRIBED)),
    "bounce": ("bounce", Judged(EventKind.TEMPORARY)),
    "complaint": ("complaint", Judged(EventKind.COMPLAINT, Cause.REPORTED, is_blocking=True)),
}


def is_genuine(call: Call, secrets: Sequence[str], fetch: FetchCertificate) -> bool:
    """Whether SNS signed this message for one of the topics."""
    try:
        message = mapping(read_document(call.body))
    except UnreadableError:
        return False
    return sns.is_genuine_message(message, secrets, fetch, call.now)


def normalise(document: Any, now: datetime) -> list[Event]:
    """The events of one call: a message of SNS, or events of SES as they are (in files)."""
    return [event for message in each_of(document) for event in _read_message(message, now)]


def _read_message(message: Fields, now: datetime) -> list[Event]:
    if "eventType" in message or "notificationType" in message:
        return _read(message, now)
    sent_at = moment(message.get("Timestamp"), now)
    inner = _unwrap(message)
    if message.get("Type") == sns.NOTIFICATION and inner:
        return _read(inner, sent_at)
    # Confirmations, and the sentence with which SES tries the topic out.
    return [ignore(ID, message.get("Type"), {"MessageId": message.get("MessageId"), "Message": message.get("Message")}, sent_at)]


def _unwrap(message: Fields) -> Fields:
    try:
        return mapping(json.loads(message.get("Message", "")))
    except (TypeError, ValueError, RecursionError):
        return {}


def _read(fields: Fields, now: datetime) -> list[Event]:
    name = text(fields.get("eventType") or fields.get("notificationType"))
    mail = mapping(fields.get("mail"))
    place, judged = KINDS.get(name.lower(), ("", Judged(EventKind.IGNORED)))
    more = mapping(fields.get(place))
    happened_at = moment(more.get("timestamp"), moment(mail.get("timestamp"), now))
    judged = _judge(name.lower(), more, judged)
    if judged.kind is EventKind.IGNORED:
        return [ignore(ID, name, fields, happened_at, _hint(mail))]
    return [_make(name, mail, more, happened_at, each, judged) for each in _recipients(more, mail)]


def _make(name: str, mail: Fields, more: Fields, happened_at: datetime, recipient: Recipient, judged: Judged) -> Event:
    message = text(mail.get("messageId"), MESSAGE_ID_LENGTH)
    is_refused = judged.kind in (EventKind.PERMANENT, EventKind.TEMPORARY) and judged.cause is Cause.RECIPIENT
    return Event(
        provider=ID,
        key=key_of(name, message, more.get("feedbackId"), more.get("timestamp"), recipient.address),
        kind=judged.kind,
        happened_at=happened_at,
        address=recipient.address,
        message_id=message,
        cause=cause_of(recipient.sentence) if is_refused else judged.cause,
        is_blocking=judged.is_blocking,
        detail=recipient.sentence,
        organisation_hint=_hint(mail),
        sender=address(mail.get("source")),
    )


def _judge(name: str, more: Fields, judged: Judged) -> Judged:
    if name == "bounce":
        return _judge_bounce(text(more.get("bounceType")).lower(), text(more.get("bounceSubType")).lower())
    if name == "complaint" and text(more.get("complaintSubType")).lower() in HELD_BACK:
        return Judged(EventKind.BLOCKED, Cause.REPORTED, is_blocking=True)
    if name == "complaint" and text(more.get("complaintFeedbackType")).lower() == "not-spam":
        # The person took the mail out of the spam folder: the opposite of a complaint.
        return Judged(EventKind.IGNORED)
    return judged


def _judge_bounce(kind: str, more: str) -> Judged:
    if more in HELD_BACK:
        return Judged(EventKind.BLOCKED, Cause.SUPPRESSED, is_blocking=True)
    if more in ABOUT_THE_MAIL:
        return Judged(EventKind.PERMANENT if kind == "permanent" else EventKind.TEMPORARY, Cause.SENDER_SIDE)
    if kind == "permanent":
        return Judged(EventKind.PERMANENT, Cause.RECIPIENT, is_blocking=True)
    return Judged(EventKind.TEMPORARY, Cause.RECIPIENT if kind == "transient" else Cause.UNKNOWN)


def _recipients(more: Fields, mail: Fields) -> Iterable[Recipient]:
    named = next(
        (more[name] for name in ("bouncedRecipients", "complainedRecipients", "delayedRecipients", "recipients") if name in more), None
    )
    found = [_recipient(each) for each in listed(named)] or [_recipient(each) for each in listed(mail.get("destination"))]
    sentence = text(more.get("reason") or more.get("errorMessage"))
    return [each if each.sentence else Recipient(each.address, sentence) for each in found or [Recipient("")]]


def _recipient(named: object) -> Recipient:
    if isinstance(named, dict):
        return Recipient(address(named.get("emailAddress")), text(named.get("diagnosticCode") or named.get("status")))
    return Recipient(address(named))


def _hint(mail: Fields) -> str:
    return find_hint(mapping(mail.get("tags")).get("organisation"))


PROVIDER = Provider(ID, "Amazon SES", is_genuine, normalise, lambda document: sns.make_confirmation(mapping(document)))
