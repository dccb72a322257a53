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
    UNANSWERED = "unanswered"
    """Nobody answered in time, and the block is lifted all the same."""
    DECLINED = "declined"
    """The provider keeps the block."""
    UNWANTED = "unwanted"
    """The person does not want the mails."""
    STRANGER = "stranger"
    """Somebody else reads this mailbox."""


# The step that is news, and what the case must still be when it is told.
STEPS: dict[tuple[str, str], dict[Status, News]] = {
    ("provider", ProviderTrack.DONE.value): {Status.UNBLOCKED: News.LIFTED},
    ("case", Ending.SELF_HEALED.value): {Status.CLOSED_SELF_HEALED: News.HEALED},
    ("consent", ConsentTrack.NEEDS_CORRECTION.value): {Status.NEEDS_ORGANISATION: News.CORRECTED},
    ("consent", ConsentTrack.EXPIRED.value): {Status.CLOSED_EXPIRED: News.EXPIRED, Status.UNBLOCKED: News.UNANSWERED},
    ("provider", ProviderTrack.DECLINED.value): {Status.CLOSED_DECLINED: News.DECLINED},
    ("consent", ConsentTrack.REFUSED.value): {Status.CLOSED_REFUSED: News.UNWANTED},
    ("consent", ConsentTrack.WRONG_PERSON.value): {Status.CLOSED_WRONG_PERSON: News.STRANGER},
}
# A block that stays lifted was news when it was lifted.
OLD_NEWS = (ProviderTrack.TO_SUPPRESS_AGAIN.value, ProviderTrack.DONE.value)


def is_news(track: str, after: str) -> bool:
    """True when the organisation is told of this step."""
    return (track, after) in STEPS


def gather(changes: Iterable[tuple[UnblockCase, CaseChange]]) -> dict[News, list[UnblockCase]]:
    """The news in some changes, each case once, without what has been undone or has gone on meanwhile."""
    found: dict[News, dict[int, UnblockCase]] = defaultdict(dict)
    for case, change in changes:
        kind = STEPS.get((change.track, change.after), {}).get(case.status)
        if kind and (change.before, change.after) != OLD_NEWS:
            found[kind][case.id] = case
    return {kind: list(found[kind].values()) for kind in News if kind in found}
