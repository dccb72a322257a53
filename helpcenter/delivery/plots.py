"""The geometry of the plots; templates/delivery/plots.html draws them. Told apart by shape, pattern and words, never by colour alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from helpcenter.delivery.comparing import ENOUGH
from helpcenter.delivery.counts import Counts
from helpcenter.delivery.picture import Week
from helpcenter.web.axes import Tick, round_up

# In units of the drawing, which is shown as wide as there is room: about one to one on a phone.
WIDTH, HEIGHT = 360, 180
LEFT, RIGHT, TOP, BOTTOM = 46, 6, 14, 24
# Where the axis of shares may begin: a line needs no zero, but its reader needs a round number.
FLOORS = (0.98, 0.95, 0.9, 0.8, 0.5, 0.0)
# Rows of the plot of errors: a line of words above its columns.
ROW, ROW_WORDS = 70, 28
KINDS = ("permanent", "temporary", "blocked", "complaints")


@dataclass(frozen=True)
class Part:
    """A piece of a column, from the one below it upwards."""

    name: str
    y: float
    height: float


@dataclass(frozen=True)
class Column:
    """One week, its parts on top of each other."""

    x: float
    width: float
    parts: tuple[Part, ...]
    is_current: bool = False


@dataclass(frozen=True)
class VolumePlot:
    """Mails by week; `before` is the path of the year earlier."""

    columns: tuple[Column, ...]
    before: str
    rows: tuple[Tick, ...]
    months: tuple[Tick, ...]
    has_open: bool
    width: int = WIDTH
    height: int = HEIGHT
    base: int = HEIGHT - BOTTOM
    left: int = LEFT
    right: int = WIDTH - RIGHT


@dataclass(frozen=True)
class SharePlot:
    """The share that arrived, as paths that break where too few mails tell something, and dots."""

    now: str
    before: str
    dots: tuple[tuple[float, float], ...]
    rows: tuple[Tick, ...]
    months: tuple[Tick, ...]
    floor: float
    width: int = WIDTH
    height: int = HEIGHT
    base: int = HEIGHT - BOTTOM
    left: int = LEFT
    right: int = WIDTH - RIGHT

    @property
    def is_empty(self) -> bool:
        """True when no week had enough mails."""
        return not self.dots


@dataclass(frozen=True)
class ErrorRow:
    """One kind of error: a row of columns with its name and number above."""

    kind: str
    total: int
    words_y: int
    top: int
    base: int
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class ErrorPlot:
    """The kinds of error below each other, all on one scale."""

    rows: tuple[ErrorRow, ...]
    months: tuple[Tick, ...]
    highest: int
    height: int
    width: int = WIDTH
    left: int = LEFT
    right: int = WIDTH - RIGHT


Name = Callable[[Week], str]


def draw_volume(weeks: Sequence[Week], current: Week, name: Name, write: Callable[[int], str]) -> VolumePlot:
    """A column for each week, the unfinished one last; a stepped line for the year earlier."""
    shown = [*weeks, current]
    highest = round_up(max(max(week.counts.mails, week.before.mails if week.before else 0) for week in shown))
    room = _room(len(shown))
    columns = tuple(_stack(week, place, room, highest, is_current=week is current) for place, week in enumerate(shown))
    steps = [(LEFT + place * room, _height_of(week.before.mails, highest)) for place, week in enumerate(shown) if week.before]
    rows = tuple(Tick(_height_of(value, highest), write(value)) for value in (0, highest // 2, highest))
    return VolumePlot(columns, _stairs(steps, room), rows, _months(weeks, room, name), any(week.counts.open for week in shown))


def draw_share(weeks: Sequence[Week], name: Name, write: Callable[[float], str]) -> SharePlot:
    """This year's line with a dot for each week, and the year earlier without."""
    room = _room(len(weeks) + 1)
    now, before = ([_told(counts) for counts in series] for series in ([w.counts for w in weeks], [w.before for w in weeks]))
    floor = choose_floor([share for share in (*now, *before) if share is not None])
    points = _points(now, room, floor)
    ticks = (floor, (1 + floor) / 2, 1.0)
    rows = tuple(Tick(_share_height(share, floor), write(share)) for share in ticks)
    dots = tuple(point for point in points if point)
    return SharePlot(_path(points), _path(_points(before, room, floor)), dots, rows, _months(weeks, room, name), floor)


def draw_errors(weeks: Sequence[Week], current: Week, name: Name) -> ErrorPlot:
    """Four rows of columns on one scale, so that they can be compared."""
    shown, room = [*weeks, current], _room(len(weeks) + 1)
    series = {kind: [int(getattr(week.counts, kind)) for week in shown] for kind in KINDS}
    highest = round_up(max(value for values in series.values() for value in values))
    rows = tuple(_error_row(place, kind, values, room, highest) for place, (kind, values) in enumerate(series.items()))
    return ErrorPlot(rows, _months(weeks, room, name), highest, len(KINDS) * ROW + BOTTOM)


def choose_floor(shares: Sequence[float]) -> float:
    """The highest round share below all of these."""
    lowest = min(shares, default=0.0)
    return next((floor for floor in FLOORS if floor <= lowest), 0.0)


def _room(number: int) -> float:
    return (WIDTH - LEFT - RIGHT) / max(1, number)


def _stack(week: Week, place: int, room: float, highest: int, *, is_current: bool) -> Column:
    below, parts = 0, []
    for name, value in (("arrived", week.counts.delivered), ("open", week.counts.open), ("failed", week.counts.failed)):
        top = _height_of(below + value, highest)
        parts += [Part(name, top, round(_height_of(below, highest) - top, 1))] if value else []
        below += value
    return Column(*_across(place, room), tuple(parts), is_current=is_current)


def _error_row(place: int, kind: str, values: Sequence[int], room: float, highest: int) -> ErrorRow:
    base, tall = (place + 1) * ROW, ROW - ROW_WORDS - 6
    columns = tuple(
        Column(*_across(week, room), (_standing(base, value / highest * tall),), is_current=week == len(values) - 1)
        for week, value in enumerate(values)
        if value
    )
    return ErrorRow(kind, sum(values[:-1]), place * ROW + ROW_WORDS - 6, base - tall, base, columns)


def _standing(base: int, height: float) -> Part:
    return Part("error", round(base - height, 1), round(height, 1))


def _across(place: int, room: float) -> tuple[float, float]:
    gap = min(3.0, room * 0.25)
    return round(LEFT + place * room + gap / 2, 1), round(room - gap, 1)


def _told(counts: Counts | None) -> float | None:
    return counts.share if counts is not None and counts.known >= ENOUGH else None


def _points(shares: Sequence[float | None], room: float, floor: float) -> list[tuple[float, float] | None]:
    return [
        None if share is None else (round(LEFT + (place + 0.5) * room, 1), _share_height(share, floor))
        for place, share in enumerate(shares)
    ]


def _path(points: Sequence[tuple[float, float] | None]) -> str:
    parts, pen = [], "M"
    for point in points:
        parts += [f"{pen}{point[0]:g} {point[1]:g}"] if point else []
        pen = "L" if point else "M"
    return "".join(parts)


def _stairs(steps: Sequence[tuple[float, float]], room: float) -> str:
    return "".join(f"{'L' if number else 'M'}{x:.1f} {y:g}H{x + room:.1f}" for number, (x, y) in enumerate(steps))


def _months(weeks: Sequence[Week], room: float, name: Name) -> tuple[Tick, ...]:
    """Under the first week of each month; of many months, every second or third."""
    firsts = [place for place, week in enumerate(weeks) if place and week.monday.month != weeks[place - 1].monday.month]
    # Six names fit side by side on a phone.
    step = max(1, -(-len(firsts) // 6))
    return tuple(Tick(round(LEFT + (place + 0.5) * room, 1), name(weeks[place])) for place in firsts[::step])


def _height_of(value: int, highest: int) -> float:
    return round(HEIGHT - BOTTOM - value / highest * (HEIGHT - TOP - BOTTOM), 1)


def _share_height(share: float, floor: float) -> float:
    return round(HEIGHT - BOTTOM - (share - floor) / (1 - floor) * (HEIGHT - TOP - BOTTOM), 1)
