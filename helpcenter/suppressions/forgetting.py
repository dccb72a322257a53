"""Forgets an address: the blocks of one organisation, and those of which nobody knows whose they were."""

from sqlalchemy import delete, or_
from sqlalchemy.orm import Session

from helpcenter.consent.addresses import canonical_address
from helpcenter.suppressions.models import Suppression


def forget_blocks(session: Session, organisation_id: int, address: str) -> None:
    """Delete every block of this mailbox, active or over; another organisation's stay."""
    whose = or_(Suppression.organisation_id == organisation_id, Suppression.organisation_id.is_(None))
    query = delete(Suppression).where(Suppression.mailbox_key == canonical_address(address), whose)
    session.execute(query, execution_options={"synchronize_session": False})
    # The deletion went past what the session holds in memory.
    session.expire_all()
