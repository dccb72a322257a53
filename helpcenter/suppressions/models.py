"""One block: an address that receives nothing of an organisation, since when, why, until when; and how it ended."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Date, ForeignKey, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpcenter.db import Base, UtcDateTime
from helpcenter.db.types import stored_enum
from helpcenter.organisations.models import Organisation
from helpcenter.providers.policy import BlockKind

ADDRESS_LENGTH = 254
DETAIL_LENGTH = 300
# SQLite numbers rows by itself only when the key is INTEGER.
BIG = BigInteger().with_variant(Integer(), "sqlite")
# Compared letter by letter, so that the beginning of an address is found through the index.
KEY = String(ADDRESS_LENGTH).with_variant(String(ADDRESS_LENGTH, collation="C"), "postgresql")


class Origin(StrEnum):
    """Who said that an address is blocked."""

    EVENT = "event"
    """An event of the provider."""
    STAFF = "staff"
    """The vendor's staff."""
    CSV = "csv"
    """A table."""
    CASE = "case"
    """The person withdrew the agreement after the block was lifted: the vendor stops sending."""


class Lifting(StrEnum):
    """Why an address is no longer blocked."""

    DELIVERED = "delivered"
    """A mail arrived."""
    PROVIDER = "provider"
    """The provider lifted the block on request."""
    TIME = "time"
    """Its time was over."""
    STAFF = "staff"
    """The vendor's staff say so."""
    CORRECTED = "corrected"
    """The organisation writes to another address now."""


ACTIVE, OVER = "lifted_at IS NULL", "lifted_at IS NOT NULL"


def _index(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """An index over some of the rows, on either engine."""
    return Index(name, *columns, unique=unique, sqlite_where=text(where), postgresql_where=text(where))


class Suppression(Base):
    """One block of one address for one organisation. At most one is active; those that are over are deleted after a while."""

    __tablename__ = "suppressions"
    __table_args__ = (
        # At most one active block, also while two events come in at once. NULL equals nothing: those of nobody need their own.
        _index("uq_suppressions_active", "organisation_id", "mailbox_key", unique=True, where=ACTIVE),
        _index("uq_suppressions_active_nobody", "mailbox_key", unique=True, where=f"{ACTIVE} AND organisation_id IS NULL"),
        # Events look a mailbox up whoever wrote to it.
        Index("ix_suppressions_mailbox", "mailbox_key"),
        Index("ix_suppressions_found", "organisation_id", "mailbox_key"),
        # Lists go along these page by page: of one organisation or of all, of one kind or of all.
        _index("ix_suppressions_active", "organisation_id", "since_at", "id", where=ACTIVE),
        _index("ix_suppressions_active_kind", "organisation_id", "kind", "since_at", "id", where=ACTIVE),
        _index("ix_suppressions_over", "organisation_id", "lifted_at", "id", where=OVER),
        _index("ix_suppressions_all_active", "since_at", "id", where=ACTIVE),
        _index("ix_suppressions_all_active_kind", "kind", "since_at", "id", where=ACTIVE),
        # Retention asks it too: what was lifted long ago.
        _index("ix_suppressions_all_over", "lifted_at", "id", where=OVER),
        _index("ix_suppressions_until_on", "until_on", where=ACTIVE),
    )

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    # None: an event of which nobody knows whose mail it was; staff see it.
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    address: Mapped[str] = mapped_column(String(ADDRESS_LENGTH))
    # The address in the one way in which two writings of the same mailbox are equal.
    mailbox_key: Mapped[str] = mapped_column(KEY)
    kind: Mapped[BlockKind] = mapped_column(stored_enum(BlockKind))
    source: Mapped[Origin] = mapped_column(stored_enum(Origin))
    provider: Mapped[str] = mapped_column(String(40))
    since_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # The last day of the block; None when it has no end, or none is known.
    until_on: Mapped[date | None] = mapped_column(Date)
    # The last mail that failed because of it, and how many did.
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)
    times: Mapped[int] = mapped_column(default=1)
    # The provider's own words, or what staff wrote.
    detail: Mapped[str] = mapped_column(String(DETAIL_LENGTH), default="")
    # The event that began it; events themselves are deleted sooner.
    event_key: Mapped[str] = mapped_column(String(64), default="")
    created_by: Mapped[str] = mapped_column(String(40))
    lifted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lifted_because: Mapped[Lifting | None] = mapped_column(stored_enum(Lifting))
    lifted_by: Mapped[str] = mapped_column(String(40), default="")
    organisation: Mapped[Organisation | None] = relationship()

    @property
    def is_active(self) -> bool:
        """True while the address is blocked, as far as is known."""
        return self.lifted_at is None


class SuppressionBeginning(Base):
    """The address of a block from one of its words on: a search that never reads every address. Goes with its block."""

    __tablename__ = "suppression_beginnings"
    __table_args__ = (Index("ix_suppression_beginnings_found", "organisation_id", "text"),)

    text: Mapped[str] = mapped_column(KEY, primary_key=True)
    suppression_id: Mapped[int] = mapped_column(BIG, ForeignKey("suppressions.id", ondelete="CASCADE"), primary_key=True, index=True)
    # As at the block, where it never changes.
    organisation_id: Mapped[int | None]
