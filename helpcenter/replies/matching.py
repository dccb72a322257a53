"""Which invitation a mail is about: by its code; without one, by its sender, when that leaves no doubt."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.consent.addresses import canonical_address
from helpcenter.consent.models import Invitation
from helpcenter.consent.queries import find_invitation
from helpcenter.replies.reading import ReadMail, find_codes
from helpcenter.unblock.models import UnblockCase


@dataclass(frozen=True)
class Match:
    """The invitation, whether its code stands in the words of the mail, and whether in the person's own ones."""

    invitation: Invitation
    has_code: bool = False
    has_own_code: bool = False


def find_match(session: Session, mail: ReadMail) -> Match | None:
    """The invitation of the first code that exists; else the one open case of this sender; None when there is neither."""
    # A mail may quote several: the first that exists counts, and those of the body come before the subject's.
    for code in mail.all_codes:
        invitation = find_invitation(session, code)
        if invitation is not None:
            return Match(invitation, code in mail.codes, code in find_codes(mail.own_text))
    invitation = _of_sender(session, mail.sender) if mail.sender else None
    return Match(invitation) if invitation else None


def _of_sender(session: Session, sender: str) -> Invitation | None:
    query = select(UnblockCase).where(UnblockCase.mailbox_key == canonical_address(sender))
    cases = [case for case in session.scalars(query) if not case.is_closed]
    # Two organisations that wait for the same mailbox: which one is meant is not for us to guess, nor theirs to learn.
    if len(cases) != 1:
        return None
    latest = select(Invitation).where(Invitation.case_id == cases[0].id).order_by(Invitation.id.desc())
    return session.scalars(latest).first()
