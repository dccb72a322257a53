"""The verbs of blocks: note one, lift one, let those end whose time is over. None commits.

Whoever notes or lifts takes the lock of the ledger first, as everybody does who may change a case too.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlalchemy.orm import Session

from helpcenter.consent import ledger
from helpcenter.consent.addresses import canonical_address
from helpcenter.i18n.formats import house_day
from helpcenter.providers.policy import BlockKind
from helpcenter.suppressions.beginnings import keep_beginnings
from helpcenter.suppressions.blocks import weightier
from helpcenter.suppressions.models import DETAIL_LENGTH, Lifting, Origin, Suppression

PLAIN = {"synchronize_session": False}
TIMER = "timer"


@dataclass(frozen=True)
class NewBlock:
    """What somebody, or an event, says about an address; it is well-formed."""

    organisation_id: int | None
    address: str
    kind: BlockKind
    source: Origin
    provider: str
    since_at: datetime
    until_on: date | None = None
    detail: str = ""
    event_key: str = ""

    @property
    def mailbox_key(self) -> str:
        """The mailbox, however the address was written."""
        return canonical_address(self.address)


def suppress(session: Session, new: NewBlock, actor: str) -> Suppression:
    """Note a block; one that is known already becomes later, weightier and longer, never shorter."""
    ledger.lock(session)
    known = find_active(session, new.organisation_id, new.mailbox_key)
    if known is not None and known.until_on and known.until_on < house_day(new.since_at):
        # That one was over; nobody had noted it yet.
        lift(session, known, Lifting.TIME, TIMER, new.since_at)
        known = None
    if known is None:
        return _add(session, new, actor)
    if new.since_at < known.since_at:
        known.since_at, known.event_key = new.since_at, new.event_key or known.event_key
    _learn(known, new)
    session.flush()
    return known


def lift(session: Session, block: Suppression, because: Lifting, actor: str, at: datetime) -> None:
    """The address is no longer blocked; lifted twice, the first time counts."""
    if block.lifted_at is None:
        block.lifted_at, block.lifted_because, block.lifted_by = at, because, actor
        # Written before the next one: the index lets only one be active.
        session.flush()


def lift_ended(session: Session, now: datetime) -> int:
    """Lift what ended by itself: the last day is over on the house's clock; how many."""
    today = house_day(now)
    # One statement, whatever their number; nobody reads these rows here.
    due = update(Suppression).where(Suppression.lifted_at.is_(None), Suppression.until_on < today)
    ended = due.values(lifted_at=now, lifted_because=Lifting.TIME, lifted_by=TIMER).returning(Suppression.id)
    gone = session.execute(ended, execution_options=PLAIN).all()
    session.expire_all()
    return len(gone)


def remove_overdue(session: Session, now: datetime, keep_days: int, keep_active_days: int) -> int:
    """Delete what was lifted long ago, and blocks without end of which nothing was heard for years; how many."""
    overdue = delete(Suppression).where(_is_overdue(now, keep_days, keep_active_days))
    gone = session.execute(overdue.returning(Suppression.id), execution_options=PLAIN).all()
    session.expire_all()
    return len(gone)


def count_overdue(session: Session, now: datetime, keep_days: int, keep_active_days: int) -> int:
    """How many blocks would be deleted now."""
    overdue = select(func.count()).select_from(Suppression).where(_is_overdue(now, keep_days, keep_active_days))
    return session.scalar(overdue) or 0


def find_active(session: Session, organisation_id: int | None, mailbox_key: str) -> Suppression | None:
    """The block of a mailbox for an organisation, as it is now."""
    whose = Suppression.organisation_id.is_(None) if organisation_id is None else Suppression.organisation_id == organisation_id
    # As it is in the database: somebody may have lifted it while this transaction waited for the lock.
    query = select(Suppression).where(whose, Suppression.mailbox_key == mailbox_key, Suppression.lifted_at.is_(None))
    return session.scalar(query.execution_options(populate_existing=True))


def _is_overdue(now: datetime, keep_days: int, keep_active_days: int) -> ColumnElement[bool]:
    lifted = Suppression.lifted_at < now - timedelta(days=keep_days)
    silent = (Suppression.lifted_at.is_(None)) & (Suppression.last_at < now - timedelta(days=keep_active_days))
    return or_(lifted, silent)


def _add(session: Session, new: NewBlock, actor: str) -> Suppression:
    block = Suppression(
        organisation_id=new.organisation_id,
        address=new.address,
        mailbox_key=new.mailbox_key,
        kind=new.kind,
        source=new.source,
        provider=new.provider,
        since_at=new.since_at,
        until_on=new.until_on,
        last_at=new.since_at,
        times=1,
        detail=new.detail[:DETAIL_LENGTH],
        event_key=new.event_key,
        created_by=actor,
        lifted_by="",
    )
    # Its number, which the beginnings need, comes with the flush.
    session.add(block)
    session.flush()
    keep_beginnings(session, block)
    return block


def _learn(known: Suppression, new: NewBlock) -> None:
    kind = weightier(known.kind, new.kind)
    known.until_on = _later_end(known, new, kind)
    known.times += 1
    # The words of the reason that counts, else the latest.
    if new.since_at >= known.last_at or kind is not known.kind:
        known.detail = new.detail[:DETAIL_LENGTH] or known.detail
    known.kind, known.last_at = kind, max(known.last_at, new.since_at)


def _later_end(known: Suppression, new: NewBlock, kind: BlockKind) -> date | None:
    """The end that holds for the weightier kind; of the same kind, the later one."""
    if known.kind is not new.kind:
        return known.until_on if kind is known.kind else new.until_on
    ends = [each for each in (known.until_on, new.until_on) if each]
    return max(ends, default=None)
