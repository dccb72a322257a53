"""What is known of the mails of a day from the provider's events. Without such events: nothing, and it is said so."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from helpcenter.organisations.models import Organisation


class Delivery(StrEnum):
    """What became of an organisation's mails to one address on one day."""

    UNKNOWN = "unknown"
    """No event is known: nothing can be said."""
    NOT_SENT = "not_sent"
    """Events of that day are known, and none is about this address."""
    DELIVERED = "delivered"
    """A mail was handed over to the mailbox."""
    FAILED = "failed"
    """A mail came back, or was not even sent because of a block."""


# The organisation, the address, the day. A room that receives events puts its own answer in the place of `nothing_known`.
MailHistory = Callable[[Session, Organisation, str, date], Delivery]
EXTENSION = "mail_history"


def nothing_known(session: Session, organisation: Organisation, address: str, day: date) -> Delivery:
    """The answer of an installation that receives no events."""
    return Delivery.UNKNOWN
