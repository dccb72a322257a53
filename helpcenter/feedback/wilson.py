"""How far a share of few votes can be trusted: the score interval of E. B. Wilson (1927)."""

from dataclasses import dataclass
from math import sqrt

# The normal distribution holds 95 % between -1.96 and +1.96.
Z = 1.959964


def wilson_bounds(positive: int, total: int) -> tuple[float, float]:
    """The lower and upper bound (0 to 1) between which the true share lies with 95 % confidence; (0, 1) without votes."""
    if not 0 <= positive <= total:
        raise ValueError(f"{positive} of {total} is no share")
    if total == 0:
        return 0.0, 1.0
    share, square = positive / total, Z * Z
    middle = (share + square / (2 * total)) / (1 + square / total)
    half = Z / (1 + square / total) * sqrt(share * (1 - share) / total + square / (4 * total * total))
    # Rounding must not carry a bound past the share itself when all votes agree.
    return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))


@dataclass(frozen=True)
class Share:
    """So many of so many found a text helpful."""

    positive: int
    total: int

    @property
    def percent(self) -> int:
        """The share, rounded; 0 without votes."""
        return round(100 * self.positive / self.total) if self.total else 0

    @property
    def low(self) -> float:
        """Lower bound, 0 to 1."""
        return wilson_bounds(self.positive, self.total)[0]

    @property
    def high(self) -> float:
        """Upper bound, 0 to 1."""
        return wilson_bounds(self.positive, self.total)[1]

    @property
    def low_percent(self) -> int:
        """Lower bound in percent."""
        return round(100 * self.low)

    @property
    def high_percent(self) -> int:
        """Upper bound in percent."""
        return round(100 * self.high)
