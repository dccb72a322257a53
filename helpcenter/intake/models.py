"""What waits for an organisation's word, and which links of the vendor's software were used."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpcenter.db import Base, UtcDateTime
from helpcenter.db.types import stored_enum
from helpcenter.organisations.models import Organisation
from helpcenter.unblock.models import ADDRESS_LENGTH, LABEL_LENGTH, Source

REACH_LENGTH = 160
ONCE_LENGTH = 40


class Proposal(Base):
    """Somebody who was not signed in says that a family receives nothing. No case: a member of the organisation decides."""

    __tablename__ = "proposals"
    __table_args__ = (Index("ix_proposals_mailbox", "organisation_id", "mailbox_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))
    source: Mapped[Source] = mapped_column(stored_enum(Source))
    label: Mapped[str] = mapped_column(String(LABEL_LENGTH))
    address: Mapped[str] = mapped_column(String(ADDRESS_LENGTH))
    mailbox_key: Mapped[str] = mapped_column(String(ADDRESS_LENGTH))
    last_mail_on: Mapped[date | None] = mapped_column(Date)
    # How the family wants to be reached, in its own words; the organisation compares it with what it holds.
    reach: Mapped[str] = mapped_column(String(REACH_LENGTH), default="")
    error_text: Mapped[str] = mapped_column(Text, default="")
    ticket: Mapped[str] = mapped_column(String(40), default="")
    locale: Mapped[str | None] = mapped_column(String(10))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    organisation: Mapped[Organisation] = relationship()


class UsedLink(Base):
    """A link of the vendor's software that has opened a case: pressed twice, it shows that case."""

    __tablename__ = "used_links"

    once: Mapped[str] = mapped_column(String(ONCE_LENGTH), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"), primary_key=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("unblock_cases.id", ondelete="CASCADE"))
    used_at: Mapped[datetime] = mapped_column(UtcDateTime)
