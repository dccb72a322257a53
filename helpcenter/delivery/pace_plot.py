"""The geometry of the pace check: thin columns for the days of the last weeks, wide ones for the plan, a dotted line at the usual level."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from helpcenter.delivery.pace import Usual
from helpcenter.delivery.plots import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH
from helpcenter.delivery.schedule import Group
from helpcenter.web.axes import Tick, round_up

# The days that were take a little more than half; a gap tells them from those to come.
PAST = 190
GAP = 14
WIDEST = 30.0


@dataclass(frozen=True)
class Bar:
    """One day; `label` stands above a planned one that is the first, the last, or alone."""

    x: float
    y: float
    width: float
    height: float
    label: str = ""


@dataclass(frozen=True)
class PacePlot:
    """Past and plan on one scale."""

    past: tuple[Bar, ...]
    plan: tuple[Bar, ...]
    rows: tuple[Tick, ...]
    months: tuple[Tick, ...]
    # Where the usual level is; None when nothing is known.
    level: float | None
    divide: float
    base: int = HEIGHT - BOTTOM
    left: int = LEFT
    right: int = WIDTH - RIGHT
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True)
class Scale:
    """From a number of mails to a height, the same for both plots."""

    highest: int

    def at(self, value: float) -> float:
        """Where this number stands."""
        return round(HEIGHT - BOTTOM - value / self.highest * (HEIGHT - TOP - BOTTOM), 1)


def make_scale(usual: Usual, recipients: int) -> Scale:
    """High enough for everything that is drawn, with room for a number on top."""
    return Scale(round_up(round(1.08 * max(recipients, *usual.days.values(), 1))))


def draw_pace(usual: Usual, plan: Sequence[Group], scale: Scale, write: Callable[[int], str]) -> PacePlot:
    """One of the two plots: everything at once, or spread."""
    start = LEFT + PAST + GAP
    rows = tuple(Tick(scale.at(value), write(value)) for value in (0, scale.highest // 2, scale.highest))
    level = scale.at(usual.large) if usual.is_known else None
    return PacePlot(_past(usual, scale), _plan(plan, scale, start, write), rows, (), level, start - GAP / 2)


def _past(usual: Usual, scale: Scale) -> tuple[Bar, ...]:
    number = (usual.last - usual.first).days + 1
    room = PAST / number
    days = ((place, usual.days.get(usual.first + timedelta(days=place), 0)) for place in range(number))
    return tuple(_bar(LEFT + place * room, room * 0.8, value, scale) for place, value in days if value)


def _plan(plan: Sequence[Group], scale: Scale, start: float, write: Callable[[int], str]) -> tuple[Bar, ...]:
    room = min(WIDEST, (WIDTH - RIGHT - start) / len(plan))
    labelled = {0, len(plan) - 1}
    return tuple(
        _bar(start + place * room, room * 0.84, group.recipients, scale, write(group.recipients) if place in labelled else "")
        for place, group in enumerate(plan)
    )


def _bar(x: float, width: float, value: int, scale: Scale, label: str = "") -> Bar:
    y = scale.at(value)
    return Bar(round(x, 1), y, round(width, 1), round(HEIGHT - BOTTOM - y, 1), label)
