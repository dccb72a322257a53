"""What other rooms hold about a person: files of evidence, mails, requests to the provider, proposals, blocks and events."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import Session

from helpcenter.consent.addresses import GMAIL, canonical_address, domain_of
from helpcenter.consent.attachments import Attachment, AttachmentStore, erase_attachments
from helpcenter.events.history import forget_address, forget_organisation
from helpcenter.events.models import ProviderEvent
from helpcenter.intake.models import Proposal, UsedLink
from helpcenter.replies.models import MailReply
from helpcenter.suppressions.forgetting import forget_blocks

PLAIN = {"synchronize_session": False}


def wipe_record(session: Session, store: AttachmentStore, record_id: str, now: datetime) -> None:
    """Delete the files of a record, and forget who wrote; that there was something, and its hash, stay."""
    erase_attachments(session, store, record_id, now)
    session.execute(update(MailReply).where(MailReply.record_id == record_id).values(sender="", signed_by=""), execution_options=PLAIN)


def wipe_mails(session: Session, organisation_id: int, addresses: Iterable[str]) -> None:
    """Forget what became of the mails to these addresses: blocks and events of this organisation, and those of which nobody knows
    whose they were. What the mail provider holds itself stays there.
    """
    theirs = or_(ProviderEvent.organisation_id == organisation_id, ProviderEvent.organisation_id.is_(None))
    for address in {writing for each in addresses if each for writing in list_writings(session, each, theirs)}:
        forget_blocks(session, organisation_id, address)
        forget_address(session, organisation_id, address)


def list_writings(session: Session, address: str, whose: ColumnElement[bool] | None = None) -> list[str]:
    """Every way in which events (of `whose` mails, else of all) name this mailbox: Gmail leaves out dots, and what follows a +."""
    key = canonical_address(address)
    plain = {address.lower(), key}
    if domain_of(key) not in GMAIL:
        return sorted(plain)
    # Looks at every event of one organisation, or of all: no index knows these ways, and somebody asks to be forgotten now and then only.
    near = select(ProviderEvent.address).where(or_(*(ProviderEvent.address.like(f"%@{domain}") for domain in sorted(GMAIL)))).distinct()
    near = near if whose is None else near.where(whose)
    return sorted(plain | {each for each in session.scalars(near) if canonical_address(each) == key})


def wipe_organisation(session: Session, store: AttachmentStore, organisation_id: int, now: datetime) -> None:
    """Delete the files of an organisation, and the events of its mails."""
    forget_organisation(session, organisation_id)
    query = select(Attachment.record_id).where(Attachment.organisation_id == organisation_id, Attachment.record_id.is_not(None))
    for record_id in session.scalars(query.distinct()).all():
        if record_id:
            erase_attachments(session, store, record_id, now)


def cases_with_files(session: Session) -> set[int]:
    """The cases for which files lie here."""
    return {number for number in session.scalars(select(Attachment.case_id).where(Attachment.erased_at.is_(None)).distinct()) if number}


def list_proposals(session: Session, limit: datetime) -> list[int]:
    """Proposals that no organisation took up before this moment."""
    return list(session.scalars(select(Proposal.id).where(Proposal.created_at < limit)))


def remove_proposal(session: Session, proposal_id: int) -> None:
    """Delete one; and the links that were used as long ago, which nobody can press any more."""
    proposal = session.get_one(Proposal, proposal_id)
    session.execute(delete(UsedLink).where(UsedLink.used_at < proposal.created_at), execution_options=PLAIN)
    session.delete(proposal)
