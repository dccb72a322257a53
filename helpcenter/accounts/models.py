"""People who sign in, and what the vendor's own people may do."""

# Flask-Security declares its attributes as plain types, SQLAlchemy as Mapped: the same values at run time.
# mypy: disable-error-code="assignment"

from datetime import datetime
from enum import StrEnum
from uuid import uuid4

from flask_security import RoleMixin, UserMixin
from sqlalchemy import Column, ForeignKey, String, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpcenter.db import Base, UtcDateTime

NAME_LENGTH = 80


class RoleName(StrEnum):
    """What someone may do for the vendor; members of organisations have none of these."""

    ADMIN = "admin"
    """Everything that staff do, and inviting staff."""
    STAFF = "staff"
    """Works on requests, verifies sender addresses, helps organisations."""


user_roles = Table(
    "user_roles",
    Base.metadata,
    Column("user_id", ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    Column("role_id", ForeignKey("roles.id", ondelete="CASCADE"), primary_key=True),
)


class Role(RoleMixin, Base):
    """One of the roles of the vendor's people."""

    __tablename__ = "roles"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(20), unique=True)


class User(UserMixin, Base):
    """A person who can sign in; without a password until the invitation is accepted."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    # 254 is the longest address that a mail server takes (RFC 5321, 4.5.3.1.3, without its brackets).
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    locale: Mapped[str] = mapped_column(String(10), default="fr")
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    # The era of this user's sign-ins: a new value ends them all, and the reset links with them.
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True, default=lambda: uuid4().hex)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    roles: Mapped[list[Role]] = relationship(secondary=user_roles, order_by=Role.name)

    @property
    def display_name(self) -> str:
        """The name, or the address of someone who gave none."""
        return self.name or self.email

    @property
    def is_staff(self) -> bool:
        """True for the vendor's people, administrators included."""
        return self.has_role(RoleName.STAFF) or self.is_admin

    @property
    def is_admin(self) -> bool:
        """True for the vendor's administrators."""
        return self.has_role(RoleName.ADMIN)


class SignIn(Base):
    """Somebody signed in with a browser and has not signed out; its name is what the cookie holds."""

    __tablename__ = "sign_ins"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    era: Mapped[str] = mapped_column(String(64))
    signed_in_at: Mapped[datetime] = mapped_column(UtcDateTime)
