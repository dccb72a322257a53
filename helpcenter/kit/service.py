"""The verbs of the sender check: ask for one, keep what it found, read the last one. None commits: whoever starts it does."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from helpcenter.db import Clock
from helpcenter.db.upserts import insert_into
from helpcenter.kit.models import SenderCheck
from helpcenter.kit.sender_safety import SenderSafety

# A check takes seconds; one that has not ended by then was lost with its queue.
LONGEST = timedelta(minutes=2)


@dataclass(frozen=True)
class LastCheck:
    """The last check of an address: what it found, when, and whether another one is on its way."""

    safety: SenderSafety | None
    checked_at: datetime | None
    is_running: bool
    is_lost: bool


def ask_for_check(session: Session, clock: Clock, address: str) -> None:
    """Note that somebody wants to know."""
    row = insert_into(session, SenderCheck).values(address=address, requested_at=clock(), found={})
    # One statement: of two who look and then insert at the same moment, the second would fail.
    session.execute(row.on_conflict_do_update(index_elements=["address"], set_={"requested_at": row.excluded.requested_at}))
    session.expire_all()


def store_check(session: Session, clock: Clock, safety: SenderSafety) -> None:
    """Keep what was found, with its moment; nothing when nobody asked."""
    check = session.get(SenderCheck, safety.address)
    if check is None:
        return
    check.found, check.checked_at = safety.to_json(), clock()
    session.flush()


def find_last_check(session: Session, clock: Clock, address: str) -> LastCheck | None:
    """The last check of this address; None when nobody has asked."""
    check = session.get(SenderCheck, address)
    if check is None:
        return None
    # A newer wish than the answer: somebody mended a record and wants to know.
    is_waiting = check.checked_at is None or check.checked_at < check.requested_at
    is_recent = clock() - check.requested_at < LONGEST
    safety = SenderSafety.from_json(check.found) if check.found else None
    return LastCheck(safety, check.checked_at, is_waiting and is_recent, is_waiting and not is_recent)
