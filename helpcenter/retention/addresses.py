"""Erases what became of the mails to one address at one organisation, and does so again after a backup was restored.

The log of erasures names the mailbox by a keyed hash: without the key it says nothing, with it the mailbox is found again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, or_, select
from sqlalchemy.orm import Session

from helpcenter.consent import ledger
from helpcenter.consent.addresses import canonical_address
from helpcenter.events.models import ProviderEvent
from helpcenter.intake.models import Proposal
from helpcenter.retention.custody import Custody
from helpcenter.retention.elsewhere import list_writings, remove_proposal, wipe_mails
from helpcenter.retention.erasure_log import ADDRESS, Entry
from helpcenter.suppressions.concerned import Mailbox, find_concerned
from helpcenter.suppressions.models import Suppression

PURPOSE = "erased-mailbox"
# Mails of which nobody knows whose they were, as the counts by day name them too.
NOBODY = 0
PLAIN = {"synchronize_session": False}


@dataclass(frozen=True)
class Whose:
    """An organisation's rows; what is nobody's may be this organisation's."""

    organisation_id: int
    with_nobodys: bool = True

    def of(self, table: type[Suppression | ProviderEvent]) -> ColumnElement[bool]:
        """The rows of a table."""
        own = table.organisation_id == self.organisation_id
        return or_(own, table.organisation_id.is_(None)) if self.with_nobodys else own


@dataclass(frozen=True)
class Holding:
    """What stands here about the mails to one address."""

    blocks: int
    events: int
    proposals: int
    # Requests that speak of the address: it is erased through their records.
    cases: Sequence[int]
    # Who holds a list of blocked addresses with this one in it.
    providers: Sequence[str]


def find_holding(session: Session, organisation_id: int, address: str, *, with_nobodys: bool = True) -> Holding:
    """What an erasure would delete, and who else holds the address; without those of nobody, when they are told apart."""
    mailbox = Mailbox(organisation_id, canonical_address(address))
    whose = Whose(organisation_id, with_nobodys)
    blocks = session.scalars(select(Suppression.provider).where(Suppression.mailbox_key == mailbox.key, whose.of(Suppression)))
    providers = blocks.all()
    theirs = whose.of(ProviderEvent)
    writings = list_writings(session, address, theirs)
    events = select(func.count()).select_from(ProviderEvent).where(ProviderEvent.address.in_(writings), theirs)
    return Holding(
        blocks=len(providers),
        events=session.scalar(events) or 0,
        proposals=len(_proposals(session, organisation_id, mailbox.key)),
        cases=find_concerned(session, [mailbox]).cases_of(mailbox),
        providers=sorted(set(providers)),
    )


def erase_address(session: Session, custody: Custody, organisation_id: int, address: str) -> None:
    """Forget an address of which no request speaks: blocks, events, proposals. The log is written first."""
    ledger.lock(session)
    # First: should the machine stop behind this line, the next replay finishes what was begun.
    custody.log.add(address_entries(custody, organisation_id, [address]))
    wipe_mails(session, organisation_id, [address])
    for number in _proposals(session, organisation_id, canonical_address(address)):
        remove_proposal(session, number)


def address_entries(custody: Custody, organisation_id: int, addresses: Iterable[str]) -> list[Entry]:
    """What the log says of these addresses: of the organisation's mails, and of those of nobody."""
    # Nobody's mails to this address may have been this organisation's: they go as well, and must go again after a restore.
    at, keys = ledger.iso_utc(custody.clock()), sorted({canonical_address(each) for each in addresses if each})
    made = [custody.desk.keys.hash(PURPOSE, _value(whose, key)) for key in keys for whose in sorted({organisation_id, NOBODY})]
    return [Entry(ADDRESS, f"{each.key_id}:{each.digest}", at) for each in made]


def replay_addresses(session: Session, custody: Custody, entries: Sequence[Entry]) -> int:
    """Erase again what is older than its erasure; how many addresses. What was told of an address later stays."""
    erased: dict[str, datetime] = {}
    for entry in entries:
        at = datetime.fromisoformat(entry.at)
        erased[entry.subject] = max(at, erased.get(entry.subject, at))
    known = _list_known(session) if erased else ()
    found = {each: when for each in known if (when := _erased_at(custody, erased, *each))}
    again = {(whose, canonical_address(address)) for (whose, address), at in found.items() if _erase_older(session, whose, address, at)}
    # Rows went past the session, which must not show them from memory.
    session.expire_all()
    return len(again)


def _erased_at(custody: Custody, erased: dict[str, datetime], organisation_id: int, address: str) -> datetime | None:
    value = _value(organisation_id, canonical_address(address))
    # Under every key that the log names: keys are followed by newer ones, the log keeps its old hashes.
    key_ids = sorted({subject.partition(":")[0] for subject in erased})
    moments = (erased.get(f"{key_id}:{custody.desk.keys.hash_again(key_id, PURPOSE, value)}") for key_id in key_ids)
    return max((at for at in moments if at), default=None)


def _list_known(session: Session) -> set[tuple[int, str]]:
    rows = [session.execute(select(table.organisation_id, table.address).distinct()) for table in (Suppression, ProviderEvent, Proposal)]
    return {(whose or NOBODY, address) for some in rows for whose, address in some if address}


def _erase_older(session: Session, organisation_id: int, address: str, at: datetime) -> bool:
    """Delete what was known of this very address at that moment; True when there was something."""
    olds = (
        delete(Suppression).where(Suppression.last_at <= at).returning(Suppression.id),
        delete(ProviderEvent).where(ProviderEvent.happened_at <= at).returning(ProviderEvent.id),
        delete(Proposal).where(Proposal.created_at <= at).returning(Proposal.id),
    )
    about = {"address": address, "organisation_id": None if organisation_id == NOBODY else organisation_id}
    gone = [session.execute(old.filter_by(**about), execution_options=PLAIN).all() for old in olds]
    return any(gone)


def _proposals(session: Session, organisation_id: int, key: str) -> Sequence[int]:
    query = select(Proposal.id).where(Proposal.organisation_id == organisation_id, Proposal.mailbox_key == key)
    return session.scalars(query.order_by(Proposal.id)).all()


def _value(organisation_id: int, key: str) -> str:
    return f"{organisation_id}/{key}"
