"""The outbox: every mail that is to leave, until it has left."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from helpcenter.db import Base, UtcDateTime
from helpcenter.db.types import stored_enum

KEY_LENGTH = 120


class MailState(StrEnum):
    """The fate of a mail."""

    WAITING = "waiting"
    """Will be handed to the mail server, now or later."""
    SENT = "sent"
    """The mail server took it; its words are gone from here."""
    FAILED = "failed"
    """Refused for good, or put off for days: staff decide."""
    DROPPED = "dropped"
    """Staff decided that it shall not leave any more; its words are gone from here."""


class OutboxMail(Base):
    """One mail: written in the transaction that wants it, sent by the queue process."""

    __tablename__ = "outbox_mails"
    __table_args__ = (Index("ix_outbox_mails_state_next_at", "state", "next_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    # What the mail is about, when it must not be sent twice: no address, no name.
    key: Mapped[str | None] = mapped_column(String(KEY_LENGTH), unique=True)
    name: Mapped[str] = mapped_column(String(60))
    state: Mapped[MailState] = mapped_column(stored_enum(MailState), default=MailState.WAITING)
    # Empty, as the message is, once nobody needs it.
    address: Mapped[str] = mapped_column(String(254))
    message: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    next_at: Mapped[datetime] = mapped_column(UtcDateTime)
    tries: Mapped[int] = mapped_column(default=0)
    # A process that is handing it over has it until then; a process that died has it no longer.
    claimed_until_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Why it did not leave: never the server's words, which repeat the address.
    cause: Mapped[str] = mapped_column(String(80), default="")
    code: Mapped[int | None] = mapped_column()
    status: Mapped[str] = mapped_column(String(20), default="")
