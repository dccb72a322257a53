"""The retention run: applies every rule; and the replay of erasures after a backup was restored. None commits."""

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.batches.forgetting import forget_orphans
from helpcenter.consent.attachments import UNDONE_AFTER, erase_attachments, find_leftovers, remove_after_commit
from helpcenter.consent.invitations import expire
from helpcenter.consent.ledger import Subject
from helpcenter.consent.models import ANSWERED, Evidence, Invitation
from helpcenter.retention import leaving
from helpcenter.retention.addresses import replay_addresses
from helpcenter.retention.custody import Custody
from helpcenter.retention.elsewhere import remove_proposal
from helpcenter.retention.erasing import erase_waiting, find_subject, finish, forget, forget_person, is_forgotten, request_erasure
from helpcenter.retention.erasure_log import ADDRESS, Entry
from helpcenter.retention.models import Erasure, LeftOrganisation, Reason
from helpcenter.retention.rules import Due, Rule, find_due
from helpcenter.retention.wiping import wipe_case, wipe_invitations, wipe_texts
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.service import end_case
from helpcenter.unblock.workflow import Ending, is_lifted_unanswered

RETENTION = "retention"


def run(session: Session, custody: Custody) -> dict[str, int]:
    """Apply every rule to what is due; how much, by rule."""
    done = Counter({rule.value: 0 for rule in Rule})
    # First: what expires tonight may close a case, and the rules below look at closed ones.
    expire(session, custody.desk)
    done["waiting"] = erase_waiting(session, custody)
    # After the erasures that waited: what they took is not due any more.
    for due in find_due(session, custody.settings, custody.clock()):
        APPLY[due.rule](session, custody, due.subject)
        done[due.rule.value] += 1
    session.flush()
    remove_after_commit(session, custody.attachments, find_leftovers(session, custody.attachments, custody.clock()))
    custody.attachments.remove_drafts(custody.clock() - UNDONE_AFTER)
    return dict(done)


def preview(session: Session, custody: Custody) -> list[Due]:
    """What a run would do now; nothing is changed."""
    return find_due(session, custody.settings, custody.clock())


def replay(session: Session, custody: Custody, entries: Iterable[Entry]) -> int:
    """Erase again what a restored backup brought back; how many."""
    entries = list(entries)
    # The addresses first: an organisation that leaves once more takes the rest along.
    addresses = replay_addresses(session, custody, [entry for entry in entries if entry.what == ADDRESS])
    # Most are not: a backup that is younger than an entry holds nothing of it.
    back = [entry for entry in entries if entry.what != ADDRESS and _is_back(session, entry)]
    for entry in back:
        if entry.what == "organisation":
            leaving.leave_again(session, custody, entry)
        elif subject := find_subject(session, entry.subject):
            request_erasure(session, custody, subject, Reason.REPLAYED, RETENTION)
    return len(back) + addresses


def drop_copies(session: Session, custody: Custody) -> None:
    """Remove the files that may name whoever was erased again: dossiers, and those of organisations that left. After the commit."""
    custody.drop_dossiers()
    for gone in leaving.list_left(session):
        custody.drop_files(gone.organisation_id, gone.slug)


def _is_back(session: Session, entry: Entry) -> bool:
    if entry.what == "organisation":
        return leaving.is_here(session, int(entry.subject))
    return not is_forgotten(session, entry.subject)


def _erase_unanswered(session: Session, custody: Custody, record_id: str) -> None:
    subject = find_subject(session, record_id)
    if subject is None:
        wipe_invitations(session, record_id)
        return
    erasure = _erasure(custody, subject, Reason.UNANSWERED)
    session.add(erasure)
    case = session.get(UnblockCase, subject.case_id)
    if case is not None and case.ending is None and is_lifted_unanswered(case.consent_track, case.provider_track):
        end_case(session, custody.desk, case, Ending.UNANSWERED, RETENTION)
    # A case that goes on by another way still needs its address.
    finish(session, custody, erasure, case if case is not None and case.is_closed else None)


def _pseudonymise(session: Session, custody: Custody, record_id: str) -> None:
    case_id = session.scalar(select(Invitation.case_id).where(Invitation.record_id == record_id).limit(1))
    forget_person(session, custody, record_id, session.get(UnblockCase, case_id))


def _erase_evidence(session: Session, custody: Custody, record_id: str) -> None:
    subject = find_subject(session, record_id)
    if subject:
        _forget(session, custody, subject, Reason.OVERDUE)


def _wipe_case_texts(session: Session, custody: Custody, case_id: str) -> None:
    case = session.get_one(UnblockCase, int(case_id))
    said = select(Invitation.id).where(Invitation.case_id == case.id, Invitation.state.in_(ANSWERED), Invitation.address != "")
    if session.scalar(said.limit(1)) is None:
        wipe_case(session, case)
    else:
        wipe_texts(session, case)
    erase_attachments(session, custody.attachments, case.record_id, custody.clock())
    forget_orphans(session)


def _remove_proposal(session: Session, custody: Custody, proposal_id: str) -> None:
    remove_proposal(session, int(proposal_id))


def _empty_left(session: Session, custody: Custody, organisation_id: str) -> None:
    number = int(organisation_id)
    records = select(Evidence.record_id).where(Evidence.organisation_id == number, Evidence.salt.is_not(None)).distinct()
    for record_id in session.scalars(records).all():
        subject = find_subject(session, record_id)
        if subject:
            _forget(session, custody, subject, Reason.LEFT)
    gone = session.scalars(select(LeftOrganisation).where(LeftOrganisation.organisation_id == number)).one()
    gone.emptied_at = custody.clock()


def _forget(session: Session, custody: Custody, subject: Subject, reason: Reason) -> None:
    erasure = _erasure(custody, subject, reason)
    erasure.erased_at = custody.clock()
    session.add(erasure)
    forget(session, erasure, custody.clock())


def _erasure(custody: Custody, subject: Subject, reason: Reason) -> Erasure:
    return Erasure(
        record_id=subject.record_id,
        case_id=subject.case_id,
        organisation_id=subject.organisation_id,
        reason=reason,
        actor=RETENTION,
        asked_at=custody.clock(),
    )


APPLY = {
    Rule.UNANSWERED: _erase_unanswered,
    Rule.ANSWERED: _pseudonymise,
    Rule.EVIDENCE: _erase_evidence,
    Rule.TEXTS: _wipe_case_texts,
    Rule.LEFT: _empty_left,
    Rule.PROPOSALS: _remove_proposal,
}
