"""Blocks follow cases: what the provider lifted is no longer blocked, and a withdrawal after the lift blocks again. Same transaction."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.consent.desk import Desk
from helpcenter.providers.policy import BlockKind
from helpcenter.suppressions.models import Lifting, Origin, Suppression
from helpcenter.suppressions.service import NewBlock, find_active, lift, suppress
from helpcenter.unblock.events import CaseChanged, CaseEnded
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.workflow import Ending, ProviderTrack

ACTOR = "case"
# What each ending says about the block of the address that the case is about.
ENDED = {Ending.SELF_HEALED: Lifting.TIME, Ending.CORRECTED: Lifting.CORRECTED}


class CaseFollower:
    """Lifts and notes blocks as cases move."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def start(self) -> None:
        """Listen to the cases."""
        self._desk.events.subscribe(CaseChanged, self.follow_step)
        self._desk.events.subscribe(CaseEnded, self.follow_ending)

    def follow_step(self, session: Session, event: CaseChanged) -> None:
        """The provider lifted the block, or is told to stop again."""
        # What the person says lifts no block: the provider must do it first.
        if event.track != "provider":
            return
        case = session.get_one(UnblockCase, event.case_id)
        if event.after == ProviderTrack.DONE.value:
            self._lift_everywhere(session, case)
        elif event.after == ProviderTrack.TO_SUPPRESS_AGAIN.value:
            self._suppress_again(session, case)

    def follow_ending(self, session: Session, event: CaseEnded) -> None:
        """The block is over with the case; of a corrected address, nobody needs to know any more when it ends."""
        case = session.get_one(UnblockCase, event.case_id)
        # The mail that verified such a case went to another address: of this one it shows nothing.
        was_corrected = any(change.after == Ending.CORRECTED.value for change in case.changes)
        because = Lifting.DELIVERED if case.ending is Ending.VERIFIED and not was_corrected else ENDED.get(case.ending or Ending.DUPLICATE)
        active = find_active(session, case.organisation_id, case.mailbox_key)
        if because and active:
            lift(session, active, because, ACTOR, self._desk.clock())

    def _lift_everywhere(self, session: Session, case: UnblockCase) -> None:
        """The provider blocks a mailbox for all who send through it: lifted for one, it is lifted for every organisation."""
        same = select(Suppression).where(Suppression.mailbox_key == case.mailbox_key, Suppression.lifted_at.is_(None))
        # What a person withdrew from one organisation stays withdrawn there.
        for block in session.scalars(same.where(Suppression.provider == case.provider, Suppression.source != Origin.CASE)):
            lift(session, block, Lifting.PROVIDER, ACTOR, self._desk.clock())

    def _suppress_again(self, session: Session, case: UnblockCase) -> None:
        now = self._desk.clock()
        new = NewBlock(case.organisation_id, case.address, BlockKind.UNSUBSCRIBE, Origin.CASE, case.provider, now)
        suppress(session, new, ACTOR)
