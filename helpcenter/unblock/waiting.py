"""Which cases wait for whom, and since when: what reminders speak of. Read anew whenever a timer fires, so nothing is cancelled."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from helpcenter.i18n.formats import house_day
from helpcenter.unblock.models import CaseChange, UnblockCase
from helpcenter.unblock.workflow import NextAction, ProviderTrack

# What the organisation is reminded of. To send one mail is asked when the block is lifted, and again a week later.
TURN = (NextAction.INVITE, NextAction.REMIND, NextAction.CALL)


def cases_in_turn(session: Session, organisation_id: int | None = None) -> list[UnblockCase]:
    """The open cases of an organisation, or of all, in which it is the organisation's turn; the oldest first."""
    query = select(UnblockCase).where(UnblockCase.ending.is_(None)).options(selectinload(UnblockCase.changes))
    if organisation_id is not None:
        query = query.where(UnblockCase.organisation_id == organisation_id)
    return [case for case in session.scalars(query.order_by(UnblockCase.id)) if case.next_action in TURN]


def in_turn_since(case: UnblockCase) -> datetime:
    """Since when it has been as it is: the person's last step, or a reopening."""
    steps = [change.changed_at for change in case.changes if change.track in {"consent", "case"}]
    return max(steps, default=case.created_at)


def cases_asked_on(session: Session, day: date) -> list[UnblockCase]:
    """The cases about which the provider was asked on this day and has not answered."""
    query = select(UnblockCase).where(UnblockCase.provider_track == ProviderTrack.ASKED, UnblockCase.ending.is_(None))
    asked = session.scalars(query.order_by(UnblockCase.id))
    return [case for case in asked if case.asked_at and house_day(case.asked_at) == day]


def lifted_cases(session: Session, organisation_id: int) -> Sequence[UnblockCase]:
    """The cases of an organisation whose block is lifted, and of which nobody has said yet that mails arrive."""
    query = select(UnblockCase).where(UnblockCase.organisation_id == organisation_id, UnblockCase.ending.is_(None))
    return session.scalars(query.where(UnblockCase.provider_track == ProviderTrack.DONE).order_by(UnblockCase.id)).all()


def changes_between(session: Session, organisation_id: int, start: datetime, end: datetime) -> Iterator[tuple[UnblockCase, CaseChange]]:
    """What happened to the cases of an organisation from `start` on and before `end`, in its order."""
    query = select(UnblockCase, CaseChange).join(CaseChange, CaseChange.case_id == UnblockCase.id)
    query = query.where(UnblockCase.organisation_id == organisation_id, CaseChange.changed_at >= start, CaseChange.changed_at < end)
    yield from ((case, change) for case, change in session.execute(query.order_by(CaseChange.id)))
