"""Stand-ins that behave: a clock that a test can set."""

from datetime import UTC, datetime, timedelta

START = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


class FakeClock:
    """A clock that moves only when told."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **amount: float) -> None:
        """Move on, in the words of timedelta: days=1, minutes=15."""
        self.now += timedelta(**amount)
