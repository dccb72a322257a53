"""Things that tests need, made in one call; every argument by name, sensible when left out."""

from datetime import UTC, datetime
from itertools import count

from argon2 import PasswordHasher
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.accounts.models import Role, RoleName, User
from helpcenter.organisations.models import AddressState, MemberRole, Membership, Organisation, SenderAddress

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PASSWORD = "un mot de passe pour les tests"
_numbers = count(1)
_hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def make_organisation(
    session: Session,
    *,
    slug: str = "",
    name: str = "Centre social Les Tilleuls",
    colour: str = "#1d5f8a",
    contact_line: str = "Accueil : 01 23 45 67 89",
    locales: tuple[str, ...] = ("fr", "en"),
) -> Organisation:
    """An organisation that uses the vendor's sender address."""
    organisation = Organisation(
        slug=slug or f"organisation-{next(_numbers)}",
        name=name,
        colour=colour,
        contact_line=contact_line,
        locales=list(locales),
        created_at=NOW,
    )
    session.add(organisation)
    session.flush()
    return organisation


def make_user(
    session: Session,
    *,
    email: str = "",
    name: str = "Personne A",
    password: str | None = PASSWORD,
    locale: str = "fr",
    role: RoleName | None = None,
) -> User:
    """Someone who can sign in with PASSWORD; `role` makes one of the vendor's people."""
    user = User(email=email or f"personne{next(_numbers)}@mairie.example", name=name, locale=locale, created_at=NOW)
    user.password = quick_hash(password) if password else None
    if role:
        user.roles.append(_role(session, role))
    session.add(user)
    session.flush()
    return user


def make_member(
    session: Session,
    *,
    organisation: Organisation | None = None,
    email: str = "",
    role: MemberRole = MemberRole.MANAGER,
    locale: str = "fr",
) -> Membership:
    """A member with a password; membership.user and membership.organisation lead to both."""
    membership = Membership(
        user=make_user(session, email=email, locale=locale),
        organisation=organisation or make_organisation(session),
        role=role,
        created_at=NOW,
    )
    session.add(membership)
    session.flush()
    return membership


def make_staff(session: Session, *, email: str = "", role: RoleName = RoleName.STAFF) -> User:
    """One of the vendor's people."""
    return make_user(session, email=email or f"equipe{next(_numbers)}@ani.example", name="Équipe A", role=role)


def make_sender_address(
    session: Session,
    *,
    organisation: Organisation,
    address: str = "accueil@tilleuls.example",
    state: AddressState = AddressState.VERIFIED,
) -> SenderAddress:
    """An own sender address of an organisation."""
    sender = SenderAddress(organisation=organisation, address=address, state=state, requested_at=NOW)
    if state is not AddressState.PENDING:
        sender.decided_at = NOW
    session.add(sender)
    session.flush()
    return sender


def quick_hash(password: str) -> str:
    """An argon2id hash with the smallest costs, so that the tests stay quick."""
    return _hasher.hash(password)


def _role(session: Session, name: RoleName) -> Role:
    role = session.scalar(select(Role).where(Role.name == name)) or Role(name=name)
    session.add(role)
    return role
