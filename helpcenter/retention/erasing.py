"""Erasing one record: the agreement ends, what left the house is listed, the payloads go, the chain stays whole.

None of these verbs commits, but the log of erasures is written first: better an entry too many than a record that comes back.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.batches.forgetting import forget_orphans
from helpcenter.consent import ledger
from helpcenter.consent.events import ConsentWithdrawn, InvitationsExpired
from helpcenter.consent.invitations import revoke
from helpcenter.consent.models import Evidence, EvidenceKind, Invitation, InvitationState
from helpcenter.consent.queries import find_answered
from helpcenter.retention.addresses import address_entries
from helpcenter.retention.custody import Custody
from helpcenter.retention.disclosures import list_disclosures
from helpcenter.retention.elsewhere import wipe_mails, wipe_record
from helpcenter.retention.erasure_log import Entry
from helpcenter.retention.models import TO_LENGTH, Erasure, ErasureNotice, Reason
from helpcenter.retention.wiping import empty_payloads, wipe_case, wipe_invitations
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.service import take_case
from helpcenter.unblock.workflow import ProviderTrack


def find_subject(session: Session, record_id: str) -> ledger.Subject | None:
    """What the ledger knows this record by."""
    row = session.execute(select(Evidence.case_id, Evidence.organisation_id).where(Evidence.record_id == record_id).limit(1)).first()
    return ledger.Subject(record_id, row.case_id, row.organisation_id) if row else None


def request_erasure(session: Session, custody: Custody, subject: ledger.Subject, reason: Reason, actor: str) -> Erasure:
    """End the agreement and erase the record; while its block must first be put back, it waits, and `erase_waiting` finishes it."""
    # The locks before anything is written, in the order in which an answering person takes them (docs/decisions/0024).
    case = take_case(session, subject.case_id)
    erasure = Erasure(
        record_id=subject.record_id,
        case_id=subject.case_id,
        organisation_id=subject.organisation_id,
        reason=reason,
        actor=actor,
        asked_at=custody.clock(),
    )
    session.add(erasure)
    _end_agreement(session, custody, subject)
    if not must_suppress_first(case):
        finish(session, custody, erasure, case)
    session.flush()
    return erasure


def must_suppress_first(case: UnblockCase | None) -> bool:
    """True while the provider must put the block back: nobody could ask for that without the address."""
    return case is not None and case.provider_track is ProviderTrack.TO_SUPPRESS_AGAIN and case.suppressed_again_at is None


def erase_waiting(session: Session, custody: Custody) -> int:
    """Finish the erasures that need to wait no longer; how many."""
    done = 0
    for erasure in session.scalars(select(Erasure).where(Erasure.erased_at.is_(None)).order_by(Erasure.id)).all():
        case = take_case(session, erasure.case_id)
        if not must_suppress_first(case):
            finish(session, custody, erasure, case)
            done += 1
    return done


def finish(session: Session, custody: Custody, erasure: Erasure, case: UnblockCase | None) -> None:
    """List what left the house, then forget."""
    now = custody.clock()
    # What a rule erases, the same rule erases again after a restore; only a person's wish must be remembered.
    if erasure.reason in {Reason.REQUEST, Reason.REPLAYED}:
        addresses = _addresses(session, erasure.record_id, case)
        record = Entry("record", erasure.record_id, ledger.iso_utc(now))
        custody.log.add([record, *address_entries(custody, erasure.organisation_id, addresses)])
        wipe_mails(session, erasure.organisation_id, addresses)
    # Before the payloads go, for they alone say who got a copy.
    erasure.notices += _prepare_notices(session, erasure)
    erasure.erased_at = now
    forget(session, erasure, now)
    forget_person(session, custody, erasure.record_id, case)


def _addresses(session: Session, record_id: str, case: UnblockCase | None) -> list[str]:
    """Every address by which the person is known here, while it still stands here."""
    invited = session.scalars(select(Invitation.address).where(Invitation.record_id == record_id)).all()
    own = [case.address, case.corrected_address or ""] if case is not None and case.record_id == record_id else []
    return [*invited, *own]


def forget_person(session: Session, custody: Custody, record_id: str, case: UnblockCase | None) -> None:
    """Take the person out of every room; without a case when that one goes on by another way."""
    wipe_record(session, custody.attachments, record_id, custody.clock())
    wipe_invitations(session, record_id)
    if case is not None and case.record_id == record_id:
        wipe_case(session, case)
    forget_orphans(session)


def forget(session: Session, erasure: Erasure, now: datetime) -> None:
    """Empty the payloads of a record, and write down that it was done."""
    # A replay of what is gone already adds no event to the chain.
    numbers = empty_payloads(session, erasure.record_id)
    if numbers:
        subject = ledger.Subject(erasure.record_id, erasure.case_id, erasure.organisation_id)
        payload = {
            "consent_record_id": erasure.record_id,
            "reason": erasure.reason.value,
            "erased_events": numbers,
            "event_time": ledger.iso_utc(now),
            "actor": erasure.actor,
        }
        ledger.append(session, EvidenceKind.ERASED, subject, payload, now)


def _prepare_notices(session: Session, erasure: Erasure) -> list[ErasureNotice]:
    # Whoever got the same thing several times is told once, about the last time.
    listed = list_disclosures(session, erasure.record_id, erasure.organisation_id)
    copies = {(each.what, each.recipient): each for each in listed}.values()
    return [
        ErasureNotice(what=each.what[:40], recipient=each.recipient[:TO_LENGTH], left_at=each.left_at)
        for each in copies
        if each.needs_notice
    ]


def _end_agreement(session: Session, custody: Custody, subject: ledger.Subject) -> None:
    """Nothing rests on a record that is to be erased: its open codes are taken back, its yes is withdrawn."""
    desk, now = custody.desk, custody.clock()
    query = select(Invitation).where(Invitation.record_id == subject.record_id, Invitation.state == InvitationState.OPEN)
    taken_back = [revoke(session, desk, each) for each in session.scalars(query).all()]
    answered = find_answered(session, subject.record_id)
    if answered is None:
        # So that the case does not wait for an answer that cannot come any more.
        if any(taken_back):
            desk.events.publish(session, InvitationsExpired(subject.case_id, subject.record_id, now))
        return
    if answered.state is not InvitationState.GIVEN:
        return
    # Not by the person's own verb: nobody has proved anything here, and the evidence says that it was the erasure.
    answered.state, answered.withdrawn_at = InvitationState.WITHDRAWN, now
    payload = {
        "consent_record_id": subject.record_id,
        "decision": "withdrawn",
        "event_time": ledger.iso_utc(now),
        "method": "erasure",
    }
    ledger.append(session, EvidenceKind.WITHDRAWN, subject, payload, now)
    desk.events.publish(session, ConsentWithdrawn(subject.case_id, subject.record_id, now))


def is_forgotten(session: Session, record_id: str) -> bool:
    """True when nothing personal is left of a record."""
    # The event that says so keeps its content: it holds numbers only.
    filled = select(Evidence.seq).where(Evidence.record_id == record_id, Evidence.kind != EvidenceKind.ERASED, Evidence.salt.is_not(None))
    named = select(Invitation.id).where(Invitation.record_id == record_id, Invitation.address != "")
    return session.scalar(filled.limit(1)) is None and session.scalar(named.limit(1)) is None
