"""The dossier of a batch, as values: for each address the block, the person's agreement, and how to check both.

It holds what a provider's support needs, and no more: no label of a family, no note, no name of a person.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.batches.models import Batch, Dossier, ProviderRequest
from helpcenter.consent import ledger
from helpcenter.consent.desk import Desk
from helpcenter.consent.ledger import Head, Subject
from helpcenter.consent.models import ArchivedNotice, Evidence, EvidenceKind
from helpcenter.providers.policy import BlockKind, EvidenceNeed, ProviderPolicy
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.workflow import ConsentTrack

SCHEMA = "helpcenter.dossier/1"
# The chain belongs to nobody in particular: an event about its head names no case and no organisation.
NOBODY = 0


@dataclass(frozen=True)
class Agreement:
    """What the ledger says of one person's yes; `is_erased` when only its seal is left."""

    given_at: str
    seq: int
    hash: str
    method: str = ""
    carrier: str = ""
    typed_match: str = ""
    receipt: str = ""
    notice_id: str = ""
    notice_version: str = ""
    notice_locale: str = ""
    notice_sha256: str = ""

    @property
    def is_erased(self) -> bool:
        """True when the content was erased."""
        return not self.receipt


@dataclass(frozen=True)
class Entry:
    """One organisation's case of one address."""

    number: int
    address: str
    organisation: str
    kind: BlockKind
    last_mail_on: date
    blocked_until_on: date | None
    agreement: Agreement | None


@dataclass(frozen=True)
class DossierContent:
    """Everything that a dossier shows, as the chain stood at its head."""

    batch: int
    provider: str
    made_at: datetime
    sender: str
    head: Head
    entries: tuple[Entry, ...]
    evidence: tuple[dict[str, Any], ...]
    notices: tuple[ArchivedNotice, ...]

    @property
    def asked_about(self) -> list[str]:
        """The addresses, each once, in the order of their numbers."""
        return list({entry.number: entry.address for entry in self.entries}.values())

    @property
    def agreements(self) -> int:
        """How many of its lines have an agreement."""
        return sum(entry.agreement is not None for entry in self.entries)


def make_dossier(session: Session, desk: Desk, batch: Batch, actor: str) -> Dossier:
    """Note in the ledger that the head leaves the house with this batch, and for which records."""
    ledger.lock(session)
    now = desk.clock()
    payload = {
        "batch": batch.id,
        "what": "dossier",
        "to": batch.provider,
        "head": str(ledger.head(session)),
        # An erasure reads here who holds a copy of the record (retention/disclosures.py).
        "records": sorted({case.record_id for request in batch.requests for case in request.cases}),
        "event_time": ledger.iso_utc(now),
        "actor": actor,
    }
    event = ledger.append(session, EvidenceKind.HEAD_EXPORTED, Subject(batch.record_id, NOBODY, NOBODY), payload, now)
    # The head with this very event in it: so the chain itself says that it left, and for whom.
    dossier = Dossier(made_at=now, made_by=actor, head_seq=event.seq, head_hash=event.hash)
    batch.dossiers.append(dossier)
    session.flush()
    return dossier


def read_dossier(session: Session, dossier: Dossier, policy: ProviderPolicy, sender: str) -> DossierContent:
    """The content of a dossier: what came into the ledger later is not in it, whenever it is read."""
    rows: list[Evidence] = []
    entries = [
        _entry(session, number, request, case, dossier.head_seq, rows)
        for number, request in enumerate(dossier.batch.requests, start=1)
        for case in request.cases
    ]
    hashes = {entry.agreement.notice_sha256 for entry in entries if entry.agreement}
    notices = session.scalars(select(ArchivedNotice).where(ArchivedNotice.sha256.in_(hashes)).order_by(ArchivedNotice.sha256)).all()
    return DossierContent(
        batch=dossier.batch_id,
        provider=policy.name,
        made_at=dossier.made_at,
        sender=sender,
        head=Head(dossier.head_seq, dossier.head_hash),
        entries=tuple(entries),
        evidence=tuple(_as_line(row) for row in sorted(rows, key=lambda row: row.seq)),
        notices=tuple(notices),
    )


def needs_dossier(batch: Batch, policy: ProviderPolicy) -> bool:
    """True when the provider wants the proof of an agreement for one of these blocks."""
    return any(policy.rule(request.kind).evidence is EvidenceNeed.DOSSIER for request in batch.requests)


def _entry(session: Session, number: int, request: ProviderRequest, case: UnblockCase, head_seq: int, rows: list[Evidence]) -> Entry:
    given = _find_given(session, case, head_seq)
    if given is not None:
        # The sealed event travels along: the table below only repeats what it says.
        rows.append(given)
    return Entry(
        number=number,
        address=request.address,
        organisation=case.organisation.name,
        kind=case.kind,
        last_mail_on=case.last_mail_on,
        blocked_until_on=case.blocked_until_on,
        agreement=_agreement(given) if given is not None else None,
    )


def _find_given(session: Session, case: UnblockCase, head_seq: int) -> Evidence | None:
    """The yes of a person who has not taken it back."""
    # Taken back since: no dossier shows it any more, whenever that one was made.
    if case.consent_track is not ConsentTrack.GIVEN:
        return None
    query = select(Evidence).where(Evidence.case_id == case.id, Evidence.kind == EvidenceKind.GIVEN, Evidence.seq <= head_seq)
    return session.scalar(query.order_by(Evidence.seq.desc()).limit(1))


def _agreement(row: Evidence) -> Agreement:
    said = row.payload or {}
    notice = said.get("notice") or {}
    return Agreement(
        given_at=row.at_utc,
        seq=row.seq,
        hash=row.hash,
        method=said.get("method") or "",
        carrier=said.get("carrier") or "",
        typed_match=(said.get("subject") or {}).get("typed_match") or "",
        receipt=said.get("receipt_number") or "",
        notice_id=notice.get("text_id") or "",
        notice_version=notice.get("version") or "",
        notice_locale=notice.get("locale") or "",
        notice_sha256=notice.get("sha256") or "",
    )


def _as_line(row: Evidence) -> dict[str, Any]:
    columns = (column.name for column in Evidence.__table__.columns)
    return {name: str(row.kind) if name == "kind" else getattr(row, name) for name in columns}
