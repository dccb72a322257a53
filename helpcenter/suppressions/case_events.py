"""What an event means for a case. Source: consent-and-cases, section 5; decision 32 says what it leaves open.

A person or an organisation opens a case; an event only verifies one, opens a solved one again, or says what kind of block it is.
"""

from datetime import timedelta

from sqlalchemy.orm import Session

from helpcenter.consent.addresses import canonical_address
from helpcenter.consent.desk import Desk
from helpcenter.events.event import Event, EventKind
from helpcenter.i18n.formats import house_day
from helpcenter.providers.policy import BlockKind
from helpcenter.suppressions.blocks import Block
from helpcenter.unblock.endings import AlreadyOpenError, reopen_alone
from helpcenter.unblock.events import CaseChanged
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.service import take_case, verify
from helpcenter.unblock.workflow import Ending, ProviderTrack, Status, StepError

# A mail that fails so long after a block was lifted tells of a new block.
REOPENED_WITHIN = timedelta(days=30)
# What was asked of the provider, or of nobody, before the kind was known; a request on its way keeps what it says.
MAY_LEARN = frozenset({ProviderTrack.NONE, ProviderTrack.READY, ProviderTrack.EXPIRES_BY_ITSELF})


class CaseEvents:
    """Moves one case along; the lock of the ledger is taken already."""

    def __init__(self, desk: Desk, actor: str) -> None:
        self._desk = desk
        self._actor = actor

    def arrived(self, session: Session, case_id: int, event: Event) -> None:
        """A mail reached the mailbox: the first one after the block was lifted, or to the corrected address, verifies the case."""
        case = take_case(session, case_id)
        if case is not None and is_verified_by(case, event):
            verify(session, self._desk, case, self._actor)

    def failed(self, session: Session, case_id: int, event: Event, block: Block) -> None:
        """A mail failed: within thirty days after the lift it opens the case again."""
        case = take_case(session, case_id)
        # A failure at the corrected address says nothing about the block of the old one.
        if case is None or canonical_address(event.address) != case.mailbox_key:
            return
        # Who reports a mail has received it (docs/decisions/0032).
        if event.kind is EventKind.COMPLAINT:
            self.arrived(session, case_id, event)
        elif is_reopened_by(case, event):
            self._reopen(session, case, event, block)
        elif is_to_learn(case, block):
            self._learn(session, case, block)

    def _reopen(self, session: Session, case: UnblockCase, event: Event, block: Block) -> None:
        try:
            reopen_alone(session, self._desk, case, self._actor)
        except (StepError, AlreadyOpenError):
            # The person said no, or another case goes on: the block is noted all the same, and the list says what to do.
            return
        case.last_mail_on = house_day(event.happened_at)
        self._learn(session, case, block)

    def _learn(self, session: Session, case: UnblockCase, block: Block) -> None:
        # A block that nobody can name does not take away the name that is known.
        before = case.kind
        case.kind = before if block.kind is BlockKind.UNKNOWN else block.kind
        case.blocked_until_on = block.until_on
        # A page that is open elsewhere shows what was known before: its form must not be taken.
        case.version += 1
        session.flush()
        # Whoever sets timers by the end of a block learns of it.
        self._desk.events.publish(session, CaseChanged(case.id, "kind", before.value, case.kind.value))


def is_verified_by(case: UnblockCase, event: Event) -> bool:
    """True for the first mail that arrives after what was waited for. A report as spam tells that a mail arrived."""
    mailbox, at = canonical_address(event.address), event.happened_at
    if case.status is Status.CLOSED_CORRECTED:
        other = canonical_address(case.corrected_address or "")
        return mailbox == other and case.ended_at is not None and at > case.ended_at
    if mailbox != case.mailbox_key:
        return False
    if case.status is Status.UNBLOCKED:
        return case.done_at is not None and at > case.done_at
    return case.provider_track is ProviderTrack.EXPIRES_BY_ITSELF and not case.is_closed and at > case.created_at


def is_reopened_by(case: UnblockCase, event: Event) -> bool:
    """True for a mail that failed soon after the block was lifted."""
    if case.provider_track is not ProviderTrack.DONE or case.done_at is None or case.ending in {Ending.CORRECTED, Ending.DUPLICATE}:
        return False
    return case.done_at < event.happened_at <= case.done_at + REOPENED_WITHIN


def is_to_learn(case: UnblockCase, block: Block) -> bool:
    """True when the event names the kind of block that nobody knew, and nobody was told another one."""
    is_news = case.kind is BlockKind.UNKNOWN and block.kind is not BlockKind.UNKNOWN
    return is_news and not case.is_closed and case.provider_track in MAY_LEARN
