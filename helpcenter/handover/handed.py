"""A code in the hand of the clerk: known for as long as its page is open, never stored."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from helpcenter.consent.codes import clean_code, group_code, is_code
from helpcenter.consent.desk import Desk
from helpcenter.consent.digits import are_digits
from helpcenter.consent.invitations import MadeInvitation
from helpcenter.consent.models import Invitation
from helpcenter.consent.queries import CodeState, find_invitation, state_of
from helpcenter.i18n.formats import house_day
from helpcenter.unblock.models import UnblockCase

USABLE = frozenset({CodeState.OPEN, CodeState.PAUSED})


@dataclass(frozen=True)
class Handed:
    """What stands on a paper or a screen: the code, its four digits, where it leads and until when."""

    code: str
    digits: str
    site: str
    expires_on: date
    locale: str | None

    @property
    def grouped_code(self) -> str:
        """The code as people read it."""
        return group_code(self.code)

    @property
    def url(self) -> str:
        """What the square leads to."""
        # Without hyphens: 42 signs or so make a square of few dots (version 3; consent-and-cases, section 2).
        return f"{self.site}/c/{self.code}"

    @property
    def entry_url(self) -> str:
        """Where the code is typed."""
        return f"{self.site}/c/"

    @property
    def short_entry(self) -> str:
        """The same as people type it: without https, and without the last stroke."""
        return self.entry_url.partition("://")[2].rstrip("/")


def handed_of(desk: Desk, made: MadeInvitation) -> Handed:
    """A code that was made just now."""
    return _handed(desk, made.invitation, made.code, made.digits)


def find_handed(session: Session, desk: Desk, case: UnblockCase, code: str, digits: str) -> tuple[Invitation, Handed] | None:
    """The code that a page of this case sent back, to print it; None when it is not this case's, or cannot be answered any more."""
    clean = clean_code(code)
    invitation = find_invitation(session, clean) if is_code(clean) else None
    # The page sends the code back, and anybody may send another: only this case's own, with its digits, is printed.
    if invitation is None or invitation.case_id != case.id or state_of(invitation, desk.clock()) not in USABLE:
        return None
    if not are_digits(desk.keys, invitation, digits):
        return None
    return invitation, _handed(desk, invitation, clean, digits)


def _handed(desk: Desk, invitation: Invitation, code: str, digits: str) -> Handed:
    expires_on = house_day(invitation.expires_at)
    return Handed(code, digits, desk.settings.public_url, expires_on, invitation.locale)
