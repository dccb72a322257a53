"""What became of the mails to the addresses of a case, as moments of its history: read from the provider's events."""

from sqlalchemy.orm import Session

from helpcenter.consent.addresses import canonical_address
from helpcenter.events.history import list_events
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.timeline import Moment

# The last ones; a list of all mails is no history of a case.
MOST = 20
PROVIDER = "provider"


def tell_mails(session: Session, case: UnblockCase) -> list[Moment]:
    """The last mails to the address of the case and to the one that the person named, the oldest first."""
    written = [address for address in (case.address, case.corrected_address) if address]
    events = list_events(session, case.organisation_id, [*written, *map(canonical_address, written)], MOST)
    return [Moment(event.happened_at, f"mail.{event.kind.value}", PROVIDER) for event in reversed(events)]
