"""The verbs of cases: open one, invite the person, follow what the person did. None commits: whoever starts it does."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from helpcenter.consent.addresses import parse_address
from helpcenter.consent.desk import Desk
from helpcenter.consent.events import (
    AddressCorrected,
    ConsentEvent,
    ConsentGiven,
    ConsentRefused,
    ConsentWithdrawn,
    InvitationsExpired,
    WrongPerson,
)
from helpcenter.consent.invitations import Invitee, MadeInvitation, invite
from helpcenter.consent.models import Carrier
from helpcenter.db import Clock
from helpcenter.db.domain_events import DomainEvents
from helpcenter.i18n.formats import HOUSE_ZONE
from helpcenter.organisations.models import Organisation
from helpcenter.unblock.models import LABEL_LENGTH, CaseChange, UnblockCase
from helpcenter.unblock.queries import find_open_case
from helpcenter.unblock.workflow import ConsentTrack, ProviderTrack, Track, can_follow, check_step, track_name

PERSON = "person"
# A block ends after months at most: a much older date is a typing mistake.
OLDEST_DAYS = 366


class CaseProblem(StrEnum):
    """Why a case cannot be opened."""

    LABEL = "label"
    """Empty, too long, or with a line break."""
    ADDRESS = "address"
    """Not a mail address."""
    FUTURE = "future"
    """The last mail cannot have been sent on a day that has not come."""
    TOO_OLD = "too_old"
    """The last mail was sent more than a year ago."""
    DUPLICATE = "duplicate"
    """There is an open case for this mailbox."""


class CaseError(ValueError):
    """This case cannot be opened; `problem` says why, `case` is the one that is already open."""

    def __init__(self, problem: CaseProblem, case: UnblockCase | None = None) -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.case = case


class NotInvitableError(ValueError):
    """The person of this case has answered, or the case is closed."""


@dataclass(frozen=True)
class NewCase:
    """What an organisation says about a family that receives nothing."""

    label: str
    address: str
    last_mail_on: date
    locale: str | None = None


def open_case(session: Session, clock: Clock, organisation: Organisation, new: NewCase, actor: str) -> UnblockCase:
    """Open a case: the person is to be invited, and the provider may be asked meanwhile."""
    address = _check(session, clock, organisation, new)
    case = UnblockCase(
        organisation_id=organisation.id,
        label=new.label.strip(),
        address=address,
        last_mail_on=new.last_mail_on,
        locale=new.locale,
        consent_track=ConsentTrack.NONE,
        provider_track=ProviderTrack.NONE,
        opened_by=actor,
        created_at=clock(),
    )
    session.add(case)
    session.flush()
    advance(case, ConsentTrack.TO_INVITE, clock, actor)
    # The vendor's default order is to ask the provider first; the person's agreement follows.
    advance(case, ProviderTrack.READY, clock, actor)
    session.flush()
    return case


def invite_person(session: Session, desk: Desk, case: UnblockCase, carrier: Carrier, actor: str) -> MadeInvitation:
    """Make a code for the person of a case."""
    if case.consent_track not in {ConsentTrack.TO_INVITE, ConsentTrack.INVITED}:
        raise NotInvitableError(case.consent_track.value)
    made = invite(session, desk, Invitee(case.id, case.organisation, case.address, case.locale), carrier, actor)
    if case.consent_track is ConsentTrack.TO_INVITE:
        advance(case, ConsentTrack.INVITED, desk.clock, actor)
    return made


def advance(case: UnblockCase, after: Track, clock: Clock, actor: str) -> None:
    """Take one step of one track, if it may follow, and write down who took it."""
    before: Track = case.consent_track if isinstance(after, ConsentTrack) else case.provider_track
    check_step(before, after)
    if isinstance(after, ConsentTrack):
        case.consent_track = after
    else:
        case.provider_track = after
    case.changes.append(CaseChange(track=track_name(after), before=before.value, after=after.value, actor=actor, changed_at=clock()))


def subscribe(events: DomainEvents, clock: Clock) -> None:
    """Let cases follow what people answer."""
    follower = Follower(clock)
    for kind, after in FOLLOWED.items():
        events.subscribe(kind, follower.follow(after))
    events.subscribe(AddressCorrected, follower.keep_address)


FOLLOWED: dict[type[ConsentEvent], ConsentTrack] = {
    ConsentGiven: ConsentTrack.GIVEN,
    ConsentRefused: ConsentTrack.REFUSED,
    WrongPerson: ConsentTrack.WRONG_PERSON,
    AddressCorrected: ConsentTrack.NEEDS_CORRECTION,
    ConsentWithdrawn: ConsentTrack.WITHDRAWN,
    InvitationsExpired: ConsentTrack.EXPIRED,
}


class Follower:
    """Moves a case along when its person acts, in the same transaction."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def follow(self, after: ConsentTrack) -> Callable[[Session, ConsentEvent], None]:
        """The handler that takes the consent track to `after` and the provider track along."""

        def handle(session: Session, event: ConsentEvent) -> None:
            case = session.get(UnblockCase, event.case_id)
            # A person's answer is never refused because of the state of a case.
            if case is not None and can_follow(case.consent_track, after):
                advance(case, after, self._clock, PERSON)
                self._take_provider_along(case, after)

        return handle

    def keep_address(self, session: Session, event: AddressCorrected) -> None:
        """Show the organisation the address that the person named."""
        case = session.get(UnblockCase, event.case_id)
        if case is not None:
            case.corrected_address = event.new_address

    def _take_provider_along(self, case: UnblockCase, after: ConsentTrack) -> None:
        wanted = {ConsentTrack.GIVEN: [ProviderTrack.READY]}.get(after, [ProviderTrack.NONE, ProviderTrack.TO_SUPPRESS_AGAIN])
        for step in wanted:
            if can_follow(case.provider_track, step):
                advance(case, step, self._clock, PERSON)
                return


def _check(session: Session, clock: Clock, organisation: Organisation, new: NewCase) -> str:
    """The address in its canonical form; CaseError when something is wrong."""
    label, address = new.label.strip(), parse_address(new.address)
    if not label or len(label) > LABEL_LENGTH or any(unicodedata.category(letter) in {"Cc", "Zl", "Zp"} for letter in label):
        raise CaseError(CaseProblem.LABEL)
    if address is None:
        raise CaseError(CaseProblem.ADDRESS)
    today = clock().astimezone(HOUSE_ZONE).date()
    if new.last_mail_on > today:
        raise CaseError(CaseProblem.FUTURE)
    if (today - new.last_mail_on).days > OLDEST_DAYS:
        raise CaseError(CaseProblem.TOO_OLD)
    known = find_open_case(session, organisation, address)
    if known is not None:
        raise CaseError(CaseProblem.DUPLICATE, known)
    return address
