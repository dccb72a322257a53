"""Reads about what waits for an organisation's word, and which organisations may be named by strangers."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Exists, exists, func, select
from sqlalchemy.orm import Session

from helpcenter.intake.models import Proposal
from helpcenter.organisations.models import AddressState, Organisation, SenderAddress
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.queries import find_open_case


@dataclass(frozen=True)
class Waiting:
    """What waits for a decision, and the case that is open already for this mailbox."""

    proposal: Proposal
    known: UnblockCase | None


def list_waiting(session: Session, organisation: Organisation) -> list[Waiting]:
    """What waits for this organisation, the longest first."""
    query = select(Proposal).where(Proposal.organisation_id == organisation.id).order_by(Proposal.id)
    return [Waiting(each, find_open_case(session, organisation, each.address)) for each in session.scalars(query)]


def count_waiting(session: Session, organisation: Organisation) -> int:
    """How much waits for this organisation."""
    return session.scalar(select(func.count()).where(Proposal.organisation_id == organisation.id)) or 0


def find_proposal(session: Session, organisation: Organisation, proposal_id: int) -> Proposal | None:
    """What waits under this number for this organisation; another organisation's does not exist for it."""
    return session.scalar(select(Proposal).where(Proposal.id == proposal_id, Proposal.organisation_id == organisation.id))


def proposals_of_mailbox(session: Session, organisation: Organisation, mailbox_key: str) -> Sequence[Proposal]:
    """What waits already about one mailbox."""
    query = select(Proposal).where(Proposal.organisation_id == organisation.id, Proposal.mailbox_key == mailbox_key)
    return session.scalars(query.order_by(Proposal.id)).all()


def list_public_organisations(session: Session) -> Sequence[Organisation]:
    """The organisations that have a public face, by name: not those whose only own address waits for staff."""
    query = select(Organisation).where(_own(AddressState.VERIFIED) | ~_own(AddressState.PENDING))
    return session.scalars(query.order_by(func.lower(Organisation.name), Organisation.id)).all()


def find_public_organisation(session: Session, slug: str) -> Organisation | None:
    """The organisation of this slug, when it has a public face."""
    query = select(Organisation).where(Organisation.slug == slug, _own(AddressState.VERIFIED) | ~_own(AddressState.PENDING))
    return session.scalar(query)


def _own(state: AddressState) -> Exists:
    return exists().where(SenderAddress.organisation_id == Organisation.id, SenderAddress.ended_at.is_(None), SenderAddress.state == state)
