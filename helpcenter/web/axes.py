"""What the axes of all drawn plots share: places with words, and scales that can be read."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tick:
    """A place on an axis with its words."""

    at: float
    label: str


def round_up(value: int) -> int:
    """The next even number with one or two figures that mean something: a scale that can be read, and halved."""
    step = 2
    while value > step * 10:
        step *= 5 if str(step)[0] == "2" else 2
    return max(step, -(-value // step) * step)
