"""The geometry of the small plots; templates/feedback/plots.html draws them. Told apart by pattern, shape and words, not by colour."""

from collections.abc import Sequence
from dataclasses import dataclass

from helpcenter.feedback.figures import Series
from helpcenter.feedback.wilson import Share
from helpcenter.web.axes import Tick, round_up

# In units of the drawing, which is shown as wide as there is room: about one to one on a phone.
WIDTH, HEIGHT = 340, 170
LEFT, RIGHT, TOP, BOTTOM = 44, 4, 16, 24
GAP = 5
# A column this narrow has no room for its number; the table has it.
NARROWEST_LABEL = 7.0


@dataclass(frozen=True)
class Column:
    """One number of one series: a rectangle that stands on the base line."""

    series: int
    x: float
    y: float
    width: float
    height: float
    value: int


@dataclass(frozen=True)
class ColumnPlot:
    """Columns side by side, one group a week."""

    columns: tuple[Column, ...]
    rows: tuple[Tick, ...]
    groups: tuple[Tick, ...]
    width: int = WIDTH
    height: int = HEIGHT
    base: int = HEIGHT - BOTTOM
    left: int = LEFT
    right: int = WIDTH - RIGHT


@dataclass(frozen=True)
class Interval:
    """A share with the range in which it truly lies, on a line from 0 to 100."""

    low: float
    middle: float
    high: float


def draw_columns(series: Sequence[Series], labels: Sequence[str]) -> ColumnPlot:
    """A group of columns for each label, one for each series."""
    highest = round_up(max((value for each in series for value in each.values), default=0))
    room = (WIDTH - LEFT - RIGHT) / max(1, len(labels))
    wide = (room - GAP) / max(1, len(series))
    columns = tuple(
        _column(number, LEFT + place * room + GAP / 2 + number * wide, wide, value, highest)
        for place in range(len(labels))
        for number, value in ((number, each.values[place]) for number, each in enumerate(series))
    )
    rows = tuple(Tick(_height_of(value, highest), str(value)) for value in (0, highest // 2, highest))
    groups = tuple(Tick(LEFT + (place + 0.5) * room, label) for place, label in enumerate(labels))
    return ColumnPlot(columns, rows, groups)


def draw_interval(share: Share) -> Interval:
    """A share and its bounds in percent."""
    return Interval(round(100 * share.low, 1), round(100 * share.positive / max(1, share.total), 1), round(100 * share.high, 1))


def _column(series: int, x: float, width: float, value: int, highest: int) -> Column:
    top = _height_of(value, highest)
    return Column(series, round(x, 1), top, round(width - 1, 1), round(HEIGHT - BOTTOM - top, 1), value)


def _height_of(value: int, highest: int) -> float:
    return round(HEIGHT - BOTTOM - value / highest * (HEIGHT - TOP - BOTTOM), 1)
