"""Unblock cases and the history of their steps."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpcenter.accounts.models import User
from helpcenter.db import Base, UtcDateTime
from helpcenter.db.types import stored_enum
from helpcenter.organisations.models import Organisation
from helpcenter.providers.policy import BlockKind, Order
from helpcenter.unblock.workflow import CLOSED, ConsentTrack, Ending, NextAction, ProviderTrack, Status, derive_status, next_action

LABEL_LENGTH = 80
ADDRESS_LENGTH = 254
TICKET_LENGTH = 40
NOTE_LENGTH = 2000
ERROR_LENGTH = 4000


class Source(StrEnum):
    """Who, or what, opened a case."""

    MEMBER = "member"
    """A member, signed in."""
    VISITOR = "visitor"
    """Somebody of the organisation who was not signed in; a member accepted it."""
    VENDOR_LINK = "vendor_link"
    """The link in the vendor's software."""
    FAMILY = "family"
    """The family itself; the organisation matched it."""
    CSV = "csv"
    """A table of many families."""
    COMMAND = "command"
    """The command line."""
    EVENT = "event"
    """An event of the provider."""


class UnblockCase(Base):
    """One family does not receive an organisation's mails."""

    __tablename__ = "unblock_cases"
    __table_args__ = (Index("ix_unblock_cases_mailbox", "organisation_id", "mailbox_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    # How the organisation knows the family; private: it never enters the ledger, a dossier or a page that others see.
    label: Mapped[str] = mapped_column(String(LABEL_LENGTH))
    address: Mapped[str] = mapped_column(String(ADDRESS_LENGTH))
    last_mail_on: Mapped[date] = mapped_column(Date)
    locale: Mapped[str | None] = mapped_column(String(10))
    consent_track: Mapped[ConsentTrack] = mapped_column(stored_enum(ConsentTrack), default=ConsentTrack.NONE)
    provider_track: Mapped[ProviderTrack] = mapped_column(stored_enum(ProviderTrack), default=ProviderTrack.NONE)
    corrected_address: Mapped[str | None] = mapped_column(String(ADDRESS_LENGTH))
    opened_by: Mapped[str] = mapped_column(String(40))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # The address in the one way in which two writings of the same mailbox are equal.
    mailbox_key: Mapped[str] = mapped_column(String(ADDRESS_LENGTH))
    # The record of the ledger: what the provider is asked belongs to it, before the first invitation too.
    record_id: Mapped[str] = mapped_column(String(32))
    source: Mapped[Source] = mapped_column(stored_enum(Source), default=Source.MEMBER)
    # The number of the vendor's help desk.
    ticket: Mapped[str] = mapped_column(String(TICKET_LENGTH), default="")
    # What the organisation pasted; personal data, emptied some months after the end.
    error_text: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[BlockKind] = mapped_column(stored_enum(BlockKind), default=BlockKind.UNKNOWN)
    provider: Mapped[str] = mapped_column(String(40))
    order: Mapped[Order] = mapped_column(stored_enum(Order))
    # The latest day on which the block ends by itself; None when it has no end, or none is known.
    blocked_until_on: Mapped[date | None] = mapped_column(Date)
    # The person typed this address, or wrote from it.
    address_confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    assigned_to_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    ending: Mapped[Ending | None] = mapped_column(stored_enum(Ending))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    duplicate_of_id: Mapped[int | None] = mapped_column(ForeignKey("unblock_cases.id", ondelete="SET NULL"))
    # The case of the family's first address, for each further one: people see one case with several addresses, and each address has
    # its own tracks, codes, record and request to the provider.
    beside_id: Mapped[int | None] = mapped_column(ForeignKey("unblock_cases.id", ondelete="SET NULL"), index=True)
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    suppressed_again_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Counts changes: a form that was opened before somebody else's change is not taken.
    version: Mapped[int] = mapped_column(default=1)
    organisation: Mapped[Organisation] = relationship()
    assigned_to: Mapped[User | None] = relationship()
    changes: Mapped[list["CaseChange"]] = relationship(order_by="CaseChange.id", cascade="all, delete-orphan")
    notes: Mapped[list["CaseNote"]] = relationship(order_by="CaseNote.id", cascade="all, delete-orphan")

    @property
    def status(self) -> Status:
        """What people read."""
        return derive_status(self.consent_track, self.provider_track, self.ending)

    @property
    def next_action(self) -> NextAction:
        """What the organisation does next."""
        return next_action(self.consent_track, self.provider_track, self.ending)

    @property
    def is_closed(self) -> bool:
        """True when nobody has anything to do any more."""
        return self.status in CLOSED


class CaseChange(Base):
    """One step of a track, or of the case itself (track `case`), and who took it."""

    __tablename__ = "case_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("unblock_cases.id", ondelete="CASCADE"), index=True)
    track: Mapped[str] = mapped_column(String(20))
    before: Mapped[str] = mapped_column(String(20))
    after: Mapped[str] = mapped_column(String(20))
    actor: Mapped[str] = mapped_column(String(40))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class CaseNote(Base):
    """A remark of staff or of a member about a case; it never enters the ledger or a dossier."""

    __tablename__ = "case_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("unblock_cases.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    # A note of staff is for staff; a member's is for the organisation and staff.
    is_for_staff: Mapped[bool]
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    author: Mapped[User | None] = relationship()
