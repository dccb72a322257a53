"""What this room holds about the person of a code, for that person: nothing about the family, other people or who reads along."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.consent.addresses import mask_address
from helpcenter.consent.attachments import Attachment
from helpcenter.consent.models import ArchivedNotice, Carrier, Evidence, EvidenceKind, Invitation
from helpcenter.consent.queries import CodeState, state_of


@dataclass(frozen=True)
class HeldCode:
    """One code of the record."""

    carrier: Carrier
    state: CodeState
    made_at: datetime
    expires_at: datetime


@dataclass(frozen=True)
class HeldEvent:
    """One line of the ledger about this record; `is_erased` when only its seal is left."""

    kind: EvidenceKind
    at: datetime
    is_erased: bool


@dataclass(frozen=True)
class Held:
    """Everything about one record."""

    masked_address: str
    locale: str | None
    codes: tuple[HeldCode, ...]
    events: tuple[HeldEvent, ...]
    notice: ArchivedNotice | None
    corrected_to: str
    files: int

    @property
    def is_answered(self) -> bool:
        """True when there is an answer, and so a text that was read."""
        return self.notice is not None


def find_held(session: Session, invitation: Invitation, now: datetime) -> Held:
    """What is held about the record of this invitation."""
    events = _events(session, invitation.record_id)
    # A withdrawal names no notice: what was read stands in the answer before it.
    answers = [event.payload for event in events if event.payload and "notice" in event.payload]
    answer = answers[-1] if answers else {}
    return Held(
        masked_address=mask_address(invitation.address),
        locale=invitation.locale,
        codes=tuple(_code(each, now) for each in _codes(session, invitation.record_id)),
        events=tuple(HeldEvent(event.kind, datetime.fromisoformat(event.at_utc), event.payload is None) for event in events),
        notice=session.get(ArchivedNotice, answer["notice"]["sha256"]) if answer else None,
        corrected_to=answer.get("corrected_to", {}).get("masked", ""),
        files=len(_files(session, invitation.record_id)),
    )


def _code(invitation: Invitation, now: datetime) -> HeldCode:
    return HeldCode(invitation.carrier, state_of(invitation, now), invitation.created_at, invitation.expires_at)


def _codes(session: Session, record_id: str) -> Sequence[Invitation]:
    return session.scalars(select(Invitation).where(Invitation.record_id == record_id).order_by(Invitation.id)).all()


def _events(session: Session, record_id: str) -> Sequence[Evidence]:
    return session.scalars(select(Evidence).where(Evidence.record_id == record_id).order_by(Evidence.seq)).all()


def _files(session: Session, record_id: str) -> Sequence[Attachment]:
    query = select(Attachment).where(Attachment.record_id == record_id, Attachment.erased_at.is_(None))
    return session.scalars(query).all()
