"""Timers: what must happen at a moment, once, whatever restarts and however many processes run.

A timer is a row. It is taken away in the transaction of its handler: either both happen or neither. A handler that fails
is tried again later and later, and never stands in the way of another timer.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import ColumnElement, and_, delete, func, or_, select, update
from sqlalchemy.orm import Session

from helpcenter.db.upserts import insert_into
from helpcenter.jobs.models import Timer

log = structlog.get_logger("helpcenter.timers")
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=6)
# More wait for the next minute: the queue has other things to do as well.
MOST_AT_ONCE = 500

SessionFactory = Callable[[], AbstractContextManager[Session]]


@dataclass(frozen=True)
class TimerCall:
    """What a handler is told."""

    name: str
    subject: str
    values: dict[str, Any]
    due_at: datetime


Handler = Callable[[Session, TimerCall], None]


class Timers:
    """The timers as the rooms see them: `register` at start, `schedule` and `cancel` inside a transaction."""

    def __init__(self) -> None:
        self._handlers: dict[str, Handler] = {}
        self._first: Callable[[Session], None] = lambda _session: None

    def begin_with(self, step: Callable[[Session], None]) -> None:
        """Do this at the beginning of each firing's transaction: take the lock that handlers need, before that of the timer's row.

        Whoever changes a case holds that lock when it moves a timer; the other order would be a deadlock.
        """
        self._first = step

    def register(self, name: str, handler: Handler) -> None:
        """Call `handler(session, call)` for each timer of this name; it does not commit."""
        self._handlers[name] = handler

    def schedule(self, session: Session, name: str, subject: str, due_at: datetime, **values: Any) -> None:
        """Let it happen at `due_at`; a timer of this name and subject that waits already is moved, and gets these values."""
        if name not in self._handlers:
            raise ValueError(f"no handler is registered for timers named {name}")
        row = {"values": values, "due_at": due_at, "next_at": due_at, "failures": 0, "last_error": ""}
        insert = insert_into(session, Timer).values(name=name, subject=subject, **row)
        session.execute(insert.on_conflict_do_update(index_elements=["name", "subject"], set_=row))

    def cancel(self, session: Session, name: str, subject: str) -> None:
        """Let it not happen, if it still waits."""
        session.execute(delete(Timer).where(Timer.name == name, Timer.subject == subject))

    def fire_due(self, session_factory: SessionFactory, now: datetime) -> int:
        """Do what is due, each in a transaction of its own; how many were done. Several processes may do this at once."""
        with session_factory() as session:
            due = self._due(session, now)
            session.rollback()
        return sum(self._fire(session_factory, timer_id, now) for timer_id in due)

    def _due(self, session: Session, now: datetime) -> Sequence[int]:
        # What a newer version has scheduled waits until that version is back.
        query = select(Timer.id).where(_is_due(now), Timer.name.in_(self._handlers))
        return session.scalars(query.order_by(Timer.next_at, Timer.id).limit(MOST_AT_ONCE)).all()

    def _fire(self, session_factory: SessionFactory, timer_id: int, now: datetime) -> bool:
        try:
            with session_factory() as session:
                return self._handle(session, timer_id, now)
        except Exception as error:
            # Whatever it is, the other timers go on.
            _note_failure(session_factory, timer_id, now, type(error).__name__)
            return False

    def _handle(self, session: Session, timer_id: int, now: datetime) -> bool:
        self._first(session)
        # On SQLite the transaction has the only write lock; on PostgreSQL whoever comes second passes over the row.
        query = select(Timer).where(Timer.id == timer_id, _is_due(now)).with_for_update(skip_locked=True)
        timer = session.scalar(query)
        if timer is None:
            session.rollback()
            return False
        call = TimerCall(timer.name, timer.subject, timer.values, timer.due_at)
        # Gone before the handler runs: it may schedule the same again.
        session.delete(timer)
        session.flush()
        self._handlers[call.name](session, call)
        session.commit()
        return True


def _is_due(now: datetime) -> ColumnElement[bool]:
    # One that failed is tried again within hours; what lies further ahead was put off under a clock that was wrong.
    return or_(Timer.next_at <= now, and_(Timer.failures > 0, Timer.next_at > now + 2 * LONGEST_PAUSE))


def count_failing(session: Session) -> int:
    """How many timers have failed and are tried again."""
    return session.scalar(select(func.count()).select_from(Timer).where(Timer.failures > 0)) or 0


def _note_failure(session_factory: SessionFactory, timer_id: int, now: datetime, error: str) -> None:
    with session_factory() as session:
        timer = session.get(Timer, timer_id)
        if timer is None:
            session.rollback()
            return
        log.error("timer failed", timer=timer.name, subject=timer.subject, error=error)
        pause = min(FIRST_PAUSE * 2 ** min(timer.failures, 20), LONGEST_PAUSE)
        # A statement, for another process may take the row away meanwhile.
        noted = update(Timer).where(Timer.id == timer_id)
        session.execute(noted.values(next_at=now + pause, failures=timer.failures + 1, last_error=error[:80]))
        session.commit()
