"""What is kept how long: one function per rule finds what is due. Defaults: see the settings that begin with keep_."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from helpcenter.config import Settings
from helpcenter.consent.ledger import iso_utc
from helpcenter.consent.models import ANSWERED, Evidence, EvidenceKind, Invitation, InvitationState
from helpcenter.i18n.formats import HOUSE_ZONE, house_day
from helpcenter.retention.elsewhere import cases_with_files, list_proposals
from helpcenter.retention.models import LeftOrganisation
from helpcenter.retention.wiping import NO_LABEL
from helpcenter.unblock.models import CaseChange, CaseNote, UnblockCase


class Rule(StrEnum):
    """Why something is due."""

    UNANSWERED = "unanswered"
    """An invitation that nobody answered: personal data goes."""
    ANSWERED = "answered"
    """An answer whose time is over: the address goes, the sealed evidence stays under a keyed hash."""
    EVIDENCE = "evidence"
    """Evidence whose limitation period is over: its content goes, the chain stays."""
    TEXTS = "texts"
    """Free text and files about a closed case; without any answer, its label and address too."""
    PROPOSALS = "proposals"
    """What somebody proposed and no organisation took up."""
    LEFT = "left"
    """All that was kept of an organisation that left."""


@dataclass(frozen=True)
class Due:
    """One thing that is due: a record, a case or an organisation, by its number."""

    rule: Rule
    subject: str


def find_due(session: Session, settings: Settings, now: datetime) -> list[Due]:
    """Everything that is due at this moment."""
    found = [
        (Rule.UNANSWERED, unanswered(session, now - timedelta(days=settings.keep_unanswered_days))),
        (Rule.ANSWERED, answered(session, settings, now)),
        (Rule.EVIDENCE, evidence(session, settings, now)),
        (Rule.TEXTS, texts(session, now - timedelta(days=settings.keep_texts_days))),
        (Rule.PROPOSALS, list_proposals(session, now - timedelta(days=settings.keep_unanswered_days))),
        (Rule.LEFT, left(session, house_day(now))),
    ]
    return [Due(rule, str(subject)) for rule, subjects in found for subject in subjects]


def unanswered(session: Session, limit: datetime) -> Sequence[str]:
    """Records that were asked before this moment, last, and never answered."""
    said = select(Invitation.record_id).where(Invitation.state.in_(ANSWERED))
    query = select(Invitation.record_id).where(Invitation.address != "", Invitation.record_id.not_in(said))
    return session.scalars(query.group_by(Invitation.record_id).having(func.max(Invitation.created_at) < limit)).all()


def answered(session: Session, settings: Settings, now: datetime) -> list[str]:
    """Records whose answer is no longer needed with the address: a yes after years, any other soon after the case is closed."""
    query = (
        select(Invitation, UnblockCase)
        .join(UnblockCase, UnblockCase.id == Invitation.case_id, isouter=True)
        .where(Invitation.state.in_(ANSWERED), Invitation.address != "")
        # The shorter of the two periods keeps most rows out; _is_over decides about each.
        .where(Invitation.answered_at < now - timedelta(days=min(settings.keep_consent_days, settings.keep_texts_days)))
    )
    return [invitation.record_id for invitation, case in session.execute(query) if _is_over(invitation, case, settings, now)]


def _is_over(invitation: Invitation, case: UnblockCase | None, settings: Settings, now: datetime) -> bool:
    is_yes = invitation.state is InvitationState.GIVEN
    # While somebody works on it, the case needs the address.
    if case is not None and not is_yes and not case.is_closed:
        return False
    days = settings.keep_consent_days if is_yes else settings.keep_texts_days
    return _last_contact(invitation, case) < now - timedelta(days=days)


def _last_contact(invitation: Invitation, case: UnblockCase | None) -> datetime:
    """The last time that the person or the organisation dealt with it: an answer, a mail that was sent, a lifted block."""
    moments = [invitation.answered_at, invitation.withdrawn_at]
    if case is not None:
        moments += [case.done_at, case.ended_at, case.suppressed_again_at, _noon(case.last_mail_on)]
    return max(moment for moment in moments if moment)


def evidence(session: Session, settings: Settings, now: datetime) -> list[str]:
    """Records without an address any more whose limitation period is over too."""
    named = select(Invitation.record_id).where(Invitation.address != "")
    query = (
        select(Evidence.record_id, func.max(Evidence.at_utc).label("last"))
        # What is written about a record long after its answer must not prolong its time.
        .where(Evidence.salt.is_not(None), Evidence.kind != EvidenceKind.ERASED, Evidence.kind != EvidenceKind.HEAD_EXPORTED)
        .where(Evidence.record_id.not_in(named))
        .group_by(Evidence.record_id)
        # As texts: in UTC and of one length, they stand in the order of time on both databases.
        .having(func.max(Evidence.at_utc) < iso_utc(now - timedelta(days=settings.keep_evidence_days)))
    )
    return [row.record_id for row in session.execute(query) if _has_lapsed(session, row.record_id, row.last, settings, now)]


def _has_lapsed(session: Session, record_id: str, last: str, settings: Settings, now: datetime) -> bool:
    # The period of a yes that was never withdrawn begins when the address went, not when it was given.
    query = select(Evidence.kind).where(Evidence.record_id == record_id)
    kinds = set(session.scalars(query))
    stands = EvidenceKind.GIVEN in kinds and EvidenceKind.WITHDRAWN not in kinds
    days = settings.keep_evidence_days + (settings.keep_consent_days if stands else 0)
    return datetime.fromisoformat(last) < now - timedelta(days=days)


def texts(session: Session, limit: datetime) -> list[int]:
    """Cases that were closed before this moment and still hold what people wrote, or who it was about without any answer."""
    last = select(CaseChange.case_id).group_by(CaseChange.case_id).having(func.max(CaseChange.changed_at) < limit)
    has_notes = select(CaseNote.id).where(CaseNote.case_id == UnblockCase.id).exists()
    files = cases_with_files(session)
    holds = or_(UnblockCase.error_text != "", UnblockCase.ticket != "", has_notes, UnblockCase.label != NO_LABEL, UnblockCase.id.in_(files))
    cases = session.scalars(select(UnblockCase).where(UnblockCase.id.in_(last), holds)).all()
    said = set(session.scalars(select(Invitation.case_id).where(Invitation.state.in_(ANSWERED), Invitation.address != "")))
    written = files | set(session.scalars(select(CaseNote.case_id).distinct()))
    return [case.id for case in cases if case.is_closed and (case.id not in said or case.error_text or case.ticket or case.id in written)]


def left(session: Session, today: date) -> Sequence[int]:
    """Organisations that left, and whose evidence need not be kept any longer."""
    query = select(LeftOrganisation.organisation_id).where(LeftOrganisation.emptied_at.is_(None), LeftOrganisation.keep_until_on <= today)
    return session.scalars(query).all()


def _noon(day: date) -> datetime:
    # A day without a time: noon is half a day wrong at most, wherever the day ends.
    return datetime.combine(day, time(12), tzinfo=HOUSE_ZONE)
