"""What left the house about a record: to whom, and when. Read from the ledger before a record is erased, for then it is gone."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from helpcenter.consent.models import ANSWER_KINDS, Evidence, EvidenceKind

DOSSIER, RECEIPT, EXPORT = "dossier", "receipt", "evidence_export"
PERSON = "person"


@dataclass(frozen=True)
class Disclosure:
    """One copy outside the house."""

    what: str
    recipient: str
    left_at: datetime

    @property
    def needs_notice(self) -> bool:
        """The person's own receipt is theirs to keep."""
        return self.recipient != PERSON


def list_disclosures(session: Session, record_id: str, organisation_id: int) -> list[Disclosure]:
    """Every copy that is known of, the oldest first; the same copy is named once."""
    first = session.scalar(select(Evidence.seq).where(Evidence.record_id == record_id).order_by(Evidence.seq).limit(1))
    if first is None:
        return []
    whole = Evidence.kind == EvidenceKind.HEAD_EXPORTED
    # An export from before its first event cannot hold the record.
    query = select(Evidence).where(Evidence.seq >= first, or_(Evidence.record_id == record_id, whole)).order_by(Evidence.seq)
    found = (_read(event, record_id, organisation_id) for event in session.scalars(query))
    return list(dict.fromkeys(each for each in found if each))


def _read(event: Evidence, record_id: str, organisation_id: int) -> Disclosure | None:
    payload = event.payload or {}
    at = datetime.fromisoformat(event.at_utc)
    if event.kind is EvidenceKind.PROVIDER_ASKED:
        return Disclosure(DOSSIER, str(payload.get("recipient", {}).get("mail_provider", "")), at)
    if event.kind in ANSWER_KINDS:
        return Disclosure(RECEIPT, PERSON, at)
    if event.kind is EvidenceKind.HEAD_EXPORTED and _holds(payload, event, record_id, organisation_id):
        # A dossier names the provider; every other export says what it is and for whom.
        provider = payload.get("recipient", {}).get("mail_provider", "")
        return Disclosure(str(payload.get("what", DOSSIER)), str(payload.get("to", provider)), at)
    return None


def _holds(payload: dict[str, object], event: Evidence, record_id: str, organisation_id: int) -> bool:
    """True when this export held the record: it names its records, or one organisation, or holds all."""
    named = payload.get("records")
    if isinstance(named, list):
        return record_id in named
    return event.organisation_id in {0, organisation_id} and payload.get("what", "") in {EXPORT, "organisation_export"}
