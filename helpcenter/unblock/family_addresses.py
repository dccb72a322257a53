"""A family with several addresses: one case on one page, and for each address its own codes, record and request to the provider."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from helpcenter.consent.desk import Desk
from helpcenter.organisations.models import Organisation
from helpcenter.providers.policy import ProviderPolicy
from helpcenter.unblock.history import note_change
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.queries import find_open_case
from helpcenter.unblock.service import CaseError, CaseProblem, NewCase, open_case
from helpcenter.unblock.workflow import Ending

# Two parents with two mailboxes each; more is a list, for which there is the table of many families.
MOST_ADDRESSES = 4
ADDRESS_ADDED = "added"


class TooManyAddressesError(ValueError):
    """A family has a handful of addresses."""


def addresses_of_family(session: Session, case: UnblockCase) -> Sequence[UnblockCase]:
    """The cases of all addresses of a family, the first address first; the case alone when it has no other."""
    first = case.beside_id or case.id
    query = select(UnblockCase).where(UnblockCase.organisation_id == case.organisation_id)
    found = query.where(or_(UnblockCase.id == first, UnblockCase.beside_id == first), UnblockCase.address != "")
    # What was merged into another address of the same family is history.
    living = [each for each in session.scalars(found.order_by(UnblockCase.id)) if each.ending is not Ending.DUPLICATE or each.id == case.id]
    return sorted(living, key=lambda each: (each.id != first, each.id)) or [case]


def add_address(session: Session, desk: Desk, case: UnblockCase, address: str, policy: ProviderPolicy, actor: str) -> UnblockCase:
    """Ask the same family at another address too; CaseError when the address is none, or belongs to another family's case."""
    first = addresses_of_family(session, case)[0]
    new = NewCase(first.label, address, first.last_mail_on, first.locale, first.ticket, source=first.source)
    return join_family(session, desk, case, new, policy, actor)


def join_family(session: Session, desk: Desk, case: UnblockCase, new: NewCase, policy: ProviderPolicy, actor: str) -> UnblockCase:
    """The same for an address of which more is known: its own day, error and ticket."""
    family = addresses_of_family(session, case)
    if len(family) >= MOST_ADDRESSES:
        raise TooManyAddressesError(str(len(family)))
    first = family[0]
    # The family keeps the one name by which its organisation found it until now.
    named = replace(new, label=first.label, locale=new.locale or first.locale)
    try:
        added = open_case(session, desk, first.organisation, named, actor, policy)
    except CaseError as error:
        added = _take_in(session, error, [each.id for each in family])
    added.beside_id, added.assigned_to_id = first.id, first.assigned_to_id
    # The first step of the new address: who added it, for the one history of the family.
    note_change(added, "address", str(first.id), ADDRESS_ADDED, desk, actor)
    session.flush()
    return added


def open_family(
    session: Session, desk: Desk, organisation: Organisation, addresses: Sequence[NewCase], policy: ProviderPolicy, actor: str
) -> UnblockCase:
    """One case for all these addresses; what is open for one of them already is the case that the others join.

    CaseError when all of them are in one open case, or when one belongs to another family's.
    """
    known = [find_open_case(session, organisation, each.address) for each in addresses]
    standing = next((case for case in known if case), None)
    first = standing or open_case(session, desk, organisation, addresses[0], actor, policy)
    family = {each.id for each in addresses_of_family(session, first)}
    rest = list(zip(addresses, known, strict=True))[0 if standing else 1 :]
    joining = [new for new, case in rest if case is None or case.id not in family]
    if standing and not joining:
        raise CaseError(CaseProblem.DUPLICATE, standing)
    for new in joining:
        join_family(session, desk, first, new, policy, actor)
    return first


def go_on_with(session: Session, case: UnblockCase, following: UnblockCase) -> None:
    """Another case goes on for the same address of the family: it takes its place among the addresses."""
    if case.beside_id:
        following.beside_id = case.beside_id
        return
    for other in _beside(session, case):
        other.beside_id = following.id
    session.flush()


def leave_family(session: Session, case: UnblockCase) -> None:
    """This address is forgotten: the others stay together, the next one first."""
    others = [other for other in _beside(session, case) if other.address]
    for other in others:
        other.beside_id = others[0].id if other is not others[0] else None
    case.beside_id = None
    session.flush()


def _beside(session: Session, case: UnblockCase) -> Sequence[UnblockCase]:
    return session.scalars(select(UnblockCase).where(UnblockCase.beside_id == case.id).order_by(UnblockCase.id)).all()


def _take_in(session: Session, error: CaseError, family: Sequence[int]) -> UnblockCase:
    """An open case of this address that stands alone is the one; one of another family, or of this one already, is not."""
    known = error.case
    if error.problem is not CaseProblem.DUPLICATE or known is None or known.id in family or known.beside_id:
        raise error
    if _beside(session, known):
        raise error
    return known
