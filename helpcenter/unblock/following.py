"""Cases follow what the person does, in the same transaction: an answer is never refused because of the state of a case."""

from collections.abc import Callable

from sqlalchemy.orm import Session

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
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.service import advance, take_case
from helpcenter.unblock.workflow import ConsentTrack, ProviderTrack, can_follow

PERSON = "person"
OUT_OF_THE_HOUSE = frozenset({ProviderTrack.ASKED, ProviderTrack.NO_ANSWER})
FOLLOWED: dict[type[ConsentEvent], ConsentTrack] = {
    ConsentGiven: ConsentTrack.GIVEN,
    ConsentRefused: ConsentTrack.REFUSED,
    WrongPerson: ConsentTrack.WRONG_PERSON,
    AddressCorrected: ConsentTrack.NEEDS_CORRECTION,
    ConsentWithdrawn: ConsentTrack.WITHDRAWN,
    InvitationsExpired: ConsentTrack.EXPIRED,
}


def subscribe(desk: Desk) -> None:
    """Let cases follow what people answer."""
    follower = Follower(desk)
    for kind, after in FOLLOWED.items():
        desk.events.subscribe(kind, follower.follow(after))


class Follower:
    """Moves a case along when its person acts."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def follow(self, after: ConsentTrack) -> Callable[[Session, ConsentEvent], None]:
        """The handler that takes the consent track to `after` and the provider track along."""

        def handle(session: Session, event: ConsentEvent) -> None:
            case = take_case(session, event.case_id)
            if case is None:
                return
            # Written with the step that follows: each change of a row costs the person a moment.
            _keep_what_was_said(case, event)
            if can_follow(case.consent_track, after):
                advance(session, self._desk, case, after, PERSON)
                self._take_provider_along(session, case, after)

        return handle

    def _take_provider_along(self, session: Session, case: UnblockCase, after: ConsentTrack) -> None:
        step = _provider_step(case.provider_track, after)
        if step and can_follow(case.provider_track, step):
            advance(session, self._desk, case, step, PERSON)


def _keep_what_was_said(case: UnblockCase, event: ConsentEvent) -> None:
    """The address that the person named, for the organisation to see; and that whoever typed the address has shown that it exists."""
    if isinstance(event, AddressCorrected):
        case.corrected_address = event.new_address
    if isinstance(event, ConsentGiven) and event.address_confirmed:
        case.address_confirmed_at = event.at


def _provider_step(now: ProviderTrack, after: ConsentTrack) -> ProviderTrack | None:
    """Where the person's step takes the provider's track; None: it stays."""
    if after is ConsentTrack.GIVEN:
        # An agreement makes a new request ready, and never takes one out of its batch.
        return ProviderTrack.READY if now is ProviderTrack.NONE else None
    # Nobody answered is not a no: what the provider has lifted stays lifted, what it was asked stays asked.
    if after is ConsentTrack.EXPIRED:
        return None if now in OUT_OF_THE_HOUSE else ProviderTrack.NONE
    return ProviderTrack.TO_SUPPRESS_AGAIN if now is ProviderTrack.DONE else ProviderTrack.NONE
