"""Events as stored, and the counts by day that outlive them."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Boolean, Date, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from helpcenter.bounces.explanation import Cause
from helpcenter.db import Base, UtcDateTime
from helpcenter.db.types import stored_enum
from helpcenter.events.event import EventKind

# SQLite numbers rows by itself only when the key is INTEGER.
BIG = BigInteger().with_variant(Integer(), "sqlite")
KEY_LENGTH = 64
DETAIL_LENGTH = 300


class ProviderEvent(Base):
    """One event of a provider. Personal data: deleted after `keep_events_days`."""

    __tablename__ = "provider_events"
    __table_args__ = (
        Index("uq_provider_events_key", "provider", "key", unique=True),
        Index("ix_provider_events_organisation", "organisation_id", "id"),
        # Both of what is always asked together: SQLite, which has no statistics, would else walk all events of the organisation.
        Index("ix_provider_events_address", "address", "organisation_id", "id"),
        Index("ix_provider_events_happened_at", "happened_at"),
    )

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    provider: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(KEY_LENGTH))
    kind: Mapped[EventKind] = mapped_column(stored_enum(EventKind))
    happened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    address: Mapped[str] = mapped_column(String(254), default="")
    message_id: Mapped[str] = mapped_column(String(100), default="")
    cause: Mapped[Cause] = mapped_column(stored_enum(Cause), default=Cause.UNKNOWN)
    is_blocking: Mapped[bool] = mapped_column(Boolean, default=False)
    detail: Mapped[str] = mapped_column(String(DETAIL_LENGTH), default="")
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id", ondelete="SET NULL"))


class DayCount(Base):
    """How many events of a kind an organisation had on a day of the house's clock. No personal data: kept."""

    __tablename__ = "event_day_counts"

    # 0: mails of which nobody knows whose they were.
    organisation_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    kind: Mapped[EventKind] = mapped_column(stored_enum(EventKind), primary_key=True)
    count: Mapped[int] = mapped_column(BIG)


class WeekCount(Base):
    """The same by week, and of all organisations together: a picture of years reads one row a week. No personal data: kept."""

    __tablename__ = "event_week_counts"

    # 0: mails of which nobody knows whose they were; -1: all mails.
    organisation_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    monday: Mapped[date] = mapped_column(Date, primary_key=True)
    sent: Mapped[int] = mapped_column(BIG)
    delivered: Mapped[int] = mapped_column(BIG)
    temporary: Mapped[int] = mapped_column(BIG)
    permanent: Mapped[int] = mapped_column(BIG)
    blocked: Mapped[int] = mapped_column(BIG)
    complaint: Mapped[int] = mapped_column(BIG)


class EventArrival(Base):
    """How many new events of a kind a provider sent on a day of the house's clock, and when the last came. No personal data: kept."""

    __tablename__ = "event_arrivals"

    provider: Mapped[str] = mapped_column(String(20), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    kind: Mapped[EventKind] = mapped_column(stored_enum(EventKind), primary_key=True)
    # The provider's word for what is ignored; empty for all others.
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    count: Mapped[int] = mapped_column(BIG)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)
