"""A person leaves: open cases stay with the organisation, nothing is assigned to them any more, their sessions end."""

from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.accounts.events import StaffLeft
from helpcenter.accounts.models import User
from helpcenter.accounts.sign_ins import end_all
from helpcenter.organisations.events import MemberLeft
from helpcenter.organisations.models import Membership
from helpcenter.unblock.models import UnblockCase


def follow_member(session: Session, event: MemberLeft) -> None:
    """Somebody no longer belongs to an organisation."""
    person = session.get_one(User, event.user_id)
    end_all(session, person)
    release_cases(session, person, event.organisation_id)
    if has_nothing_left(session, person):
        forget_person(session, person)


def follow_staff(session: Session, event: StaffLeft) -> None:
    """Somebody no longer works for the vendor; with no other place here, the account is closed."""
    person = session.get_one(User, event.user_id)
    release_cases(session, person)
    if has_nothing_left(session, person):
        forget_person(session, person)


def release_cases(session: Session, person: User, organisation_id: int | None = None) -> int:
    """Nothing (of this organisation) is assigned to this person any more; how many cases look for somebody else."""
    query = select(UnblockCase).where(UnblockCase.assigned_to_id == person.id)
    if organisation_id is not None:
        query = query.where(UnblockCase.organisation_id == organisation_id)
    mine = session.scalars(query).all()
    for case in mine:
        case.assigned_to_id = None
        case.version += 1
    session.flush()
    return len(mine)


def has_nothing_left(session: Session, person: User) -> bool:
    """True for somebody who belongs to no organisation and does not work for the vendor."""
    belongs = session.scalar(select(Membership.id).where(Membership.user_id == person.id).limit(1))
    return belongs is None and not person.roles


def forget_person(session: Session, person: User) -> None:
    """Close an account and forget whose it was; what this person did keeps its number."""
    end_all(session, person)
    # No mail can ever go to .invalid (RFC 2606); a word of its own keeps addresses unique.
    person.email, person.name, person.password, person.active = f"{uuid4().hex}@left.invalid", "", None, False
