"""Timers that wait for their moment."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from helpcenter.db import Base, UtcDateTime

NAME_LENGTH = 40
SUBJECT_LENGTH = 80


class Timer(Base):
    """Something to be done at a moment; the row goes in the transaction in which it is done."""

    __tablename__ = "timers"
    __table_args__ = (UniqueConstraint("name", "subject"), Index("ix_timers_next_at", "next_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    # What the timer is about: a number or a short key, never an address or a name.
    subject: Mapped[str] = mapped_column(String(SUBJECT_LENGTH))
    values: Mapped[dict[str, Any]] = mapped_column(JSON)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # Later than due_at once it has failed.
    next_at: Mapped[datetime] = mapped_column(UtcDateTime)
    failures: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(String(80), default="")
