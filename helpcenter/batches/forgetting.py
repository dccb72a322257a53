"""Forgets addresses that stand in requests only: when no case that still names a person speaks through them."""

from sqlalchemy import and_, exists, select, update
from sqlalchemy.orm import Session

from helpcenter.batches.models import ProviderRequest, RequestedCase
from helpcenter.unblock.models import UnblockCase


def forget_orphans(session: Session) -> None:
    """Empty the requests whose cases were wiped or deleted; their states and times stay, for the figures."""
    session.flush()
    names_somebody = and_(
        RequestedCase.request_id == ProviderRequest.id, RequestedCase.case_id == UnblockCase.id, UnblockCase.address != ""
    )
    orphans = select(ProviderRequest.id).where(ProviderRequest.address != "", ~exists().where(names_somebody))
    # The key goes too: it names the mailbox, and would keep the same person from ever being asked about again.
    emptied = update(ProviderRequest).where(ProviderRequest.id.in_(orphans.scalar_subquery()))
    session.execute(emptied.values(address="", mailbox_key="", open_key=None, note=""), execution_options={"synchronize_session": "fetch"})
