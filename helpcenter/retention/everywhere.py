"""Erases an address wherever it stands: at every organisation, and in the mails of which nobody knows whose they were."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.consent.addresses import canonical_address
from helpcenter.events.models import ProviderEvent
from helpcenter.intake.models import Proposal
from helpcenter.organisations.models import Organisation
from helpcenter.retention.addresses import NOBODY, Holding, erase_address, find_holding
from helpcenter.retention.custody import Custody
from helpcenter.retention.elsewhere import list_writings
from helpcenter.suppressions.models import Suppression
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.workflow import Ending


@dataclass(frozen=True)
class Held:
    """What one organisation's mails, or nobody's, left here about an address."""

    # NOBODY, without a name: nobody knows whose mail it was.
    organisation_id: int
    organisation: str
    holding: Holding

    @property
    def is_erasable(self) -> bool:
        """False when a request speaks of the address: there it goes together with the evidence."""
        return not self.holding.cases


def find_everywhere(session: Session, address: str) -> list[Held]:
    """Who has something about this mailbox, by name; nobody's last."""
    found = _list_holders(session, address)
    names = (
        select(Organisation.id, Organisation.name)
        .where(Organisation.id.in_([each for each in found if each is not None]))
        .order_by(Organisation.name, Organisation.id)
    )
    whose = [(number, name) for number, name in session.execute(names)] + ([(NOBODY, "")] if None in found else [])
    return [Held(number, name, find_holding(session, number, address, with_nobodys=number == NOBODY)) for number, name in whose]


def erase_everywhere(session: Session, custody: Custody, address: str) -> list[Held]:
    """Forget it at each of them of which no request speaks; returns those, as they were."""
    gone = [held for held in find_everywhere(session, address) if held.is_erasable]
    for held in gone:
        erase_address(session, custody, held.organisation_id, address)
    return gone


def providers_of(held: Sequence[Held]) -> list[str]:
    """The mail providers that hold the address too."""
    return sorted({name for each in held for name in each.holding.providers})


def _list_holders(session: Session, address: str) -> set[int | None]:
    key = canonical_address(address)
    # A corrected address has no key of its own in the table; such cases are few, so they are compared one by one.
    corrected = select(UnblockCase.organisation_id, UnblockCase.corrected_address).where(UnblockCase.ending == Ending.CORRECTED)
    found: set[int | None] = {whose for whose, other in session.execute(corrected) if canonical_address(other or "") == key}
    for query in (
        select(Suppression.organisation_id).where(Suppression.mailbox_key == key),
        select(ProviderEvent.organisation_id).where(ProviderEvent.address.in_(list_writings(session, address))),
        select(Proposal.organisation_id).where(Proposal.mailbox_key == key),
        select(UnblockCase.organisation_id).where(UnblockCase.mailbox_key == key),
    ):
        found |= set(session.scalars(query.distinct()))
    return found
