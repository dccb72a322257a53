"""Reads about people."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from helpcenter.accounts.models import Role, User


def find_user(session: Session, email: str) -> User | None:
    """The person with this address, in whatever letters it is written."""
    return session.scalar(select(User).where(func.lower(User.email) == email.strip().lower()))


def list_staff(session: Session) -> Sequence[User]:
    """The vendor's people, by address."""
    query = select(User).join(User.roles).distinct().order_by(User.email)
    return session.scalars(query).all()


def find_colleague(session: Session, user_id: int) -> User | None:
    """One of the vendor's people by number; a member of an organisation is not found."""
    return session.scalar(select(User).join(User.roles).where(User.id == user_id).distinct())


def find_role(session: Session, name: str) -> Role | None:
    """The role of this name, once somebody has had it."""
    return session.scalar(select(Role).where(Role.name == name))
