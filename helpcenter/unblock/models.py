"""Unblock cases and the history of their steps."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpcenter.db import Base, UtcDateTime
from helpcenter.db.types import stored_enum
from helpcenter.organisations.models import Organisation
from helpcenter.unblock.workflow import ConsentTrack, NextAction, ProviderTrack, Status, derive_status, next_action

LABEL_LENGTH = 80
ADDRESS_LENGTH = 254


class UnblockCase(Base):
    """One family does not receive an organisation's mails."""

    __tablename__ = "unblock_cases"

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
    organisation: Mapped[Organisation] = relationship()
    changes: Mapped[list["CaseChange"]] = relationship(order_by="CaseChange.id", cascade="all, delete-orphan")

    @property
    def status(self) -> Status:
        """What people read."""
        return derive_status(self.consent_track, self.provider_track)

    @property
    def next_action(self) -> NextAction:
        """What the organisation does next."""
        return next_action(self.consent_track, self.provider_track)

    @property
    def is_closed(self) -> bool:
        """True when nobody has anything to do any more."""
        return self.status.value.startswith("closed")


class CaseChange(Base):
    """One step of one track, and who took it."""

    __tablename__ = "case_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("unblock_cases.id", ondelete="CASCADE"), index=True)
    track: Mapped[str] = mapped_column(String(20))
    before: Mapped[str] = mapped_column(String(20))
    after: Mapped[str] = mapped_column(String(20))
    actor: Mapped[str] = mapped_column(String(40))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
