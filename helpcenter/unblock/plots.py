"""The geometry of the small bars; templates/unblock/plots.html draws them. A number stands at the end of each bar: colour tells nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from helpcenter.unblock.figures import Bar

# In units of the drawing, about one to one on a phone. The words stand above their bar: they are as long as languages make them.
WIDTH, ROW, BAR_HEIGHT, NUMBER_ROOM = 320, 44, 16, 44


@dataclass(frozen=True)
class DrawnBar:
    """One bar with its words and its number."""

    label: str
    value: int
    y: int
    width: float


@dataclass(frozen=True)
class BarPlot:
    """Bars below each other."""

    bars: tuple[DrawnBar, ...]
    height: int
    width: int = WIDTH
    bar_height: int = BAR_HEIGHT

    @property
    def is_empty(self) -> bool:
        """True when there is nothing to see."""
        return not any(bar.value for bar in self.bars)


def draw_bars(bars: Sequence[Bar], labels: Mapping[str, str]) -> BarPlot:
    """A row for each bar, the longest as wide as there is room."""
    highest = max((bar.value for bar in bars), default=0) or 1
    room = WIDTH - NUMBER_ROOM
    drawn = (DrawnBar(labels[bar.key], bar.value, place * ROW, round(bar.value / highest * room, 1)) for place, bar in enumerate(bars))
    return BarPlot(tuple(drawn), len(bars) * ROW)
