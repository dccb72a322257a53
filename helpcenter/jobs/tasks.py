"""What the queue process does by itself for this room: it fires the timers, every minute."""

from helpcenter.db import Clock
from helpcenter.jobs.queue import Jobs
from helpcenter.jobs.timers import SessionFactory, Timers

FIRE = "timers"


def register(jobs: Jobs, timers: Timers, sessions: SessionFactory, clock: Clock) -> None:
    """Let the queue process fire what is due."""

    def fire() -> None:
        timers.fire_due(sessions, clock())

    jobs.register_every(FIRE, fire, minutes=1)
