"""Invitations, the evidence of what was answered, and the texts that were read."""

import json
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Integer, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from helpcenter.consent.addresses import ADDRESS_LENGTH
from helpcenter.consent.verifier import canonical_json
from helpcenter.db import Base, UtcDateTime
from helpcenter.db.types import stored_enum

HASH_LENGTH = 64
RECORD_LENGTH = 32
DIGITS_LENGTH = 80


class Carrier(StrEnum):
    """How a code reaches the person; never the mail that is blocked."""

    MAILBOX = "mailbox"
    """The organisation writes from its own mailbox."""
    SMS = "sms"
    """A text message, one segment long."""
    LETTER = "letter"
    """A letter, or a slip to hand over."""
    COUNTER = "counter"
    """A QR code on the screen of the counter."""
    MESSENGER = "messenger"
    """A message in a messenger."""
    PHONE = "phone"
    """Read aloud on the telephone."""


class InvitationState(StrEnum):
    """What became of one code."""

    OPEN = "open"
    """Nobody has answered."""
    GIVEN = "given"
    """The person agreed."""
    REFUSED = "refused"
    """The person does not want the mails."""
    WRONG_PERSON = "wrong_person"
    """Whoever reads this mailbox does not know the organisation."""
    NEEDS_CORRECTION = "needs_correction"
    """The person named another address; the organisation checks it."""
    WITHDRAWN = "withdrawn"
    """The person agreed, and later no longer."""
    EXPIRED = "expired"
    """Nobody answered in time."""
    REVOKED = "revoked"
    """The organisation took the code back."""
    CLOSED = "closed"
    """Another code of the same record was answered; this one shows its receipt."""


ANSWERED = frozenset(
    {
        InvitationState.GIVEN,
        InvitationState.REFUSED,
        InvitationState.WRONG_PERSON,
        InvitationState.NEEDS_CORRECTION,
        InvitationState.WITHDRAWN,
    }
)


class EvidenceKind(StrEnum):
    """What an event of the ledger says."""

    INVITED = "invited"
    """A code was made."""
    GIVEN = "given"
    """The person agreed."""
    REFUSED = "refused"
    """The person refused."""
    WRONG_PERSON = "wrong_person"
    """The person does not know the organisation."""
    ADDRESS_CORRECTED = "address_corrected"
    """The person named another address."""
    WITHDRAWN = "withdrawn"
    """The person took the agreement back."""
    EXPIRED = "expired"
    """A code went unanswered until its end."""
    REVOKED = "revoked"
    """A code was taken back."""
    PROVIDER_ASKED = "provider_asked"
    """The mail provider was asked to lift the block."""
    PROVIDER_DONE = "provider_done"
    """The mail provider lifted it."""
    PROVIDER_DECLINED = "provider_declined"
    """The mail provider would not."""
    ERASED = "erased"
    """Payloads were erased."""
    HEAD_EXPORTED = "head_exported"
    """The head of the chain left the house."""


# Each ends what a record asks, once.
ANSWER_KINDS = frozenset({EvidenceKind.GIVEN, EvidenceKind.REFUSED, EvidenceKind.WRONG_PERSON, EvidenceKind.ADDRESS_CORRECTED})


class CanonicalJson(TypeDecorator[Any]):
    """JSON written in the one way that its seal was made over; NULL stays NULL."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Write it."""
        return None if value is None else canonical_json(value).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Read it."""
        return None if value is None else json.loads(value)


class Invitation(Base):
    """One code, sent to one person by one carrier. The case is known by its number only: cases live in a higher room."""

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(HASH_LENGTH), unique=True)
    # One record is one organisation, one case and one address; all its codes share the answer.
    record_id: Mapped[str] = mapped_column(String(RECORD_LENGTH), index=True)
    case_id: Mapped[int] = mapped_column(index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    address: Mapped[str] = mapped_column(String(ADDRESS_LENGTH))
    # Set when a program could guess the part before the @ (contact@…): then the whole address is the proof.
    needs_whole_address: Mapped[bool]
    # Only on paper and at the counter: a keyed hash of the four digits beside the square, and how many wrong ones are still borne.
    digits_hash: Mapped[str | None] = mapped_column(String(DIGITS_LENGTH))
    digits_left: Mapped[int] = mapped_column(default=0)
    # The notice that a form to sign was printed with, known by its hash.
    printed_notice: Mapped[str | None] = mapped_column(String(HASH_LENGTH))
    locale: Mapped[str | None] = mapped_column(String(10))
    carrier: Mapped[Carrier] = mapped_column(stored_enum(Carrier))
    asked_by: Mapped[str] = mapped_column(String(40))
    state: Mapped[InvitationState] = mapped_column(stored_enum(InvitationState), default=InvitationState.OPEN)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    failed_posts: Mapped[int] = mapped_column(default=0)
    paused_until_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    receipt_number: Mapped[str | None] = mapped_column(String(20))
    answer_seq: Mapped[int | None] = mapped_column(BigInteger)


class Evidence(Base):
    """One event of the ledger. The database refuses to change or delete it; only payload and salt may be erased."""

    __tablename__ = "evidence"
    __table_args__ = (CheckConstraint("(payload IS NULL) = (salt IS NULL)", name="erased_together"),)

    # Given by the ledger: a sequence of the database leaves a gap behind what was undone, and a gap reads as a missing event.
    seq: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False)
    record_id: Mapped[str] = mapped_column(String(RECORD_LENGTH), index=True)
    schema: Mapped[str] = mapped_column(String(40))
    kind: Mapped[EvidenceKind] = mapped_column(stored_enum(EvidenceKind))
    # No foreign keys: evidence outlives cases and organisations, under their numbers (docs/decisions/0027).
    case_id: Mapped[int] = mapped_column(index=True)
    organisation_id: Mapped[int]
    # A text, for the seal is made over these very characters.
    at_utc: Mapped[str] = mapped_column(String(32))
    payload: Mapped[Any] = mapped_column(CanonicalJson, nullable=True)
    salt: Mapped[str | None] = mapped_column(String(64))
    leaf: Mapped[str] = mapped_column(String(HASH_LENGTH))
    # Unique: two events cannot continue the same one, even if a writer forgot the lock.
    prev: Mapped[str] = mapped_column(String(HASH_LENGTH), unique=True)
    hash: Mapped[str] = mapped_column(String(HASH_LENGTH), unique=True)


class ArchivedNotice(Base):
    """The exact text of a notice that somebody answered, kept once under its hash."""

    __tablename__ = "archived_notices"

    sha256: Mapped[str] = mapped_column(String(HASH_LENGTH), primary_key=True)
    text_id: Mapped[str] = mapped_column(String(40))
    version: Mapped[str] = mapped_column(String(20))
    locale: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(Text)
    archived_at: Mapped[datetime] = mapped_column(UtcDateTime)
