"""What was found about sender addresses, the last time somebody asked."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from helpcenter.db import Base, UtcDateTime
from helpcenter.organisations.models import ADDRESS_LENGTH


class SenderCheck(Base):
    """The last check of one address; what a domain publishes is public, so organisations with the same address share it."""

    __tablename__ = "sender_checks"

    address: Mapped[str] = mapped_column(String(ADDRESS_LENGTH), primary_key=True)
    requested_at: Mapped[datetime] = mapped_column(UtcDateTime)
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # SenderSafety.to_json; empty until the first check has ended.
    found: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
