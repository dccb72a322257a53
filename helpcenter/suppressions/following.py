"""Blocks and cases follow the provider's events, in the same transaction. Many events cost few questions: most are about nobody here.

Events come late and out of order. What decides is when something happened, never when it was told.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from helpcenter.consent import ledger
from helpcenter.consent.addresses import canonical_address
from helpcenter.consent.desk import Desk
from helpcenter.events.event import Event, EventKind, EventsReceived, StoredEvent
from helpcenter.events.history import last_deliveries
from helpcenter.providers.policy import BlockKind, ProviderPolicy
from helpcenter.suppressions.blocks import Block, read_block
from helpcenter.suppressions.case_events import CaseEvents
from helpcenter.suppressions.concerned import Concerned, Mailbox, find_concerned
from helpcenter.suppressions.models import Lifting, Origin, Suppression
from helpcenter.suppressions.service import NewBlock, find_active, lift, suppress

ACTOR = "provider"
# A mail that was sent before the person reported another one may arrive as late as this: servers try for five days.
STILL_ON_ITS_WAY = timedelta(days=5)
# The rules of the provider that sent an event.
PolicyOf = Callable[[str], ProviderPolicy]


class EventFollower:
    """Notes blocks, lifts them, and moves cases along, as events tell."""

    def __init__(self, desk: Desk, policy_of: PolicyOf) -> None:
        self._policy_of = policy_of
        self._cases = CaseEvents(desk, ACTOR)

    def follow(self, session: Session, received: EventsReceived) -> None:
        """Take in what was stored just now, in the order in which it happened."""
        blocks = [(each, read_block(each.event, self._policy_of(each.event.provider))) for each in received.events]
        told = [(each, block) for each, block in blocks if each.event.address and (block or each.event.kind is EventKind.DELIVERED)]
        concerned = find_concerned(session, {_mailbox(each) for each, _block in told})
        relevant = [(each, block) for each, block in told if block or _mailbox(each) in concerned]
        # Nearly all mails arrive, at addresses that were never blocked: no lock for them.
        if not relevant:
            return
        # Once, before anything is touched: who changes cases takes the same lock (service.py).
        ledger.lock(session)
        arrived = last_deliveries(session, sorted({each.event.address for each, block in relevant if block}))
        for each, block in sorted(relevant, key=lambda pair: pair[0].event.happened_at):
            if block is None:
                self._arrived(session, each, concerned)
            else:
                self._failed(session, each, block, concerned, arrived)

    def _arrived(self, session: Session, stored: StoredEvent, concerned: Concerned) -> None:
        at = stored.event.happened_at
        active = find_active(session, stored.organisation_id, _mailbox(stored).key)
        if active is not None and is_lifted_by_arrival(active, at):
            lift(session, active, Lifting.DELIVERED, ACTOR, at)
        for case_id in concerned.cases_of(_mailbox(stored)):
            self._cases.arrived(session, case_id, stored.event)

    def _failed(
        self,
        session: Session,
        stored: StoredEvent,
        block: Block,
        concerned: Concerned,
        arrived: dict[tuple[int | None, str], datetime],
    ) -> None:
        event, mailbox = stored.event, _mailbox(stored)
        for case_id in concerned.cases_of(mailbox):
            self._cases.failed(session, case_id, event, block)
        moments = (arrived.get((stored.organisation_id, event.address)), concerned.lifted_at(mailbox))
        if not _is_over(event, block, (moment for moment in moments if moment)):
            suppress(session, _note(stored, block), ACTOR)


def is_lifted_by_arrival(block: Suppression, at: datetime) -> bool:
    """True for a mail that shows that nothing is blocked any more. What a person withdrew stays, whatever arrives."""
    if block.source is Origin.CASE:
        return False
    on_its_way = STILL_ON_ITS_WAY if block.kind in {BlockKind.SPAM, BlockKind.UNSUBSCRIBE} else timedelta()
    return at > block.last_at + on_its_way


def _is_over(event: Event, block: Block, later: Iterable[datetime]) -> bool:
    """True for old news: a mail arrived since, or the block was lifted. Who complains has received the mail."""
    return event.kind is not EventKind.COMPLAINT and any(moment > event.happened_at for moment in later)


def _note(stored: StoredEvent, block: Block) -> NewBlock:
    event = stored.event
    return NewBlock(
        organisation_id=stored.organisation_id,
        address=event.address,
        kind=block.kind,
        source=Origin.EVENT,
        provider=event.provider,
        since_at=event.happened_at,
        until_on=block.until_on,
        detail=event.detail,
        event_key=event.key,
    )


def _mailbox(stored: StoredEvent) -> Mailbox:
    return Mailbox(stored.organisation_id, canonical_address(stored.event.address))
