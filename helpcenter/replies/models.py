"""Mails that came as answers, and how far the mailbox was read."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpcenter.consent.mail_answers import MailDecision
from helpcenter.consent.models import HASH_LENGTH, RECORD_LENGTH, Invitation
from helpcenter.db import Base, UtcDateTime
from helpcenter.db.types import stored_enum
from helpcenter.organisations.models import Organisation
from helpcenter.replies.judging import Reason, Verdict

ADDRESS_LENGTH = 254


class ReplySource(StrEnum):
    """How a mail came here."""

    UPLOAD = "upload"
    """Staff attached the file."""
    MAILBOX = "mailbox"
    """Fetched from the mailbox of confirmations."""
    COMMAND = "command"
    """Given on the command line."""


class ReplyState(StrEnum):
    """What became of a mail."""

    WAITING = "waiting"
    """Somebody has to read it."""
    RECORDED = "recorded"
    """What it says stands in the ledger."""
    BESIDE = "beside"
    """The person had answered already: kept beside that answer."""
    TOO_LATE = "too_late"
    """Its code could not be answered any more."""
    SET_ASIDE = "set_aside"
    """No answer, or none that proves anything."""


class MailReply(Base):
    """One mail: what it is worth, what it says, and which invitation it is about. Its bytes lie in the store of attachments."""

    __tablename__ = "mail_replies"

    id: Mapped[int] = mapped_column(primary_key=True)
    # The database itself refuses the same bytes twice: a mail may come by two ways at once.
    sha256: Mapped[str] = mapped_column(String(HASH_LENGTH), unique=True)
    # False for what a program wrote: it is no evidence, and nothing of it is kept.
    is_kept: Mapped[bool]
    source: Mapped[ReplySource] = mapped_column(stored_enum(ReplySource))
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitations.id", ondelete="CASCADE"), index=True)
    record_id: Mapped[str] = mapped_column(String(RECORD_LENGTH), index=True)
    case_id: Mapped[int] = mapped_column(index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"), index=True)
    sender: Mapped[str] = mapped_column(String(ADDRESS_LENGTH))
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    verdict: Mapped[Verdict] = mapped_column(stored_enum(Verdict))
    reason_words: Mapped[Any] = mapped_column("reasons", JSON)
    signed_by: Mapped[str] = mapped_column(String(ADDRESS_LENGTH), default="")
    state: Mapped[ReplyState] = mapped_column(stored_enum(ReplyState))
    decision: Mapped[MailDecision | None] = mapped_column(stored_enum(MailDecision))
    received_by: Mapped[str] = mapped_column(String(40))
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_by: Mapped[str | None] = mapped_column(String(40))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    invitation: Mapped[Invitation] = relationship()
    organisation: Mapped[Organisation] = relationship()

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What speaks against a proof."""
        return tuple(Reason(word) for word in self.reason_words)

    @property
    def is_proved(self) -> bool:
        """True when the mail proves who wrote it."""
        return self.verdict is Verdict.PROVED

    @property
    def may_say(self) -> frozenset[MailDecision]:
        """What somebody may read in it. A signed mail with the code from another mailbox names an address, and no more: the very mistake
        that blocks a mail is often the organisation's, and it calls the family before it changes anything."""
        if self.is_proved:
            return frozenset(MailDecision)
        return frozenset({MailDecision.MOVED}) if self.is_from_elsewhere else frozenset()

    @property
    def is_from_elsewhere(self) -> bool:
        """True when nothing is missing but that another address sent it."""
        return self.verdict is Verdict.UNPROVED and self.reasons == (Reason.OTHER_SENDER,)

    @property
    def may_be_judged_again(self) -> bool:
        """True when only the name system kept silent, or may have."""
        return self.verdict is Verdict.UNPROVED and Reason.NO_KEY_ANSWER in self.reasons


class MailboxPlace(Base):
    """How far one mailbox was read. Nothing in the mailbox itself is changed: neither flags nor folders."""

    __tablename__ = "mailbox_places"

    # Server, user and folder, hashed: no setting is copied into the database.
    mailbox: Mapped[str] = mapped_column(String(HASH_LENGTH), primary_key=True)
    uid_validity: Mapped[int] = mapped_column(BigInteger)
    last_uid: Mapped[int] = mapped_column(BigInteger)
    looked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    problem: Mapped[str] = mapped_column(String(200), default="")
    # Mails about nothing here: they stay in the mailbox, and nothing of them is kept.
    left_alone: Mapped[int] = mapped_column(default=0)
