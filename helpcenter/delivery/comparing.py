"""Whether two shares truly differ, and which share is surely bad: few mails prove little."""

from enum import StrEnum
from math import sqrt

from helpcenter.delivery.counts import Counts

# The normal distribution holds 95 % between -1.96 and +1.96.
Z = 1.959964
# With fewer mails, one more or less moves the share by more than what is looked for.
ENOUGH = 20
# Half a mail in a hundred: a difference that is sure, and still matters to nobody.
SMALLEST = 0.005


class Trend(StrEnum):
    """How a share stands beside the one of a year earlier."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    """So near that chance explains the difference."""
    UNKNOWN = "unknown"
    """Too few mails on one side, or none."""


def compare(now: Counts, before: Counts | None) -> Trend:
    """The difference between two shares of arrived mails, when chance does not explain it (test of two proportions)."""
    if before is None or now.share is None or before.share is None or min(now.known, before.known) < ENOUGH:
        return Trend.UNKNOWN
    difference = now.share - before.share
    if abs(difference) < max(SMALLEST, Z * _spread(now, before)):
        return Trend.SAME
    return Trend.BETTER if difference > 0 else Trend.WORSE


def sure_share(part: int, total: int) -> float:
    """The share that is exceeded with great certainty (lower bound of Wilson's interval): one of two proves little."""
    if not part:
        return 0.0
    share = part / total
    middle = share + Z * Z / (2 * total)
    return max(0.0, (middle - Z * sqrt(share * (1 - share) / total + Z * Z / (4 * total * total))) / (1 + Z * Z / total))


def sure_failures(counts: Counts) -> float:
    """The share of mails that surely fails."""
    return sure_share(counts.failed, counts.known)


def _spread(now: Counts, before: Counts) -> float:
    both = (now.delivered + before.delivered) / (now.known + before.known)
    return sqrt(both * (1 - both) * (1 / now.known + 1 / before.known))
