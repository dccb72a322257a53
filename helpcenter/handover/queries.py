"""Reads: how an answer came, and the scans of signed papers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.consent.attachments import Attachment, AttachmentKind
from helpcenter.consent.models import ANSWER_KINDS, Evidence
from helpcenter.unblock.models import UnblockCase


@dataclass(frozen=True)
class AnswerWay:
    """How an answer came back, as the ledger has it."""

    method: str
    carrier: str
    match: str
    at: datetime

    @property
    def is_weak(self) -> bool:
        """True when nothing but the clerk's word shows it."""
        return self.method in {"phone", "counter"}


def find_answer_way(session: Session, case: UnblockCase) -> AnswerWay | None:
    """How the person of a case answered; None before the answer, and after its erasure."""
    # From the ledger, which is what is shown to a provider; the case only knows that there is an answer.
    query = select(Evidence).where(Evidence.case_id == case.id, Evidence.kind.in_(ANSWER_KINDS), Evidence.payload.is_not(None))
    answer = session.scalar(query.order_by(Evidence.seq.desc()).limit(1))
    if answer is None:
        return None
    payload = answer.payload
    return AnswerWay(payload["method"], payload["carrier"], payload["subject"]["typed_match"], datetime.fromisoformat(answer.at_utc))


def list_scans(session: Session, case: UnblockCase) -> Sequence[Attachment]:
    """The scans of a case that have not been erased."""
    query = select(Attachment).where(Attachment.case_id == case.id, Attachment.kind == AttachmentKind.SCAN, Attachment.erased_at.is_(None))
    return session.scalars(query.order_by(Attachment.id)).all()


def find_scan(session: Session, case: UnblockCase, number: int) -> Attachment | None:
    """One scan of this case; another case's does not exist for it."""
    # Looked for among the case's own, which the caller has checked: a number alone opens nothing.
    return next((scan for scan in list_scans(session, case) if scan.id == number), None)
