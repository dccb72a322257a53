"""The steps that staff take with one case or with many: read from a form, then done."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from helpcenter.accounts.models import User
from helpcenter.accounts.queries import list_staff
from helpcenter.consent.desk import Desk
from helpcenter.unblock.endings import AlreadyOpenError, reopen_alone, solve
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.service import assign, end_case, merge_duplicate
from helpcenter.unblock.workflow import Ending, StepError


class StepKind(StrEnum):
    """What is done."""

    TAKE = "take"
    """Look after it oneself."""
    ASSIGN = "assign"
    """Somebody else looks after it, or nobody in particular."""
    ARRIVED = "arrived"
    """A mail arrived."""
    SELF_HEALED = "self_healed"
    """The block has ended by itself."""
    REOPEN = "reopen"
    """Mails fail again."""
    MERGE = "merge"
    """Another case of the same mailbox goes on instead."""


class UnknownStepError(ValueError):
    """No button of ours sends this."""


@dataclass(frozen=True)
class Step:
    """A step with what it is about."""

    kind: StepKind
    person: User | None = None
    case: UnblockCase | None = None


def find_step(session: Session, name: str, subject: str, me: User) -> Step:
    """The step that a form names; UnknownStepError when there is none, or no such person or case."""
    if name not in set(StepKind):
        raise UnknownStepError(name)
    kind = StepKind(name)
    if kind is StepKind.TAKE:
        return Step(StepKind.ASSIGN, me)
    if kind is StepKind.ASSIGN:
        return Step(kind, _find_person(session, subject))
    if kind is StepKind.MERGE:
        return Step(kind, case=_find_case(session, subject))
    return Step(kind)


def take_step(session: Session, desk: Desk, case: UnblockCase, step: Step, actor: str) -> None:
    """Do it; StepError when it cannot follow."""
    if step.kind is StepKind.ASSIGN:
        assign(case, step.person, desk, actor)
    elif step.kind is StepKind.ARRIVED:
        solve(session, desk, case, actor)
    elif step.kind is StepKind.SELF_HEALED:
        _heal(session, desk, case, actor)
    elif step.kind is StepKind.REOPEN:
        _reopen(session, desk, case, actor)
    else:
        _merge(session, desk, case, step.case, actor)
    session.flush()


def _heal(session: Session, desk: Desk, case: UnblockCase, actor: str) -> None:
    if case.is_closed:
        raise StepError(f"status: {case.status.value} has ended")
    end_case(session, desk, case, Ending.SELF_HEALED, actor)


def _reopen(session: Session, desk: Desk, case: UnblockCase, actor: str) -> None:
    try:
        reopen_alone(session, desk, case, actor)
    except AlreadyOpenError as error:
        raise StepError(str(error)) from error


def _merge(session: Session, desk: Desk, case: UnblockCase, into: UnblockCase | None, actor: str) -> None:
    if into is None or Ending.DUPLICATE in {into.ending, case.ending}:
        raise StepError("merge: one of the two has ended as a duplicate")
    try:
        merge_duplicate(session, desk, case, into, actor)
    except ValueError as error:
        raise StepError(str(error)) from error


def _find_person(session: Session, subject: str) -> User | None:
    if not subject:
        return None
    found = next((person for person in list_staff(session) if str(person.id) == subject), None)
    if found is None:
        raise UnknownStepError(subject)
    return found


def _find_case(session: Session, subject: str) -> UnblockCase:
    found = session.get(UnblockCase, int(subject)) if subject.isascii() and subject.isdecimal() and len(subject) < 10 else None
    if found is None:
        raise UnknownStepError(subject)
    return found
