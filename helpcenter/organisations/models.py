"""Organisations, who belongs to them, and the sender addresses that they asked for."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpcenter.accounts.models import User
from helpcenter.db import Base, UtcDateTime
from helpcenter.db.types import stored_enum

NAME_LENGTH = 80
SLUG_LENGTH = 60
CONTACT_LENGTH = 160
NOTE_LENGTH = 500
ADDRESS_LENGTH = 254
DEFAULT_COLOUR = "#1d5f8a"


class MemberRole(StrEnum):
    """What a member may do in an organisation."""

    MEMBER = "member"
    """Changes the branding, uses the tutorials, files requests."""
    MANAGER = "manager"
    """The same, and invites and removes members."""


class AddressState(StrEnum):
    """The fate of a sender address that an organisation asked for."""

    PENDING = "pending"
    """Asked for; staff have not looked yet: previews are marked, no public page, no PDF."""
    VERIFIED = "verified"
    """Staff checked that mails leave from this address: sheets may name it."""
    REFUSED = "refused"
    """Staff refused it and said why; the address used before stays."""


class Organisation(Base):
    """An association, a social centre or a town hall that sends mails through the vendor's software."""

    __tablename__ = "organisations"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(SLUG_LENGTH), unique=True)
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    # Always a colour on which white text can be read (colours.py corrects what is too pale).
    colour: Mapped[str] = mapped_column(String(7), default=DEFAULT_COLOUR)
    logo_hash: Mapped[str | None] = mapped_column(String(64))
    contact_line: Mapped[str] = mapped_column(String(CONTACT_LENGTH), default="")
    locales: Mapped[list[str]] = mapped_column(JSON, default=lambda: ["fr"])
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    memberships: Mapped[list["Membership"]] = relationship(back_populates="organisation", cascade="all, delete-orphan")
    sender_addresses: Mapped[list["SenderAddress"]] = relationship(
        back_populates="organisation", cascade="all, delete-orphan", order_by="SenderAddress.id"
    )


class LastNumber(Base):
    """The highest number that an organisation was ever given: one row (numbers.py says why)."""

    __tablename__ = "organisation_numbers"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]


class Membership(Base):
    """One person belongs to one organisation."""

    __tablename__ = "memberships"
    # Begins with the person, whose memberships every page asks for; the list of members has an index of its own below.
    __table_args__ = (UniqueConstraint("user_id", "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"), index=True)
    role: Mapped[MemberRole] = mapped_column(stored_enum(MemberRole), default=MemberRole.MEMBER)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    user: Mapped[User] = relationship()
    organisation: Mapped[Organisation] = relationship(back_populates="memberships")


class SenderAddress(Base):
    """An address of its own that an organisation asked for; without one, the vendor's single address is used."""

    __tablename__ = "sender_addresses"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"), index=True)
    address: Mapped[str] = mapped_column(String(ADDRESS_LENGTH))
    state: Mapped[AddressState] = mapped_column(stored_enum(AddressState), default=AddressState.PENDING)
    requested_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    note: Mapped[str] = mapped_column(String(NOTE_LENGTH), default="")
    # Set when another address took its place, or when the organisation gave it up.
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    organisation: Mapped[Organisation] = relationship(back_populates="sender_addresses")
    decided_by: Mapped[User | None] = relationship()
