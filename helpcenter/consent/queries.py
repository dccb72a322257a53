"""Reads about invitations and what became of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.config import Settings
from helpcenter.consent.addresses import domain_of, mask_address
from helpcenter.consent.codes import hash_code
from helpcenter.consent.ledger import Head, head
from helpcenter.consent.models import ANSWERED, Evidence, EvidenceKind, Invitation, InvitationState
from helpcenter.organisations.models import Organisation
from helpcenter.organisations.queries import public_sender


class CodeState(StrEnum):
    """The state of a code as `helpcenter consent show` names it: the stored one, read at this moment."""

    OPEN = "open"
    """Can be answered now."""
    PAUSED = "paused"
    """Too many wrong attempts; can be answered again after a quarter of an hour."""
    GIVEN = "given"
    """Agreed."""
    REFUSED = "refused"
    """Refused."""
    WRONG_PERSON = "wrong_person"
    """Not this person."""
    NEEDS_CORRECTION = "needs_correction"
    """Another address was named."""
    WITHDRAWN = "withdrawn"
    """Agreed, then taken back."""
    EXPIRED = "expired"
    """Not answered in time."""
    REVOKED = "revoked"
    """Taken back by the organisation."""
    CLOSED = "closed"
    """Another code of the record was answered."""


GONE = frozenset({CodeState.EXPIRED, CodeState.REVOKED})


@dataclass(frozen=True)
class Receipt:
    """What a person may see and photograph after the answer; nothing in it tells who else reads the mailbox."""

    number: str
    state: InvitationState
    answered_at: datetime
    withdrawn_at: datetime | None
    masked_address: str
    domain: str
    head: Head
    provider_asked_at: datetime | None
    provider_done_at: datetime | None


def find_invitation(session: Session, code: str) -> Invitation | None:
    """The invitation of a clean code."""
    return session.scalar(select(Invitation).where(Invitation.code_hash == hash_code(code)))


def state_of(invitation: Invitation, now: datetime) -> CodeState:
    """What this code is at this moment."""
    if invitation.state is not InvitationState.OPEN:
        return CodeState(invitation.state.value)
    # Before the pause: a code that is over does not come back after a quarter of an hour.
    if invitation.expires_at <= now:
        return CodeState.EXPIRED
    return CodeState.PAUSED if is_paused(invitation, now) else CodeState.OPEN


def is_paused(invitation: Invitation, now: datetime) -> bool:
    """True while this code rests after too many wrong attempts."""
    return invitation.paused_until_at is not None and invitation.paused_until_at > now


def find_answered(session: Session, record_id: str) -> Invitation | None:
    """The invitation of a record through which the person answered."""
    query = select(Invitation).where(Invitation.record_id == record_id, Invitation.state.in_(ANSWERED))
    return session.scalar(query)


def invitations_of_case(session: Session, case_id: int) -> Sequence[Invitation]:
    """All invitations of a case, the oldest first."""
    return session.scalars(select(Invitation).where(Invitation.case_id == case_id).order_by(Invitation.id)).all()


def sender_of(session: Session, organisation: Organisation, settings: Settings) -> str:
    """The address that an organisation's mails come from; the vendor's while its own one waits for staff."""
    sender = public_sender(session, organisation, settings.sender_address)
    return sender.address if sender else settings.sender_address


def find_receipt(session: Session, record_id: str) -> Receipt | None:
    """The receipt of a record, the same whichever of its codes asks for it."""
    answered = find_answered(session, record_id)
    if answered is None or answered.answered_at is None:
        return None
    moments = _provider_moments(session, answered.case_id)
    return Receipt(
        number=answered.receipt_number or "",
        state=answered.state,
        answered_at=answered.answered_at,
        withdrawn_at=answered.withdrawn_at,
        masked_address=mask_address(answered.address),
        domain=domain_of(answered.address),
        head=_head_at(session, answered.answer_seq),
        provider_asked_at=moments.get(EvidenceKind.PROVIDER_ASKED),
        provider_done_at=moments.get(EvidenceKind.PROVIDER_DONE),
    )


def _head_at(session: Session, seq: int | None) -> Head:
    """The chain as it ended with the answer: every later look shows the same."""
    answer = session.get(Evidence, seq) if seq else None
    return Head(answer.seq, answer.hash) if answer else head(session)


def _provider_moments(session: Session, case_id: int) -> dict[EvidenceKind, datetime]:
    kinds = (EvidenceKind.PROVIDER_ASKED, EvidenceKind.PROVIDER_DONE)
    query = select(Evidence.kind, Evidence.at_utc).where(Evidence.case_id == case_id, Evidence.kind.in_(kinds))
    moments: dict[EvidenceKind, datetime] = {}
    for row in session.execute(query.order_by(Evidence.seq)):
        # Asked anew: the address is blocked again, and what was lifted before must not tell the family otherwise.
        if row.kind is EvidenceKind.PROVIDER_ASKED:
            moments.pop(EvidenceKind.PROVIDER_DONE, None)
        moments[row.kind] = datetime.fromisoformat(row.at_utc)
    return moments


def agreement_methods(session: Session, record_ids: Iterable[str]) -> dict[str, str]:
    """Record → how the agreement came back (web_form, phone …), by the ledger; without those that were erased."""
    query = select(Evidence.record_id, Evidence.payload).where(
        Evidence.record_id.in_(tuple(record_ids)), Evidence.kind == EvidenceKind.GIVEN
    )
    found = session.execute(query.where(Evidence.payload.is_not(None)).order_by(Evidence.seq))
    return {record: payload["method"] for record, payload in found}
