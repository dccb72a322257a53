"""Which of many mailboxes are known here: those with a block, and those of which a case speaks. Few questions for many mailboxes."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.consent.addresses import canonical_address
from helpcenter.suppressions.models import Suppression
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.workflow import Ending

# SQLite counts the values of one query.
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A mailbox as one organisation writes to it; None: nobody knows whose mail it was."""

    organisation_id: int | None
    key: str


@dataclass
class Concerned:
    """The mailboxes that are known, each with its cases and the moment when its last block was lifted."""

    _active: set[Mailbox] = field(default_factory=set)
    _cases: dict[Mailbox, list[int]] = field(default_factory=lambda: defaultdict(list))
    _lifted: dict[Mailbox, datetime] = field(default_factory=dict)

    def __contains__(self, mailbox: Mailbox) -> bool:
        return mailbox in self._active or mailbox in self._cases

    def cases_of(self, mailbox: Mailbox) -> Sequence[int]:
        """The cases that speak of this mailbox, the oldest first."""
        return sorted(self._cases.get(mailbox, ()))

    def lifted_at(self, mailbox: Mailbox) -> datetime | None:
        """When its last block was lifted."""
        return self._lifted.get(mailbox)

    def add_block(self, block: Suppression) -> None:
        """Remember a block."""
        mailbox = Mailbox(block.organisation_id, block.mailbox_key)
        if block.lifted_at is None:
            self._active.add(mailbox)
        else:
            # Its last block counts: events about one before are old news.
            self._lifted[mailbox] = max(block.lifted_at, self._lifted.get(mailbox, block.lifted_at))

    def add_case(self, mailbox: Mailbox, case_id: int) -> None:
        """Remember a case."""
        self._cases[mailbox].append(case_id)


def find_concerned(session: Session, mailboxes: Collection[Mailbox]) -> Concerned:
    """What is known of these mailboxes."""
    found = Concerned()
    for keys in _chunks(sorted({each.key for each in mailboxes})):
        for block in session.scalars(select(Suppression).where(Suppression.mailbox_key.in_(keys))):
            found.add_block(block)
        cases = select(UnblockCase.organisation_id, UnblockCase.mailbox_key, UnblockCase.id).where(UnblockCase.mailbox_key.in_(keys))
        whose = sorted({each.organisation_id for each in mailboxes if each.organisation_id is not None})
        for organisation_id, key, case_id in session.execute(cases.where(UnblockCase.organisation_id.in_(whose))):
            found.add_case(Mailbox(organisation_id, key), case_id)
    _add_corrected(session, found, mailboxes)
    return found


def _add_corrected(session: Session, found: Concerned, mailboxes: Collection[Mailbox]) -> None:
    """Cases whose address was corrected wait for the first mail to the new one: few, and compared as mailboxes."""
    corrected = select(UnblockCase.organisation_id, UnblockCase.corrected_address, UnblockCase.id)
    for organisation_id, address, case_id in session.execute(corrected.where(UnblockCase.ending == Ending.CORRECTED)):
        # As mailboxes: the software may write the new address in other letters than the case does.
        mailbox = Mailbox(organisation_id, canonical_address(address or ""))
        if mailbox in mailboxes:
            found.add_case(mailbox, case_id)


def _chunks(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    return (keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK))
