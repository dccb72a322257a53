"""The verbs of organisations: create, brand, ask for a sender address, decide about it, add and remove members."""

import re
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.accounts.models import User
from helpcenter.db import Clock
from helpcenter.organisations.addresses import parse_sender_address
from helpcenter.organisations.colours import choose_colour
from helpcenter.organisations.models import (
    CONTACT_LENGTH,
    NAME_LENGTH,
    NOTE_LENGTH,
    SLUG_LENGTH,
    AddressState,
    MemberRole,
    Membership,
    Organisation,
    SenderAddress,
)
from helpcenter.organisations.numbers import take_number
from helpcenter.organisations.queries import find_organisation
from helpcenter.organisations.texts import clean_line

# It also names files (stamps, kept PDFs): nothing in it may mean anything in a path.
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class SlugError(ValueError):
    """This short name cannot stand in an address."""


class SlugTakenError(SlugError):
    """Another organisation has this short name."""


class LengthError(ValueError):
    """A name is empty, or longer than papers and pages have room for: cut in the middle of a word it would be wrong on each of them."""


class LastManagerError(ValueError):
    """Without this person nobody could manage the organisation."""


class AlreadyDecidedError(ValueError):
    """Somebody has decided about this address, or it has been given up."""


@dataclass(frozen=True)
class Branding:
    """How an organisation presents itself to families."""

    name: str
    colour: str
    logo_hash: str | None
    contact_line: str
    locales: tuple[str, ...]


def create_organisation(session: Session, clock: Clock, *, slug: str, name: str) -> Organisation:
    """A new organisation with the vendor's sender address and the house's colour."""
    # Here too, not only in the form: the command line and the demo come this way.
    if len(slug) > SLUG_LENGTH or not SLUG.fullmatch(slug):
        raise SlugError(slug)
    if find_organisation(session, slug):
        raise SlugTakenError(slug)
    clean = clean_line(name)
    if not 0 < len(clean) <= NAME_LENGTH:
        raise LengthError(name)
    organisation = Organisation(id=take_number(session), slug=slug, name=clean, created_at=clock())
    session.add(organisation)
    session.flush()
    return organisation


def branding_of(organisation: Organisation) -> Branding:
    """How an organisation presents itself now."""
    return Branding(organisation.name, organisation.colour, organisation.logo_hash, organisation.contact_line, tuple(organisation.locales))


def change_branding(organisation: Organisation, branding: Branding) -> None:
    """Take over a checked branding; a pale colour is darkened until white text can be read on it."""
    # Cut after cleaning: the composed form of a few letters is longer than what was typed, and PostgreSQL refuses what does not fit.
    organisation.name = clean_line(branding.name)[:NAME_LENGTH]
    organisation.colour = choose_colour(branding.colour).used
    organisation.logo_hash = branding.logo_hash
    organisation.contact_line = clean_line(branding.contact_line)[:CONTACT_LENGTH]
    organisation.locales = list(branding.locales)


def request_address(session: Session, clock: Clock, organisation: Organisation, typed: str, vendor_address: str) -> None:
    """Ask for an own sender address; nothing or the vendor's own means that the vendor's is used again."""
    address = parse_sender_address(typed) if typed.strip() else vendor_address
    own = _current_addresses(session, organisation)
    if address == vendor_address:
        _end(own, clock)
        return
    # Asked for already: it keeps its place, for staff look at those first that wait the longest.
    if any(each.address == address and each.state is AddressState.PENDING for each in own):
        return
    # What is verified stays in use until staff have decided about the new one.
    _end([each for each in own if each.state is not AddressState.VERIFIED], clock)
    # Back to an address that is verified: there is nothing to decide again.
    if not any(each.address == address and each.state is AddressState.VERIFIED for each in own):
        session.add(SenderAddress(organisation=organisation, address=address, requested_at=clock()))
    session.flush()


def decide_address(session: Session, clock: Clock, sender: SenderAddress, *, staff: User, is_verified: bool, note: str = "") -> None:
    """Verify or refuse an address that waits; a verified one takes the place of those before."""
    # Two people may press at once: the second one waits here and then sees what the first decided.
    session.refresh(sender, with_for_update={"of": [SenderAddress]})
    if sender.state is not AddressState.PENDING or sender.ended_at:
        raise AlreadyDecidedError(sender.address)
    if is_verified:
        _end([each for each in _current_addresses(session, sender.organisation) if each is not sender], clock)
    sender.state = AddressState.VERIFIED if is_verified else AddressState.REFUSED
    sender.decided_at = clock()
    sender.decided_by = staff
    sender.note = clean_line(note)[:NOTE_LENGTH]


def add_member(session: Session, clock: Clock, organisation: Organisation, user: User, role: MemberRole) -> Membership:
    """Make somebody a member; who is one already gets the role."""
    # One at a time for one person: two presses at once would both find no membership, and the second would end in an error.
    session.execute(select(User.id).where(User.id == user.id).with_for_update(key_share=True))
    query = select(Membership).where(Membership.organisation == organisation, Membership.user == user)
    membership = session.scalar(query)
    if membership is None:
        membership = Membership(organisation=organisation, user=user, role=role, created_at=clock())
        session.add(membership)
    # To invite somebody once more takes nothing away from them.
    elif role is MemberRole.MANAGER:
        membership.role = role
    session.flush()
    return membership


def remove_member(session: Session, membership: Membership) -> None:
    """End a membership, unless nobody could manage the organisation afterwards."""
    managers = select(Membership.id).where(Membership.organisation_id == membership.organisation_id, Membership.role == MemberRole.MANAGER)
    # Held until the end, in one order: two managers who remove each other at the same moment would leave nobody.
    held = session.scalars(managers.order_by(Membership.id).with_for_update()).all()
    if membership.role is MemberRole.MANAGER and set(held) <= {membership.id}:
        raise LastManagerError
    session.delete(membership)
    session.flush()


def _current_addresses(session: Session, organisation: Organisation) -> list[SenderAddress]:
    query = select(SenderAddress).where(SenderAddress.organisation == organisation, SenderAddress.ended_at.is_(None))
    return list(session.scalars(query))


def _end(addresses: list[SenderAddress], clock: Clock) -> None:
    for address in addresses:
        address.ended_at = clock()
