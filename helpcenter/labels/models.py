"""What staff decided about labels from memory, and how often readers were stuck at a label. No reader is known here."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Date, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpcenter.accounts.models import User
from helpcenter.db import Base, UtcDateTime
from helpcenter.db.types import stored_enum

CLIENT_LENGTH = 40
KEY_LENGTH = 80
LOCALE_LENGTH = 10
TEXT_LENGTH = 120
NOTE_LENGTH = 500
STEP_LENGTH = 80


class FlagReason(StrEnum):
    """What was wrong for somebody who was stuck."""

    NOT_FOUND = "not-found"
    """The button that the step names is not there."""
    LOOKS_DIFFERENT = "looks-different"
    """The screen is another one than the drawing's."""
    NO_EFFECT = "no-effect"
    """The step does not do what is written."""
    OTHER = "other"
    """Something else."""


class LabelDecision(Base):
    """Staff let a label be published although nobody has seen it: exactly this wording, until they take it back."""

    __tablename__ = "label_decisions"
    __table_args__ = (
        # Whoever presses twice decides once.
        Index(
            "uq_label_decisions_in_force",
            "client",
            "key",
            "locale",
            "text",
            unique=True,
            sqlite_where=text("revoked_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client: Mapped[str] = mapped_column(String(CLIENT_LENGTH))
    key: Mapped[str] = mapped_column(String(KEY_LENGTH))
    locale: Mapped[str] = mapped_column(String(LOCALE_LENGTH))
    # The wording too: once it is another one, nobody has decided about it.
    text: Mapped[str] = mapped_column(String(TEXT_LENGTH))
    note: Mapped[str] = mapped_column(Text, default="")
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # Nobody when a command of the installation decided.
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])
    revoked_by: Mapped[User | None] = relationship(foreign_keys=[revoked_by_id])


class LabelFlag(Base):
    """How many people were stuck on one day at a step that quotes this label; an empty key for a step that quotes none."""

    # A row for each day, step and reason, to which every reader adds one: nothing is kept about any of them.
    __tablename__ = "label_flags"

    client: Mapped[str] = mapped_column(String(CLIENT_LENGTH), primary_key=True)
    key: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    locale: Mapped[str] = mapped_column(String(LOCALE_LENGTH), primary_key=True)
    tutorial: Mapped[str] = mapped_column(String(STEP_LENGTH), primary_key=True)
    step: Mapped[str] = mapped_column(String(STEP_LENGTH), primary_key=True)
    reason: Mapped[FlagReason] = mapped_column(stored_enum(FlagReason), primary_key=True)
    reported_on: Mapped[date] = mapped_column(Date, primary_key=True)
    number: Mapped[int]
    # When staff looked at the label, or said that there is nothing to it.
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
