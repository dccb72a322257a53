"""A clock that all processes of the site read, and that only the simulation moves."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

SETTING = "COHORT_CLOCK"
BEGINNING = datetime(2026, 9, 1, 7, 0, tzinfo=UTC)


class SharedClock:
    """The time as a file says it."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def __call__(self) -> datetime:
        """Now."""
        return datetime.fromisoformat(self._file.read_text(encoding="ascii"))

    def set(self, moment: datetime) -> None:
        """Let it be this moment for everybody."""
        waiting = self._file.with_suffix(".new")
        waiting.write_text(moment.isoformat(), encoding="ascii")
        # Renamed, so that nobody reads half a moment.
        waiting.replace(self._file)


def clock_of_environment() -> SharedClock:
    """The clock that this process was told."""
    return SharedClock(Path(os.environ[SETTING]))


def after(**amount: float) -> datetime:
    """A moment after the beginning, in the words of timedelta."""
    return BEGINNING + timedelta(**amount)
