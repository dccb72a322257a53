"""After a no: addresses to which the vendor must stop sending, because the provider had lifted the block or was asked to.

The person's no counts at once in the case; that sending really stops is somebody's work, and is written down.
"""

from collections.abc import Sequence

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, joinedload

from helpcenter.consent.desk import Desk
from helpcenter.db.plain_rows import plain_rows
from helpcenter.replies.queries import COUNT_WAITING
from helpcenter.unblock.models import CaseChange, UnblockCase
from helpcenter.unblock.service import take_case
from helpcenter.unblock.workflow import ANSWERED_FOR_GOOD, ProviderTrack

IS_LIFTED = UnblockCase.provider_track == ProviderTrack.TO_SUPPRESS_AGAIN
# A request that has left the house may be granted after the no.
IS_ASKED = and_(UnblockCase.asked_at.is_not(None), UnblockCase.consent_track.in_(ANSWERED_FOR_GOOD))
IS_TO_STOP = (or_(IS_LIFTED, IS_ASKED), UnblockCase.suppressed_again_at.is_(None))
COUNT_WORK = select(COUNT_WAITING.scalar_subquery(), select(func.count()).select_from(UnblockCase).where(*IS_TO_STOP).scalar_subquery())


def list_to_stop(session: Session) -> Sequence[UnblockCase]:
    """The cases whose person said no, or named another address, after the provider was asked, the oldest first."""
    query = select(UnblockCase).where(*IS_TO_STOP).options(joinedload(UnblockCase.organisation))
    return session.scalars(query.order_by(UnblockCase.id)).all()


def count_work(session: Session) -> tuple[int, int]:
    """How many mails somebody has to read, and to how many addresses sending must stop; in one question, for the head of a list."""
    waiting, to_stop = plain_rows(session, COUNT_WORK).one()
    return waiting, to_stop


def is_to_stop(session: Session, case_id: int) -> bool:
    """True when this case is one of them."""
    return session.execute(select(UnblockCase.id).where(UnblockCase.id == case_id, *IS_TO_STOP)).first() is not None


def mark_stopped(session: Session, desk: Desk, case_id: int, actor: str) -> bool:
    """Write down that sending to the address of a case has stopped; False when that is not to be done, or was done before."""
    case = take_case(session, case_id)
    # Asked again under the lock: a colleague may have pressed the same button.
    if case is None or not is_to_stop(session, case.id):
        return False
    case.suppressed_again_at = desk.clock()
    case.version += 1
    before = case.provider_track.value
    case.changes.append(CaseChange(track="sending", before=before, after="stopped", actor=actor, changed_at=desk.clock()))
    session.flush()
    return True
