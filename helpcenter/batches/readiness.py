"""What may go into the next batch: cases of one mailbox together, what is still missing, and how many the provider takes today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from helpcenter.batches.models import ProviderRequest
from helpcenter.batches.queries import asked_today, find_lifted, find_open_request, ready_cases
from helpcenter.i18n.formats import house_day
from helpcenter.providers.policy import BlockKind, ProviderPolicy
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.requests import Missing, methods_of, missing_for_request

# What fits on a page, and into a ticket that somebody reads.
LARGEST_BATCH = 50
# The rule of the gravest block holds for the mailbox.
GRAVITY = (BlockKind.SPAM, BlockKind.HARD_BOUNCE, BlockKind.MANUAL, BlockKind.UNSUBSCRIBE, BlockKind.SOFT, BlockKind.UNKNOWN)


@dataclass(frozen=True)
class Mailbox:
    """The ready cases of one mailbox; `served_by` is the request that speaks for it already."""

    key: str
    cases: tuple[UnblockCase, ...]
    served_by: ProviderRequest | None = None

    @property
    def kind(self) -> BlockKind:
        """The gravest kind of block that one of its cases names."""
        # The cases of several organisations may name different kinds, and the provider keeps one block.
        return min((case.kind for case in self.cases), key=GRAVITY.index)


@dataclass(frozen=True)
class Held:
    """A case for which the provider cannot be asked yet."""

    case: UnblockCase
    missing: tuple[Missing, ...]


@dataclass(frozen=True)
class Ready:
    """What the next batch may hold; `left_today` is None when the provider sets no limit."""

    mailboxes: tuple[Mailbox, ...]
    held: tuple[Held, ...]
    left_today: int | None

    @property
    def size(self) -> int:
        """How many new requests the next batch may hold."""
        return LARGEST_BATCH if self.left_today is None else min(LARGEST_BATCH, self.left_today)

    @property
    def fitting(self) -> int:
        """How many mailboxes fit into it."""
        return min(self.size, sum(mailbox.served_by is None for mailbox in self.mailboxes))


def find_ready(session: Session, policy: ProviderPolicy, now: datetime) -> Ready:
    """Everything that waits for this provider, held against its rules."""
    by_mailbox: dict[str, list[UnblockCase]] = {}
    held = []
    cases = ready_cases(session)
    methods = methods_of(session, policy, cases)
    for case in cases:
        # A case of another provider stays at home: this one knows nothing of its block.
        missing = missing_for_request(case, policy, methods.get(case.record_id, "")) if case.provider == policy.id else (Missing.REMOVAL,)
        if missing:
            held.append(Held(case, missing))
        else:
            by_mailbox.setdefault(case.mailbox_key, []).append(case)
    mailboxes = tuple(_make_mailbox(session, policy.id, key, cases) for key, cases in by_mailbox.items())
    return Ready(mailboxes, tuple(held), left_today(session, policy, now))


def left_today(session: Session, policy: ProviderPolicy, now: datetime) -> int | None:
    """How many removals the provider still takes on this day; None without a limit."""
    if policy.removals_a_day is None:
        return None
    return max(0, policy.removals_a_day - asked_today(session, policy.id, now))


def _make_mailbox(session: Session, provider: str, key: str, cases: Iterable[UnblockCase]) -> Mailbox:
    found = tuple(cases)
    return Mailbox(key, found, find_open_request(session, provider, key) or _find_lift_since(session, provider, key, found))


def _find_lift_since(session: Session, provider: str, key: str, cases: tuple[UnblockCase, ...]) -> ProviderRequest | None:
    """A block that was lifted after the last mail failed: there is nothing to ask. A case that was asked before has failed anew."""
    lifted = find_lifted(session, provider, key)
    if lifted is None or lifted.answered_at is None or any(case.asked_at for case in cases):
        return None
    lifted_on = house_day(lifted.answered_at)
    # Of the same day nobody knows which came first: then the provider is asked.
    return lifted if all(case.last_mail_on < lifted_on for case in cases) else None
