"""Reads about unblock cases."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, joinedload

from helpcenter.consent.addresses import canonical_address
from helpcenter.organisations.models import Organisation
from helpcenter.unblock.models import UnblockCase

# Worded once, for a person who answers waits for it.
TAKEN_CASE = (
    select(UnblockCase).where(UnblockCase.id == bindparam("id")).with_for_update(of=UnblockCase).execution_options(populate_existing=True)
)


def find_case(session: Session, organisation: Organisation, case_id: int) -> UnblockCase | None:
    """A case of this organisation; another organisation's does not exist for it."""
    query = select(UnblockCase).where(UnblockCase.id == case_id, UnblockCase.organisation_id == organisation.id)
    return session.scalar(query)


def list_cases(session: Session, organisation: Organisation | None = None) -> Sequence[UnblockCase]:
    """The cases of one organisation, or of all; the newest first."""
    query = select(UnblockCase).options(joinedload(UnblockCase.organisation)).order_by(UnblockCase.id.desc())
    if organisation is not None:
        query = query.where(UnblockCase.organisation_id == organisation.id)
    return session.scalars(query).all()


def find_open_case(session: Session, organisation: Organisation, address: str) -> UnblockCase | None:
    """The case that is already open for this mailbox."""
    same = select(UnblockCase).where(UnblockCase.organisation_id == organisation.id, UnblockCase.mailbox_key == canonical_address(address))
    return next((case for case in session.scalars(same.order_by(UnblockCase.id)) if not case.is_closed), None)
