"""Reads about organisations, their members and their sender addresses."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from helpcenter.accounts.models import User
from helpcenter.organisations.models import AddressState, Membership, Organisation, SenderAddress

# Asked for on every page of somebody who is signed in.
MEMBERSHIPS = (
    select(Membership)
    .where(Membership.user_id == bindparam("user"))
    .join(Membership.organisation)
    .options(contains_eager(Membership.organisation))
    .order_by(Organisation.name)
)


@dataclass(frozen=True)
class Sender:
    """The address that mails come from, as one organisation's sheets would name it."""

    address: str
    is_own: bool
    is_verified: bool


def find_organisation(session: Session, slug: str) -> Organisation | None:
    """The organisation of this slug."""
    return session.scalar(select(Organisation).where(Organisation.slug == slug))


def list_organisations(session: Session) -> Sequence[Organisation]:
    """All organisations, by name."""
    return session.scalars(select(Organisation).order_by(func.lower(Organisation.name), Organisation.id)).all()


def list_memberships(session: Session, organisation: Organisation) -> Sequence[Membership]:
    """Who belongs to this organisation, first come first."""
    query = select(Membership).where(Membership.organisation == organisation).options(joinedload(Membership.user))
    return session.scalars(query.order_by(Membership.id)).all()


def memberships_of(session: Session, user: User) -> Sequence[Membership]:
    """The organisations that this person belongs to, by name."""
    return session.scalars(MEMBERSHIPS, {"user": user.id}).all()


def chosen_sender(session: Session, organisation: Organisation, vendor_address: str) -> Sender:
    """The address for previews: the one last asked for, even while staff have not verified it."""
    own = _newest_address(session, organisation, AddressState.PENDING, AddressState.VERIFIED)
    if own is None:
        return Sender(vendor_address, is_own=False, is_verified=True)
    return Sender(own.address, is_own=True, is_verified=own.state is AddressState.VERIFIED)


def public_sender(session: Session, organisation: Organisation, vendor_address: str) -> Sender | None:
    """The address for public pages and PDFs; None while the organisation's first own address waits for staff."""
    chosen = chosen_sender(session, organisation, vendor_address)
    if chosen.is_verified:
        return chosen
    # While a new address waits, families go on seeing the one that was verified before it.
    before = _newest_address(session, organisation, AddressState.VERIFIED)
    return Sender(before.address, is_own=True, is_verified=True) if before else None


def latest_address(session: Session, organisation: Organisation) -> SenderAddress | None:
    """The last own address that still counts, refused ones included: what the branding page reports."""
    return _newest_address(session, organisation, *AddressState)


def _newest_address(session: Session, organisation: Organisation, *states: AddressState) -> SenderAddress | None:
    query = select(SenderAddress).where(
        SenderAddress.organisation == organisation,
        SenderAddress.ended_at.is_(None),
        SenderAddress.state.in_(states),
    )
    # By number: two that were asked for within the same second still have an order.
    return session.scalar(query.order_by(SenderAddress.id.desc()).limit(1))


def find_membership(session: Session, organisation: Organisation, membership_id: int) -> Membership | None:
    """A membership of this organisation; another organisation's is not found."""
    query = select(Membership).where(Membership.organisation == organisation, Membership.id == membership_id)
    return session.scalar(query)


def find_address(session: Session, address_id: int) -> SenderAddress | None:
    """A sender address by its number, for staff."""
    return session.get(SenderAddress, address_id, options=[joinedload(SenderAddress.organisation)])


def list_pending_addresses(session: Session) -> Sequence[SenderAddress]:
    """What waits for staff, the longest first."""
    return session.scalars(_addresses().where(_is_pending()).order_by(SenderAddress.requested_at)).all()


def list_decided_addresses(session: Session, limit: int = 50) -> Sequence[SenderAddress]:
    """What staff have decided, the newest first."""
    query = _addresses().where(SenderAddress.decided_at.is_not(None))
    return session.scalars(query.order_by(SenderAddress.decided_at.desc()).limit(limit)).all()


def count_pending_addresses(session: Session) -> int:
    """How many addresses wait for staff."""
    return session.scalar(select(func.count()).select_from(SenderAddress).where(_is_pending())) or 0


def count_organisations(session: Session) -> int:
    """How many organisations there are."""
    return session.scalar(select(func.count()).select_from(Organisation)) or 0


def _addresses() -> Select[SenderAddress]:
    return select(SenderAddress).options(joinedload(SenderAddress.organisation), joinedload(SenderAddress.decided_by))


def _is_pending() -> ColumnElement[bool]:
    return and_(SenderAddress.state == AddressState.PENDING, SenderAddress.ended_at.is_(None))


def hold_organisation(session: Session, organisation: Organisation) -> None:
    """Be the only one who opens something for an organisation until this transaction ends: two presses at once must not both find nothing.

    On SQLite, BEGIN IMMEDIATE has done so already. The weaker lock lets others go on writing rows that point at the organisation.
    """
    session.execute(select(Organisation.id).where(Organisation.id == organisation.id).with_for_update(key_share=True))
