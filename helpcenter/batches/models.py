"""Batches, the requests in them, and the dossiers that left the house."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from helpcenter.db import Base, UtcDateTime
from helpcenter.db.types import stored_enum
from helpcenter.providers.policy import BlockKind
from helpcenter.unblock.models import ADDRESS_LENGTH, UnblockCase

NOTE_LENGTH = 200
DETAIL_LENGTH = 80
RECORD_LENGTH = 32
HASH_LENGTH = 64


class RequestState(StrEnum):
    """Where one request stands."""

    WAITING = "waiting"
    """In a batch that has not left the house."""
    ASKED = "asked"
    """The provider was asked."""
    DONE = "done"
    """The provider lifted the block."""
    DECLINED = "declined"
    """The provider keeps the block."""
    NO_ANSWER = "no_answer"
    """The provider did not answer; it may still do so."""


class CallState(StrEnum):
    """Where the call by a program stands; claimed in the database before it is made, so that no address is called twice."""

    NONE = "none"
    """Not called."""
    CLAIMED = "claimed"
    """Somebody is calling; when that is long ago, nobody knows how it went."""
    LATER = "later"
    """Nothing was done; it is called after `call_after_at`."""
    UNCERTAIN = "uncertain"
    """The call left the house without a clear answer: staff look."""
    REFUSED = "refused"
    """The provider does not take this request from a program: staff ask its support."""
    ANSWERED = "answered"
    """The program's answer was recorded."""


class Batch(Base):
    """Requests that leave the house together. The provider is named by its policy."""

    __tablename__ = "batches"

    id: Mapped[int] = mapped_column(primary_key=True)
    # Under this the ledger notes that a dossier of the batch left the house.
    record_id: Mapped[str] = mapped_column(String(RECORD_LENGTH))
    provider: Mapped[str] = mapped_column(String(40))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[str] = mapped_column(String(40))
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    asked_by: Mapped[str] = mapped_column(String(40), default="")
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    requests: Mapped[list["ProviderRequest"]] = relationship(
        order_by="ProviderRequest.id", cascade="all, delete-orphan", back_populates="batch"
    )
    dossiers: Mapped[list["Dossier"]] = relationship(order_by="Dossier.id", cascade="all, delete-orphan", back_populates="batch")

    @property
    def open_requests(self) -> list["ProviderRequest"]:
        """The requests that the provider has not answered."""
        return [request for request in self.requests if request.state is RequestState.ASKED]


class ProviderRequest(Base):
    """One mailbox at one provider: the same request serves the cases of every organisation."""

    __tablename__ = "provider_requests"

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("batches.id", ondelete="CASCADE"), index=True)
    address: Mapped[str] = mapped_column(String(ADDRESS_LENGTH))
    # The address as its provider compares it: two ways of writing one mailbox are one request.
    mailbox_key: Mapped[str] = mapped_column(String(ADDRESS_LENGTH), index=True)
    # Provider and mailbox while nobody has answered, else NULL: the database refuses a second request meanwhile.
    open_key: Mapped[str | None] = mapped_column(String(300), unique=True)
    kind: Mapped[BlockKind] = mapped_column(stored_enum(BlockKind))
    state: Mapped[RequestState] = mapped_column(stored_enum(RequestState), default=RequestState.WAITING)
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    note: Mapped[str] = mapped_column(String(NOTE_LENGTH), default="")
    call: Mapped[CallState] = mapped_column(stored_enum(CallState), default=CallState.NONE)
    claimed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    call_after_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    call_detail: Mapped[str] = mapped_column(String(DETAIL_LENGTH), default="")
    batch: Mapped[Batch] = relationship(back_populates="requests")
    cases: Mapped[list[UnblockCase]] = relationship(secondary="requested_cases", order_by=UnblockCase.id)


class RequestedCase(Base):
    """Which cases a request speaks for."""

    __tablename__ = "requested_cases"

    request_id: Mapped[int] = mapped_column(ForeignKey("provider_requests.id", ondelete="CASCADE"), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("unblock_cases.id", ondelete="CASCADE"), primary_key=True, index=True)


class Dossier(Base):
    """A dossier that left the house: the chain ended with this head when it was made, and shows the same ever after."""

    __tablename__ = "dossiers"

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("batches.id", ondelete="CASCADE"), index=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[str] = mapped_column(String(40))
    head_seq: Mapped[int] = mapped_column(BigInteger)
    head_hash: Mapped[str] = mapped_column(String(HASH_LENGTH))
    batch: Mapped[Batch] = relationship(back_populates="dossiers")
