"""The verbs of intake: keep what a stranger says, accept or dismiss it, open a case from a link. None commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from helpcenter.accounts.models import User
from helpcenter.consent.addresses import canonical_address
from helpcenter.consent.desk import Desk
from helpcenter.db import Clock
from helpcenter.db.upserts import insert_into
from helpcenter.intake.models import Proposal, UsedLink
from helpcenter.intake.queries import count_waiting, proposals_of_mailbox
from helpcenter.organisations.models import Organisation
from helpcenter.organisations.queries import hold_organisation
from helpcenter.providers.policy import ARTICLE_POLICY, ProviderPolicy
from helpcenter.unblock.family_addresses import open_family
from helpcenter.unblock.models import Source, UnblockCase
from helpcenter.unblock.notes import add_note
from helpcenter.unblock.service import NewCase, open_case

# More than any organisation can have overlooked: somebody plays with the form.
MOST_WAITING = 200
MOST_FOR_A_MAILBOX = 3
# What nobody looked at for so long is deleted: it holds names, addresses and telephone numbers.
KEPT_DAYS = 60
LINKS_KEPT = timedelta(days=2)


class FullError(ValueError):
    """Too much waits for this organisation already."""


@dataclass(frozen=True)
class Said:
    """What a visitor or a family says; the address is well-formed."""

    source: Source
    label: str
    address: str
    last_mail_on: date | None = None
    reach: str = ""
    error_text: str = ""
    ticket: str = ""
    locale: str | None = None


def propose(session: Session, clock: Clock, organisation: Organisation, said: Said) -> Proposal:
    """Keep what was said until a member decides; the same once more is kept once. FullError when too much waits."""
    hold_organisation(session, organisation)
    key = canonical_address(said.address)
    before = proposals_of_mailbox(session, organisation, key)
    known = next((each for each in before if _says(each) == said), None)
    if known or len(before) >= MOST_FOR_A_MAILBOX:
        # Enough is known about this mailbox; that it is, nobody learns from the answer.
        return known or before[-1]
    if count_waiting(session, organisation) >= MOST_WAITING:
        raise FullError(organisation.slug)
    proposal = Proposal(organisation_id=organisation.id, mailbox_key=key, created_at=clock(), **vars(said))
    session.add(proposal)
    session.flush()
    return proposal


def accept(
    session: Session, desk: Desk, proposal: Proposal, new: NewCase, member: User, policy: ProviderPolicy = ARTICLE_POLICY
) -> UnblockCase:
    """Open the case that a member made of it; how the family is reached goes along as a note."""
    case = open_case(session, desk, proposal.organisation, new, f"member:{member.id}", policy)
    if proposal.reach:
        add_note(session, desk, case, member, proposal.reach, is_for_staff=False)
    session.delete(proposal)
    return case


def dismiss(session: Session, proposal: Proposal) -> None:
    """Forget what was said: nobody knows this family, or a case is open already."""
    session.delete(proposal)


def find_used(session: Session, organisation: Organisation, once: str) -> UnblockCase | None:
    """The case that a link has opened already."""
    query = select(UnblockCase).join(UsedLink, UsedLink.case_id == UnblockCase.id)
    return session.scalar(query.where(UsedLink.once == once, UsedLink.organisation_id == organisation.id))


def open_from_link(
    session: Session,
    desk: Desk,
    organisation: Organisation,
    once: str,
    addresses: Sequence[NewCase],
    user: str,
    policy: ProviderPolicy = ARTICLE_POLICY,
) -> UnblockCase:
    """Open the case of a link, for all addresses of the family; pressed twice, at the same moment too, it is one case."""
    use = insert_into(session, UsedLink).values(once=once, organisation_id=organisation.id, used_at=desk.clock())
    # Another process that is just using the link is waited for here.
    session.execute(use.on_conflict_do_nothing())
    known = find_used(session, organisation, once)
    if known is not None:
        return known
    case = open_family(session, desk, organisation, addresses, policy, f"software:{user}")
    session.get_one(UsedLink, (once, organisation.id)).case_id = case.id
    session.flush()
    return case


def remove_overdue(session: Session, now: datetime) -> int:
    """Delete what nobody decided in time, and the memory of links that are long over; how many proposals went."""
    session.execute(delete(UsedLink).where(UsedLink.used_at < now - LINKS_KEPT))
    gone = session.execute(delete(Proposal).where(Proposal.created_at < now - timedelta(days=KEPT_DAYS)).returning(Proposal.id))
    return len(gone.all())


def _says(proposal: Proposal) -> Said:
    return Said(**{name: getattr(proposal, name) for name in Said.__dataclass_fields__})
