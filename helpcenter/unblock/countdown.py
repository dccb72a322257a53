"""How long a block still lasts by itself."""

from dataclasses import dataclass
from datetime import date

from helpcenter.unblock.case_lines import CaseLine
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.workflow import ProviderTrack

# After these nothing is blocked any more.
LIFTED = frozenset({ProviderTrack.DONE, ProviderTrack.TO_SUPPRESS_AGAIN})


@dataclass(frozen=True)
class Countdown:
    """The latest day on which the block ends by itself."""

    until: date
    days_left: int


def count_down(case: UnblockCase | CaseLine, today: date) -> Countdown | None:
    """The countdown of an open case; None when no end is known, or when it has passed."""
    until = case.blocked_until_on
    if until is None or until < today or case.is_closed or case.provider_track in LIFTED:
        return None
    return Countdown(until, (until - today).days)
