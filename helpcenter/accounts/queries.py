"""Reads about people."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpcenter.accounts.models import Role, User, user_roles
from helpcenter.db.plain_rows import plain_rows

PEOPLE = User.__table__
STAFF_NAMES = (
    select(PEOPLE.c.id, func.coalesce(func.nullif(PEOPLE.c.name, ""), PEOPLE.c.email))
    .where(PEOPLE.c.id.in_(select(user_roles.c.user_id)))
    .order_by(PEOPLE.c.email)
)


class Colleague(NamedTuple):
    """One of the vendor's people in a list of choices."""

    id: int
    display_name: str


def find_user(session: Session, email: str) -> User | None:
    """The person with this address, in whatever letters it is written."""
    return session.scalar(select(User).where(func.lower(User.email) == email.strip().lower()))


def list_staff(session: Session) -> Sequence[User]:
    """The vendor's people, by address."""
    query = select(User).join(User.roles).distinct().order_by(User.email)
    return session.scalars(query).all()


def staff_names(session: Session) -> tuple[Colleague, ...]:
    """The same people, for a list of choices."""
    return tuple(map(Colleague._make, plain_rows(session, STAFF_NAMES)))


def find_colleague(session: Session, user_id: int) -> User | None:
    """One of the vendor's people by number; a member of an organisation is not found."""
    return session.scalar(select(User).join(User.roles).where(User.id == user_id).distinct())


def find_role(session: Session, name: str) -> Role | None:
    """The role of this name, once somebody has had it."""
    return session.scalar(select(Role).where(Role.name == name))
