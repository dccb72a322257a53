"""What an event says about a block: of which kind, and until when; or that it says nothing about the address."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from helpcenter.bounces.explanation import Cause
from helpcenter.events.event import Event, EventKind
from helpcenter.i18n.formats import house_day
from helpcenter.providers.policy import BlockKind, ProviderPolicy

# What the provider tells of a mail that it did not even send: the block is older than the mail.
ECHOES = frozenset({EventKind.BLOCKED})
# Of two reasons for one block, the weightier one is kept: a report as spam is not undone by a full mailbox.
WEIGHT = (
    BlockKind.UNKNOWN,
    BlockKind.SOFT,
    BlockKind.HARD_BOUNCE,
    BlockKind.MANUAL,
    BlockKind.UNSUBSCRIBE,
    BlockKind.SPAM,
)


@dataclass(frozen=True)
class Block:
    """What is blocked: the kind, and the last day, None when none is known."""

    kind: BlockKind
    until_on: date | None = None


def read_block(event: Event, policy: ProviderPolicy) -> Block | None:
    """The block that an event tells of; None when the address itself is not blocked (sender side, a temporary error)."""
    if not event.address or not _blocks(event):
        return None
    kind = _kind(event)
    # Since when the provider holds it back, such an event does not say: its rule has no first day to count from.
    return Block(kind, None if event.kind in ECHOES else end_of(kind, event.happened_at, policy))


def end_of(kind: BlockKind, since: datetime, policy: ProviderPolicy) -> date | None:
    """The last day of a block that began then; None when it has no end, or the kind is not known."""
    days = None if kind is BlockKind.UNKNOWN or kind not in policy.rules else policy.rules[kind].days
    # By the day of the house's zone: late in the evening in UTC, the next one has begun there.
    return house_day(since) + timedelta(days=days) if days else None


def weightier(one: BlockKind, other: BlockKind) -> BlockKind:
    """The kind that decides when both were told."""
    return max(one, other, key=WEIGHT.index)


def _blocks(event: Event) -> bool:
    # Sender or content were refused: no family can do anything about it, and the next mail may well arrive.
    if event.cause is Cause.SENDER_SIDE and not event.is_blocking:
        return False
    always = {EventKind.COMPLAINT, EventKind.UNSUBSCRIBED, EventKind.PERMANENT, EventKind.BLOCKED}
    return event.kind in always or (event.is_blocking and event.kind is EventKind.TEMPORARY)


def _kind(event: Event) -> BlockKind:
    if event.kind is EventKind.COMPLAINT or event.cause is Cause.REPORTED:
        return BlockKind.SPAM
    if event.kind is EventKind.UNSUBSCRIBED:
        return BlockKind.UNSUBSCRIBE
    if event.kind is EventKind.TEMPORARY:
        return BlockKind.SOFT
    if event.kind is EventKind.PERMANENT or event.cause is Cause.RECIPIENT:
        return BlockKind.HARD_BOUNCE
    return BlockKind.UNKNOWN
