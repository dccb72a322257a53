"""Named functions that run later, in the queue process; huey keeps them."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import structlog
from huey import Huey, MemoryHuey, RedisHuey, SqliteHuey, crontab
from redis import ConnectionPool
from redis.exceptions import RedisError
from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction

from helpcenter.config import Settings

Work = Callable[..., None]
log = structlog.get_logger()


class QueueError(Exception):
    """The queue cannot be reached, or has no room: this job was not taken."""


class Jobs:
    """The queue as the rooms see it: `register` at start, `enqueue` by name with plain JSON values."""

    def __init__(self, huey: Huey) -> None:
        self.huey = huey
        self._tasks: dict[str, Any] = {}

    def register(self, name: str, work: Work, *, retries: int = 0, retry_delay: int = 0, retry_backoff: int = 0) -> None:
        """Make `work` known under `name`; after an error it is tried `retries` times more, `retry_delay` seconds apart.

        With `retry_backoff`, each pause is that many times as long as the one before.
        """
        task = self.huey.task(name=name, retries=retries, retry_delay=retry_delay, retry_backoff=retry_backoff)
        self._tasks[name] = task(work)

    def register_every(self, name: str, work: Callable[[], None], *, minutes: int) -> None:
        """Run `work` every so many minutes in the queue process; with several hosts perhaps more often, so it must not mind."""
        self.huey.periodic_task(crontab(minute=f"*/{minutes}"), name=f"{name}_every")(work)

    def register_daily(self, name: str, work: Callable[[], None], hour: int) -> None:
        """Let the queue process run `work` once a day at this hour (UTC); a day on which it does not run is left out."""
        self.huey.periodic_task(crontab(hour=str(hour), minute="0"), name=name)(work)

    def enqueue(self, name: str, **arguments: Any) -> None:
        """Run this job as soon as the queue process is free; raise QueueError when it cannot be taken now."""
        try:
            self._tasks[name](**arguments)
        except (RedisError, sqlite3.Error) as error:
            raise QueueError(type(error).__name__) from error

    def enqueue_after_commit(self, session: Session, name: str, **arguments: Any) -> None:
        """Run this job once the session's transaction is safely stored; never when it is undone.

        Such a job only hurries: when the queue is away, what it would do is found in the database by the next round of its room.
        """
        if not session.in_transaction():
            session.begin()
        waiting: list[tuple[str, dict[str, Any]]] = session.info.setdefault("jobs", [])
        if not event.contains(session, "after_commit", self._release):
            event.listen(session, "after_commit", self._release)
            event.listen(session, "after_soft_rollback", _forget)
        waiting.append((name, arguments))

    def _release(self, session: Session) -> None:
        for name, arguments in session.info.pop("jobs", []):
            try:
                self.enqueue(name, **arguments)
            except QueueError as away:
                # Everything is stored: an error now would tell a person that it is not.
                log.warning("job_not_queued", job=name, kind=str(away))


def _forget(session: Session, undone: SessionTransaction) -> None:
    # A savepoint that is undone leaves the transaction around it alive.
    if not undone.nested:
        session.info.pop("jobs", None)


def find_obstacle(settings: Settings) -> str:
    """Why the embedded queue cannot be written, in the words of SQLite; empty when it can, or when the queue is another one."""
    if settings.redis_url:
        return ""
    try:
        with closing(sqlite3.connect(_file_of(settings), timeout=5)) as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            # Writes a page, and changes nothing.
            connection.execute(f"PRAGMA user_version = {version}")
    except sqlite3.Error as error:
        return str(error)
    return ""


def make_jobs(settings: Settings) -> Jobs:
    """The queue that the settings ask for: immediate in tests, Redis when configured, else SQLite in the instance."""
    return Jobs(_make_huey(settings))


def _make_huey(settings: Settings) -> Huey:
    if settings.testing:
        return MemoryHuey("helpcenter", immediate=True, results=False)
    if settings.redis_url:
        # Longer than the second for which the queue process waits for a job.
        pool = ConnectionPool.from_url(settings.redis_url, socket_connect_timeout=2, socket_timeout=5)
        return RedisHuey("helpcenter", connection_pool=pool, results=False)
    settings.instance.mkdir(parents=True, exist_ok=True)
    # Synced to the disk: a job that was taken is not lost with the power.
    return SqliteHuey("helpcenter", filename=str(_file_of(settings)), results=False, fsync=True)


def _file_of(settings: Settings) -> Path:
    return settings.instance / "jobs.sqlite3"
