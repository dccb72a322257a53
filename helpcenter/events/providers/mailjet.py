"""Mailjet. Its documentation: "Event API: real-time notifications". Version 1 sends one object, version 2 an array.

Not signed: a user name and a password stand in the address that Mailjet calls.
"""

from datetime import datetime
from typing import Any, NamedTuple

from helpcenter.bounces.explanation import Cause
from helpcenter.events.event import Event, EventKind
from helpcenter.events.fields import MESSAGE_ID_LENGTH, Fields, address, is_true, key_of, moment, text
from helpcenter.events.hints import find_hint
from helpcenter.events.ignored import ignore
from helpcenter.events.provider import Provider, each_of, has_password

ID = "mailjet"
TYPING_MISTAKE, DUPLICATE = "typofix", "duplicate in campaign"
PERMANENT = frozenset({"user unknown", "mailbox inactive", "invalid domain", "relay/access denied", TYPING_MISTAKE})
# Mailjet's table calls them passing; only once Mailjet itself holds the address back for good are they more.
PASSING = frozenset({"quota exceeded", "greylisted", "system issue", "protocol issue", "connection issue"})
SENDER_SIDE = frozenset({"sender blocked", "content blocked", "policy issue"})
# Our mail, or our template, is what was refused: no address has anything to do with it.
OUR_SIDE = frozenset({"spam", "content"})
RECIPIENT_SIDE = frozenset({"recipient", "domain"})
NOT_OURS = frozenset({"system"})
# Mailjet numbers no events: these make two of them the same, with message and recipient.
IDENTIFYING = ("event", "time", "mj_campaign_id", "error_related_to", "error", "hard_bounce", "blocked", "mj_list_id")


class Judged(NamedTuple):
    """What one event means."""

    kind: EventKind
    cause: Cause = Cause.UNKNOWN
    is_blocking: bool = False


def normalise(document: Any, now: datetime) -> list[Event]:
    """The events of one call."""
    return [_read(fields, now) for fields in each_of(document)]


def _read(fields: Fields, now: datetime) -> Event:
    judged = _judge(fields)
    happened_at = moment(fields.get("time"), now)
    hint = find_hint(fields.get("Payload"), fields.get("CustomID"), fields.get("customcampaign"))
    if judged.kind is EventKind.IGNORED:
        return ignore(ID, DUPLICATE if _error_of(fields) == DUPLICATE else fields.get("event"), fields, happened_at, hint)
    message = _message_of(fields)
    recipient = address(fields.get("email"))
    return Event(
        provider=ID,
        key=key_of(*(fields.get(name) for name in IDENTIFYING), message, recipient),
        kind=judged.kind,
        happened_at=happened_at,
        address=recipient,
        message_id=message,
        cause=judged.cause,
        is_blocking=judged.is_blocking,
        detail=_detail(fields),
        organisation_hint=hint,
    )


def _judge(fields: Fields) -> Judged:
    match text(fields.get("event")).lower():
        case "sent":
            # Mailjet says "sent" once the recipient's server has taken the mail.
            return Judged(EventKind.DELIVERED)
        case "bounce":
            return _judge_bounce(fields)
        case "blocked":
            return _judge_blocked(fields)
        case "spam":
            return Judged(EventKind.COMPLAINT, Cause.REPORTED, is_blocking=True)
        case "unsub":
            # It ends the mails of one list; single mails still leave.
            return Judged(EventKind.UNSUBSCRIBED)
        case _:
            return Judged(EventKind.IGNORED)


def _judge_bounce(fields: Fields) -> Judged:
    is_blocking = is_true(fields.get("blocked"))
    return Judged(EventKind.PERMANENT if _is_permanent(fields, is_blocking) else EventKind.TEMPORARY, _cause(fields), is_blocking)


def _is_permanent(fields: Fields, is_blocking: bool) -> bool:
    error, is_hard = _error_of(fields), is_true(fields.get("hard_bounce"))
    if error in PASSING:
        return is_hard and is_blocking
    # Access that is denied for once is no dead address: an explicit "soft" is believed.
    says_soft = "hard_bounce" in fields and not is_hard and not is_blocking
    return is_hard or (error in PERMANENT and not (says_soft and error == "relay/access denied"))


def _judge_blocked(fields: Fields) -> Judged:
    error, cause = _error_of(fields), _cause(fields)
    if error == DUPLICATE:
        return Judged(EventKind.IGNORED)
    if error == TYPING_MISTAKE:
        return Judged(EventKind.PERMANENT, Cause.RECIPIENT, is_blocking=True)
    if cause is Cause.SENDER_SIDE:
        return Judged(EventKind.BLOCKED, cause)
    if _side(fields) in NOT_OURS:
        return Judged(EventKind.TEMPORARY)
    # Whatever the error was at first: by now Mailjet does not even try.
    return Judged(EventKind.BLOCKED, cause if cause is Cause.REPORTED else Cause.SUPPRESSED, is_blocking=True)


def _cause(fields: Fields) -> Cause:
    if _error_of(fields) == "spam reporter":
        return Cause.REPORTED
    if _error_of(fields) in SENDER_SIDE or _side(fields) in OUR_SIDE:
        return Cause.SENDER_SIDE
    if _error_of(fields) == "preblocked":
        return Cause.SUPPRESSED
    return Cause.RECIPIENT if _side(fields) in RECIPIENT_SIDE or _error_of(fields) in PERMANENT else Cause.UNKNOWN


def _side(fields: Fields) -> str:
    return text(fields.get("error_related_to")).lower()


def _error_of(fields: Fields) -> str:
    return text(fields.get("error")).lower()


def _message_of(fields: Fields) -> str:
    # A number of 64 bits: kept as text, since some programs on the way round such numbers.
    return text(fields.get("MessageID") or fields.get("mj_message_id"), MESSAGE_ID_LENGTH)


def _detail(fields: Fields) -> str:
    parts = [text(fields.get(name)) for name in ("error_related_to", "error", "source", "comment")]
    return text(" · ".join(part for part in parts if part))


PROVIDER = Provider(ID, "Mailjet", has_password, normalise)
