"""The one next step for a blocked address, for its organisation. Whoever knows better may open a request all the same."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from helpcenter.consent.domains import likely_address
from helpcenter.providers.policy import BlockKind
from helpcenter.suppressions.models import Lifting, Origin, Suppression
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.workflow import ConsentTrack, Status

# A block that ends within so many days ends sooner than a request is answered (consent-and-cases, section 5).
NOT_WORTH_DAYS = 7


class NextStep(StrEnum):
    """What the organisation does."""

    FOLLOW = "follow"
    """A request is open: go on there."""
    WAIT = "wait"
    """It ends by itself within a week."""
    TYPING = "typing"
    """The domain looks mistyped: correct it in the software."""
    CORRECT = "correct"
    """The address was said not to exist: check it with the family, correct it; if it is right, open a request."""
    ASK = "ask"
    """Open a request: only the family's agreement lifts this."""
    LEFT = "left"
    """The family unsubscribed: ask whether it wants the mails; only then open a request."""
    UNWANTED = "unwanted"
    """The family said no: tell it what matters another way."""
    STRANGER = "stranger"
    """Somebody else reads this mailbox: take the address out."""
    SEND = "send"
    """No longer blocked: send one real mail."""
    NOTHING = "nothing"
    """Over, and nothing to do."""


# Opening a request helps, at once or after the check that is named.
OPENS = frozenset({NextStep.ASK, NextStep.CORRECT, NextStep.TYPING, NextStep.WAIT, NextStep.LEFT})
BY_KIND = {BlockKind.HARD_BOUNCE: NextStep.CORRECT, BlockKind.UNSUBSCRIBE: NextStep.LEFT}
SAID_NO: dict[Status, NextStep] = {Status.CLOSED_REFUSED: NextStep.UNWANTED, Status.CLOSED_WRONG_PERSON: NextStep.STRANGER}


@dataclass(frozen=True)
class Advice:
    """The step; the case or the other address that it is about."""

    step: NextStep
    case: UnblockCase | None = None
    likely: str = ""

    @property
    def can_open(self) -> bool:
        """True when a request may be opened from here."""
        return self.step in OPENS


def advise(block: Suppression, case: UnblockCase | None, today: date) -> Advice:
    """What to do next; `case` is the last one of the same organisation and mailbox."""
    # One place to go on, whatever became of the block meanwhile.
    if case is not None and not case.is_closed:
        return Advice(NextStep.FOLLOW, case)
    if not is_blocked(block, today):
        return Advice(NextStep.SEND if block.lifted_because in {None, Lifting.TIME, Lifting.PROVIDER} else NextStep.NOTHING, case)
    # A person took the agreement back: no request is opened against that.
    if block.source is Origin.CASE:
        return Advice(NextStep.UNWANTED, case)
    if case is not None and case.status in SAID_NO and case.consent_track is not ConsentTrack.NONE:
        return Advice(SAID_NO[case.status], case)
    return Advice(_by_block(block, today), case, likely_address(block.address) or "")


def is_blocked(block: Suppression, today: date) -> bool:
    """True while the block lasts; its last day counts."""
    return block.is_active and (block.until_on is None or block.until_on >= today)


def _by_block(block: Suppression, today: date) -> NextStep:
    # First: neither time nor an agreement mends a typing mistake.
    if block.kind in {BlockKind.HARD_BOUNCE, BlockKind.SOFT} and likely_address(block.address):
        return NextStep.TYPING
    if block.until_on and (block.until_on - today).days <= NOT_WORTH_DAYS:
        return NextStep.WAIT
    return BY_KIND.get(block.kind, NextStep.ASK)
