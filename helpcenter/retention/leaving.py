"""An organisation leaves: everything goes but the evidence of consents, which stays until its day, under keyed hashes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from helpcenter.accounts.models import User
from helpcenter.batches.forgetting import forget_orphans
from helpcenter.consent import ledger
from helpcenter.consent.invitations import revoke
from helpcenter.consent.models import Evidence, Invitation, InvitationState
from helpcenter.i18n.formats import house_day
from helpcenter.organisations.models import Membership, Organisation
from helpcenter.retention.custody import Custody
from helpcenter.retention.elsewhere import wipe_organisation
from helpcenter.retention.erasure_log import Entry
from helpcenter.retention.models import LeftOrganisation
from helpcenter.retention.people import forget_person, has_nothing_left
from helpcenter.retention.tree import delete_tree
from helpcenter.unblock.models import UnblockCase


@dataclass(frozen=True)
class Balance:
    """What a departure would delete, and what it must keep until when."""

    members: int
    cases: int
    open_cases: int
    records: int
    keep_until_on: date


def balance(session: Session, custody: Custody, organisation: Organisation) -> Balance:
    """What stands here of an organisation."""
    cases = session.scalars(select(UnblockCase).where(UnblockCase.organisation_id == organisation.id)).all()
    members = select(func.count()).select_from(Membership).where(Membership.organisation_id == organisation.id)
    records = select(func.count(Evidence.record_id.distinct())).where(
        Evidence.organisation_id == organisation.id, Evidence.salt.is_not(None)
    )
    return Balance(
        members=session.scalar(members) or 0,
        cases=len(cases),
        open_cases=sum(not case.is_closed for case in cases),
        records=session.scalar(records) or 0,
        keep_until_on=keep_until(custody, custody.clock()),
    )


def keep_until(custody: Custody, left_at: datetime) -> date:
    """The day on which the evidence may go."""
    return house_day(left_at + timedelta(days=custody.settings.keep_evidence_days))


def leave(session: Session, custody: Custody, organisation: Organisation, actor: str) -> LeftOrganisation:
    """Delete an organisation with all that is its own; its evidence stays until its day."""
    now = custody.clock()
    # Nobody answers a code of this organisation while it goes.
    ledger.lock(session)
    gone = LeftOrganisation(
        organisation_id=organisation.id,
        slug=organisation.slug,
        name=organisation.name,
        left_at=now,
        keep_until_on=keep_until(custody, now),
        actor=actor,
    )
    # Before the database forgets, as with every erasure (docs/decisions/0027).
    custody.log.add([Entry("organisation", str(organisation.id), ledger.iso_utc(now), gone.keep_until_on.isoformat())])
    _delete(session, custody, organisation)
    session.add(gone)
    session.flush()
    return gone


def leave_again(session: Session, custody: Custody, entry: Entry) -> None:
    """Delete once more what a restored backup brought back; the day on which its evidence goes stays the same."""
    organisation = session.get_one(Organisation, int(entry.subject))
    gone = leave(session, custody, organisation, "retention")
    gone.left_at = datetime.fromisoformat(entry.at)
    gone.keep_until_on = date.fromisoformat(entry.keep_until)


def is_here(session: Session, organisation_id: int) -> bool:
    """True while this organisation has not left."""
    return session.get(Organisation, organisation_id) is not None


def list_left(session: Session) -> list[LeftOrganisation]:
    """Who left, the last first."""
    return list(session.scalars(select(LeftOrganisation).order_by(LeftOrganisation.left_at.desc())))


def _delete(session: Session, custody: Custody, organisation: Organisation) -> None:
    number = organisation.id
    # In the ledger first: their pages end now, and the evidence says why.
    open_codes = select(Invitation).where(Invitation.organisation_id == number, Invitation.state == InvitationState.OPEN)
    for invitation in session.scalars(open_codes).all():
        revoke(session, custody.desk, invitation)
    # Now, for their memberships, by which they are found, go with the organisation.
    people = session.scalars(select(User).join(Membership, Membership.user_id == User.id).where(Membership.organisation_id == number)).all()
    session.flush()
    session.expire_all()
    wipe_organisation(session, custody.attachments, number, custody.clock())
    delete_tree(session, _table(UnblockCase), session.scalars(select(UnblockCase.id).where(UnblockCase.organisation_id == number)).all())
    delete_tree(session, _table(Organisation), [number])
    # Once the cases are gone: a request to the provider may still speak for another organisation's case of the same mailbox.
    forget_orphans(session)
    session.expire_all()
    for person in people:
        if has_nothing_left(session, person):
            forget_person(session, person)


def _table(model: type[UnblockCase] | type[Organisation]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)  # noqa: S101
    return table
