"""What an organisation is told soon after it happened: the steps that others took and that leave it something to do or to know."""

from collections import defaultdict
from collections.abc import Iterable
from enum import StrEnum

from helpcenter.unblock.models import CaseChange, UnblockCase
from helpcenter.unblock.workflow import ConsentTrack, Ending, ProviderTrack, Status


class News(StrEnum):
    """One kind of news; the order is that of a mail."""

    LIFTED = "lifted"
    """The block is lifted: send one real mail now."""
    HEALED = "healed"
    """The block ended by itself: send one real mail now."""
    CORRECTED = "corrected"
    """The person named another address: call the family."""
    EXPIRED = "expired"
    """Nobody answered in time."""
    DECLINED = "declined"
    """The provider keeps the block."""
    UNWANTED = "unwanted"
    """The person does not want the mails."""
    STRANGER = "stranger"
    """Somebody else reads this mailbox."""


# The step that is news, and what the case must still be when it is told.
STEPS: dict[tuple[str, str], tuple[News, Status]] = {
    ("provider", ProviderTrack.DONE.value): (News.LIFTED, Status.UNBLOCKED),
    ("case", Ending.SELF_HEALED.value): (News.HEALED, Status.CLOSED_SELF_HEALED),
    ("consent", ConsentTrack.NEEDS_CORRECTION.value): (News.CORRECTED, Status.NEEDS_ORGANISATION),
    ("consent", ConsentTrack.EXPIRED.value): (News.EXPIRED, Status.CLOSED_EXPIRED),
    ("provider", ProviderTrack.DECLINED.value): (News.DECLINED, Status.CLOSED_DECLINED),
    ("consent", ConsentTrack.REFUSED.value): (News.UNWANTED, Status.CLOSED_REFUSED),
    ("consent", ConsentTrack.WRONG_PERSON.value): (News.STRANGER, Status.CLOSED_WRONG_PERSON),
}


def is_news(track: str, after: str) -> bool:
    """True when the organisation is told of this step."""
    return (track, after) in STEPS


def gather(changes: Iterable[tuple[UnblockCase, CaseChange]]) -> dict[News, list[UnblockCase]]:
    """The news in some changes, each case once, without what has been undone or has gone on meanwhile."""
    found: dict[News, dict[int, UnblockCase]] = defaultdict(dict)
    for case, change in changes:
        known = STEPS.get((change.track, change.after))
        if known and case.status is known[1]:
            found[known[0]][case.id] = case
    return {kind: list(found[kind].values()) for kind in News if kind in found}
