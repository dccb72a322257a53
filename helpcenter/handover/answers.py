"""Answers that a clerk writes down: said on the telephone or at the counter, or signed on paper with its scan. None commits."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.consent.attachments import Attachment, AttachmentKind, AttachmentStore
from helpcenter.consent.clerk_answers import WrittenDown, answer_for_person, current_notice, printed_notice
from helpcenter.consent.desk import Desk
from helpcenter.consent.invitations import MadeInvitation
from helpcenter.consent.models import Carrier, Invitation, InvitationState
from helpcenter.consent.notices import ShownNotice
from helpcenter.consent.outcomes import Decision, Outcome, Result
from helpcenter.consent.proof import Match
from helpcenter.consent.stamps import Stamp
from helpcenter.consent.statement import Way
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.service import invite_person, take_case

PAPER_FORM = "paper_form"


class Spoken(StrEnum):
    """Where an answer was said aloud: the method of its evidence."""

    PHONE = "phone"
    """On the telephone."""
    COUNTER = "counter"
    """By a person who stood before the clerk."""

    @property
    def carrier(self) -> Carrier:
        """How the question reached the person."""
        return Carrier(self.value)


@dataclass(frozen=True)
class Said:
    """What the person said, in answer to the notice that the clerk read aloud."""

    decision: Decision
    notice: ShownNotice
    stamp: Stamp
    new_address: str = ""
    where: Spoken = Spoken.PHONE


@dataclass(frozen=True)
class Signed:
    """What stands on a signed paper, where it was handed over, and the scan of it."""

    decision: Decision
    carrier: Carrier
    scan: bytes
    media_type: str
    new_address: str = ""


def record_spoken(session: Session, desk: Desk, case: UnblockCase, said: Said, actor: str) -> tuple[MadeInvitation, Result]:
    """Write down what was said, with a code that the person may note; NotInvitableError when nothing is asked any more."""
    # The locks first, in the order of everybody: ledger, then case.
    take_case(session, case.id)
    # Every answer stands under a code of its own, which also opens the receipt and takes the answer back.
    made = invite_person(session, desk, case, said.where.carrier, actor)
    way = Way(said.where.value, handed_over_by=actor)
    given = WrittenDown(said.decision, Match.SPOKEN, way, said.notice, said.new_address, said.stamp)
    return made, answer_for_person(session, desk, made.invitation, given)


def record_signed(session: Session, desk: Desk, store: AttachmentStore, case: UnblockCase, signed: Signed, actor: str) -> Result:
    """Keep the scan and write down the answer, under the notice that was printed; NotInvitableError when nothing is asked any more."""
    take_case(session, case.id)
    invitation = _find_paper(session, desk, case, signed.carrier) or invite_person(session, desk, case, signed.carrier, actor).invitation
    # The words on the paper are what was answered, even when the code that was printed with them is over by now.
    printed = invitation if invitation.printed_notice else _find_late_paper(session, case, signed.carrier) or invitation
    notice = printed_notice(session, printed) or current_notice(session, desk, case.organisation, case.locale)
    # File before row: a file that no row knows is swept some night, a row without its file would be evidence of nothing.
    kept = _keep(session, desk, store, invitation, signed, actor)
    way = Way(PAPER_FORM, handed_over_by=actor, attachment_sha256=kept.sha256)
    given = WrittenDown(signed.decision, Match.SIGNED, way, notice, signed.new_address)
    result = answer_for_person(session, desk, invitation, given)
    if result.outcome is Outcome.RECORDED and printed is not invitation:
        # The strip that the person has kept promises the receipt, however late the paper came back.
        printed.record_id, printed.state = invitation.record_id, InvitationState.CLOSED
    return result


def _find_paper(session: Session, desk: Desk, case: UnblockCase, carrier: Carrier) -> Invitation | None:
    """The newest open code of this carrier, one with a printed form before any other."""
    query = select(Invitation).where(
        Invitation.case_id == case.id,
        Invitation.address == case.address,
        Invitation.carrier == carrier,
        Invitation.state == InvitationState.OPEN,
        Invitation.expires_at > desk.clock(),
    )
    return session.scalar(query.order_by(Invitation.printed_notice.is_(None), Invitation.id.desc()).limit(1))


def _find_late_paper(session: Session, case: UnblockCase, carrier: Carrier) -> Invitation | None:
    """The newest form that was printed for this address, and whose code has expired meanwhile."""
    query = select(Invitation).where(
        Invitation.case_id == case.id,
        Invitation.address == case.address,
        Invitation.carrier == carrier,
        Invitation.state.in_((InvitationState.OPEN, InvitationState.EXPIRED)),
        Invitation.printed_notice.is_not(None),
    )
    return session.scalar(query.order_by(Invitation.id.desc()).limit(1))


def _keep(session: Session, desk: Desk, store: AttachmentStore, invitation: Invitation, signed: Signed, actor: str) -> Attachment:
    attachment = Attachment(
        sha256=store.keep(signed.scan),
        kind=AttachmentKind.SCAN,
        media_type=signed.media_type,
        size=len(signed.scan),
        organisation_id=invitation.organisation_id,
        case_id=invitation.case_id,
        record_id=invitation.record_id,
        kept_by=actor,
        kept_at=desk.clock(),
    )
    session.add(attachment)
    session.flush()
    return attachment
