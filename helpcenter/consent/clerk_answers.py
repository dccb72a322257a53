"""Answers that a clerk writes down for a person: said on the telephone, or signed on paper. None commits.

The same rules as for an answer on the page: an answered record stays as it is, a withdrawn one never gives again.
"""

from dataclasses import dataclass

from markupsafe import Markup
from sqlalchemy.orm import Session

from helpcenter.consent import ledger
from helpcenter.consent.addresses import canonical_address
from helpcenter.consent.desk import Desk
from helpcenter.consent.models import ArchivedNotice, Invitation, InvitationState
from helpcenter.consent.notices import ShownNotice
from helpcenter.consent.outcomes import ANSWERED_BEFORE, Decision, Outcome, Result
from helpcenter.consent.proof import Match
from helpcenter.consent.queries import find_answered, sender_of
from helpcenter.consent.recording import Recording, archive
from helpcenter.consent.stamps import Stamp
from helpcenter.consent.statement import Way
from helpcenter.i18n.locales import DEFAULT_LOCALE
from helpcenter.organisations.models import Organisation


@dataclass(frozen=True)
class WrittenDown:
    """What the clerk heard or read, in answer to which notice; `stamp` tells when the notice was on the screen."""

    decision: Decision
    match: Match
    way: Way
    notice: ShownNotice
    new_address: str = ""
    stamp: Stamp | None = None


def answer_for_person(session: Session, desk: Desk, invitation: Invitation, given: WrittenDown) -> Result:
    """Write the answer down, once."""
    ledger.lock(session)
    # Under the lock: the person may have answered on the page while the clerk was typing.
    session.refresh(invitation)
    if find_answered(session, invitation.record_id):
        return ANSWERED_BEFORE
    if invitation.state is not InvitationState.OPEN or invitation.expires_at <= desk.clock():
        return Result(Outcome.GONE)
    is_moved = given.decision is Decision.MOVED
    if is_moved and canonical_address(given.new_address) == canonical_address(invitation.address):
        return Result(Outcome.SAME_ADDRESS)
    recording = Recording(session, desk, invitation, given.notice, given.stamp, given.way)
    return recording.record(given.decision, given.match.value, given.new_address if is_moved else "")


def current_notice(session: Session, desk: Desk, organisation: Organisation, locale: str | None) -> ShownNotice:
    """The notice in a person's language; French when it is not known or has none."""
    shown = locale if locale in desk.notices.locales() else DEFAULT_LOCALE
    return desk.show_notice(shown or DEFAULT_LOCALE, organisation.name, sender_of(session, organisation, desk.settings))


def keep_printed(session: Session, desk: Desk, invitation: Invitation, notice: ShownNotice) -> None:
    """Remember with which notice a form to sign was printed: the paper may come back when there is a newer one."""
    archive(session, notice, desk.clock())
    invitation.printed_notice = notice.sha256


def printed_notice(session: Session, invitation: Invitation) -> ShownNotice | None:
    """The notice on the form that was printed for this code; None when none was."""
    kept = session.get(ArchivedNotice, invitation.printed_notice) if invitation.printed_notice else None
    if kept is None:
        return None
    # Its words and their hash are all that evidence needs: nobody is shown this page again.
    return ShownNotice(kept.text_id, kept.version, kept.locale, kept.text, "", Markup(), Markup())
