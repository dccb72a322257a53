"""How far a mail that arrived, or fails again, may decide: which cases it solves, and which it opens again."""

from sqlalchemy.orm import Session

from helpcenter.consent.desk import Desk
from helpcenter.organisations.queries import hold_organisation
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.queries import find_open_case
from helpcenter.unblock.service import reopen, verify
from helpcenter.unblock.workflow import ANSWERED_FOR_GOOD, Status, StepError

# Solved or given up. The others ended with the person's word, or go on in another case.
REOPENABLE = frozenset({Status.UNBLOCKED, Status.VERIFIED, Status.CLOSED_EXPIRED, Status.CLOSED_DECLINED, Status.CLOSED_SELF_HEALED})


class AlreadyOpenError(ValueError):
    """Another case is open for this mailbox."""

    def __init__(self, case_id: int) -> None:
        super().__init__(str(case_id))
        self.case_id = case_id


def can_reopen(case: UnblockCase) -> bool:
    """True when mails may fail again and the person has not said no."""
    return case.status in REOPENABLE and case.consent_track not in ANSWERED_FOR_GOOD


def solve(session: Session, desk: Desk, case: UnblockCase, actor: str) -> None:
    """A mail arrived, whatever was asked meanwhile; StepError when the case has ended otherwise."""
    if not can_solve(case):
        raise StepError(f"status: {case.status.value} is not solved by a mail")
    verify(session, desk, case, actor)


def can_solve(case: UnblockCase) -> bool:
    """True while a mail that arrives is news: the case is open, or its address was corrected."""
    return not case.is_closed or case.status is Status.CLOSED_CORRECTED


def reopen_alone(session: Session, desk: Desk, case: UnblockCase, actor: str) -> None:
    """Reopen a case; StepError when that leads nowhere, AlreadyOpenError when another case is open."""
    if not can_reopen(case):
        raise StepError(f"status: {case.status.value} is not opened again")
    hold_organisation(session, case.organisation)
    known = find_open_case(session, case.organisation, case.address)
    if known is not None and known.id != case.id:
        raise AlreadyOpenError(known.id)
    reopen(session, desk, case, actor)
