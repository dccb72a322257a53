"""Answers that came as a mail, once somebody who may has found that the mail proves its sender. None commits.

Whether a mail proves anything is judged in the room above; here it is only written down, once, under the same rules as an answer on
the page: an answered record stays as it is, a withdrawn one never gives again.
"""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from helpcenter.consent import ledger
from helpcenter.consent.addresses import canonical_address
from helpcenter.consent.desk import Desk
from helpcenter.consent.models import Invitation, InvitationState
from helpcenter.consent.notices import ShownNotice
from helpcenter.consent.outcomes import ANSWERED_BEFORE, Decision, Outcome, Result
from helpcenter.consent.queries import find_answered, sender_of
from helpcenter.consent.recording import Recording, record_withdrawal
from helpcenter.consent.statement import Way
from helpcenter.i18n.locales import DEFAULT_LOCALE
from helpcenter.organisations.models import Organisation

MATCH = "mail_signature"


class MailDecision(StrEnum):
    """What a mail says."""

    YES = "yes"
    """The mails are wanted."""
    NO = "no"
    """They are not."""
    NOT_ME = "not_me"
    """The organisation is not known here."""
    MOVED = "moved"
    """The person has another address; the organisation calls before it changes anything."""
    WITHDRAW = "withdraw"
    """They are no longer wanted."""


@dataclass(frozen=True)
class ProvenMail:
    """The mail as evidence: the hash of the stored file, and who signed it."""

    sha256: str
    signed_by: str

    @property
    def way(self) -> Way:
        """How this answer came back."""
        return Way("mail_reply", attachment_sha256=self.sha256, signature=self.signed_by)


def answer_by_mail(
    session: Session, desk: Desk, invitation: Invitation, decision: MailDecision, mail: ProvenMail, new_address: str = ""
) -> Result:
    """Write down what a proven mail says."""
    ledger.lock(session)
    session.refresh(invitation)
    answered = find_answered(session, invitation.record_id)
    # Before all else: a yes may be taken back at any time, also under a code that cannot be answered any more.
    if decision is MailDecision.WITHDRAW:
        return _withdraw(session, desk, answered, mail)
    if answered is not None:
        return ANSWERED_BEFORE
    if invitation.state is not InvitationState.OPEN or invitation.expires_at <= desk.clock():
        return Result(Outcome.GONE)
    if decision is MailDecision.MOVED and canonical_address(new_address) == canonical_address(invitation.address):
        return Result(Outcome.SAME_ADDRESS)
    notice = notice_of(session, desk, invitation)
    return Recording(session, desk, invitation, notice, None, mail.way).record(Decision(decision.value), MATCH, new_address)


def notice_of(session: Session, desk: Desk, invitation: Invitation) -> ShownNotice:
    """The notice that the page of this code shows in the person's language."""
    organisation = session.get_one(Organisation, invitation.organisation_id)
    locale = invitation.locale if invitation.locale in desk.notices.locales() else DEFAULT_LOCALE
    return desk.show_notice(locale or DEFAULT_LOCALE, organisation.name, sender_of(session, organisation, desk.settings))


def _withdraw(session: Session, desk: Desk, answered: Invitation | None, mail: ProvenMail) -> Result:
    if answered is None:
        return Result(Outcome.GONE)
    if answered.state is not InvitationState.GIVEN:
        return ANSWERED_BEFORE
    return record_withdrawal(session, desk, answered, MATCH, mail.way)
