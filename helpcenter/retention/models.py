"""What was erased, who must be told, and which organisations have left."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Date, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpcenter.db import Base, UtcDateTime
from helpcenter.db.types import stored_enum

TO_LENGTH = 200
AUTHORITY_LENGTH = 200


class Reason(StrEnum):
    """Why a record was erased."""

    REQUEST = "request"
    """The person asked for it."""
    UNANSWERED = "unanswered"
    """Nobody answered, and the time is over."""
    OVERDUE = "overdue"
    """The time for which evidence is kept is over."""
    LEFT = "left"
    """The organisation left, and its time is over."""
    REPLAYED = "replayed"
    """It was erased before, and a restored backup had brought it back."""


class Erasure(Base):
    """One record was erased, or waits for it; its number says nothing about the person."""

    __tablename__ = "erasures"

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[str] = mapped_column(String(32), index=True)
    case_id: Mapped[int]
    organisation_id: Mapped[int] = mapped_column(index=True)
    reason: Mapped[Reason] = mapped_column(stored_enum(Reason))
    actor: Mapped[str] = mapped_column(String(40))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # None while the block must first be put back: nobody could do that any more without the address.
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    notices: Mapped[list["ErasureNotice"]] = relationship(order_by="ErasureNotice.id", cascade="all, delete-orphan")


class ErasureNotice(Base):
    """Somebody outside the house holds a copy, and is to be told that it must go."""

    __tablename__ = "erasure_notices"

    id: Mapped[int] = mapped_column(primary_key=True)
    erasure_id: Mapped[int] = mapped_column(ForeignKey("erasures.id", ondelete="CASCADE"), index=True)
    what: Mapped[str] = mapped_column(String(40))
    recipient: Mapped[str] = mapped_column(String(TO_LENGTH))
    left_at: Mapped[datetime] = mapped_column(UtcDateTime)
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    told_by: Mapped[str | None] = mapped_column(String(40))


class LeftOrganisation(Base):
    """An organisation that is gone; its evidence stays until this day, and nothing else of it."""

    __tablename__ = "left_organisations"

    id: Mapped[int] = mapped_column(primary_key=True)
    # No foreign key: the row that it named is gone.
    organisation_id: Mapped[int] = mapped_column(unique=True)
    slug: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(80))
    left_at: Mapped[datetime] = mapped_column(UtcDateTime)
    keep_until_on: Mapped[date] = mapped_column(Date)
    actor: Mapped[str] = mapped_column(String(40))
    # Set when the evidence was erased as well.
    emptied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class HeadStamp(Base):
    """A time stamp (RFC 3161) of the ledger's head: somebody outside the house says that this chain was there at that time."""

    __tablename__ = "head_stamps"

    id: Mapped[int] = mapped_column(primary_key=True)
    head_seq: Mapped[int] = mapped_column(BigInteger)
    head_hash: Mapped[str] = mapped_column(String(64))
    authority: Mapped[str] = mapped_column(String(AUTHORITY_LENGTH))
    # As the authority says it.
    stamped_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # The whole answer, as `openssl ts -verify -in` reads it.
    answer: Mapped[bytes] = mapped_column(LargeBinary)

    @property
    def head(self) -> str:
        """The head as a receipt prints it: exactly what was stamped."""
        return f"{self.head_seq}:{self.head_hash}"
