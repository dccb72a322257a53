"""What the consent room tells the rooms above it; each is published in the transaction that made it true."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class ConsentEvent:
    """What every event says: which case, which record, when."""

    case_id: int
    record_id: str
    at: datetime


@dataclass(frozen=True)
class ConsentGiven(ConsentEvent):
    """The person agreed; `address_confirmed`: they typed the address or wrote from it, which a call does not show."""

    address_confirmed: bool = True


@dataclass(frozen=True)
class ConsentRefused(ConsentEvent):
    """The person does not want the mails."""


@dataclass(frozen=True)
class WrongPerson(ConsentEvent):
    """Whoever reads this mailbox does not know the organisation."""


@dataclass(frozen=True)
class AddressCorrected(ConsentEvent):
    """The person named another address; it is no consent, and the organisation checks it first."""

    new_address: str


@dataclass(frozen=True)
class ConsentWithdrawn(ConsentEvent):
    """The person took the agreement back."""


@dataclass(frozen=True)
class InvitationsExpired(ConsentEvent):
    """No code of this record can be answered any more, and none was."""
