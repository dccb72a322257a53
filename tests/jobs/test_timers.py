"""Timers: each is done once, with what its handler stores, whatever fails and however many processes look."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event, Thread

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.accounts.models import Role
from helpcenter.consent import ledger
from helpcenter.db.engine import own_sessions
from helpcenter.jobs.models import Timer
from helpcenter.jobs.timers import TimerCall, Timers, count_failing
from tests.fakes import START

SOON = START + timedelta(hours=1)


class Room:
    """A room whose handler stores one row for each call, and fails as often as it is told."""

    def __init__(self, app: Flask, failures: int = 0) -> None:
        self.sessions = own_sessions(app)
        self.failures = failures
        self.timers = Timers()
        self.timers.register("greet", self.greet)
        self.timers.register("again", self.greet_again)

    def greet(self, session: Session, call: TimerCall) -> None:
        """Store what the timer is about."""
        session.add(Role(name=f"{call.subject}-{call.values.get('word', '')}"))
        session.flush()
        if self.failures:
            self.failures -= 1
            raise RuntimeError("a handler that fails")

    def greet_again(self, session: Session, call: TimerCall) -> None:
        """Ask for the same timer a day later."""
        self.timers.schedule(session, call.name, call.subject, call.due_at + timedelta(days=1))

    def schedule(self, name: str = "greet", subject: str = "case:1", **values: str) -> None:
        """One timer, an hour from the start."""
        with self.sessions() as session:
            self.timers.schedule(session, name, subject, SOON, **values)
            session.commit()

    def stored(self) -> list[str]:
        """What the handlers have stored."""
        with self.sessions() as session:
            return sorted(session.scalars(select(Role.name)))

    def waiting(self) -> list[Timer]:
        """The timers that wait."""
        with self.sessions() as session:
            return list(session.scalars(select(Timer)))


def test_a_timer_is_done_when_it_is_due_and_only_once(app: Flask) -> None:
    room = Room(app)
    room.schedule(word="hello")
    counts = [room.timers.fire_due(room.sessions, now) for now in (START, SOON - timedelta(seconds=1), SOON, SOON)]
    assert (counts, room.stored()) == ([0, 0, 1, 0], ["case:1-hello"])


def test_the_same_name_and_subject_is_one_timer_that_moves(app: Flask) -> None:
    room = Room(app)
    room.schedule(word="first")
    with room.sessions() as session:
        room.timers.schedule(session, "greet", "case:1", SOON + timedelta(days=1), word="second")
        room.timers.schedule(session, "greet", "case:2", SOON)
        room.timers.cancel(session, "greet", "case:2")
        session.commit()
    assert room.timers.fire_due(room.sessions, SOON) == 0
    assert room.timers.fire_due(room.sessions, SOON + timedelta(days=1)) == 1
    assert room.stored() == ["case:1-second"]


def test_an_undone_transaction_leaves_no_timer(app: Flask) -> None:
    room = Room(app)
    with room.sessions() as session:
        room.timers.schedule(session, "greet", "case:1", SOON)
        session.rollback()
    assert room.waiting() == []


def test_a_handler_that_fails_stores_nothing_is_tried_again_later_and_holds_nobody_up(app: Flask) -> None:
    room = Room(app, failures=2)
    room.schedule(subject="case:1")
    assert room.timers.fire_due(room.sessions, SOON) == 0
    room.schedule(subject="case:2")
    room.failures = 0
    # The one that failed rests for a minute; the other one is done.
    assert room.timers.fire_due(room.sessions, SOON) == 1
    assert room.stored() == ["case:2-"]
    with room.sessions() as session:
        assert count_failing(session) == 1
    room.failures = 1
    assert room.timers.fire_due(room.sessions, SOON + timedelta(minutes=1)) == 0
    assert room.timers.fire_due(room.sessions, SOON + timedelta(minutes=2)) == 0
    assert room.timers.fire_due(room.sessions, SOON + timedelta(minutes=3)) == 1
    assert room.stored() == ["case:1-", "case:2-"]


def test_what_failed_under_a_clock_that_was_a_year_ahead_is_tried_again_and_what_is_planned_waits(app: Flask) -> None:
    room = Room(app, failures=1)
    room.schedule(subject="case:1")
    assert room.timers.fire_due(room.sessions, SOON + timedelta(days=365)) == 0
    with room.sessions() as session:
        room.timers.schedule(session, "greet", "case:2", SOON + timedelta(days=30))
        session.commit()
    assert room.timers.fire_due(room.sessions, SOON) == 1
    assert room.stored() == ["case:1-"]


def test_a_handler_may_ask_for_the_same_timer_again(app: Flask) -> None:
    room = Room(app)
    room.schedule("again")
    assert room.timers.fire_due(room.sessions, SOON) == 1
    assert [timer.due_at for timer in room.waiting()] == [SOON + timedelta(days=1)]


def test_a_timer_that_nobody_handles_is_refused_and_one_of_a_newer_version_waits(app: Flask) -> None:
    room = Room(app)
    with room.sessions() as session, pytest.raises(ValueError, match="no handler"):
        room.timers.schedule(session, "unknown", "case:1", SOON)
    room.schedule()
    assert Timers().fire_due(room.sessions, SOON) == 0
    assert len(room.waiting()) == 1


def test_eight_at_once_do_each_of_many_timers_once(app: Flask) -> None:
    room, start, counts = Room(app), Barrier(8), []
    for number in range(20):
        room.schedule(subject=f"case:{number}")

    def fire() -> None:
        start.wait()
        counts.append(room.timers.fire_due(room.sessions, SOON))

    threads = [Thread(target=fire) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sum(counts), len(room.stored()), room.waiting()) == (20, 20, [])


def test_a_timer_and_a_change_that_moves_it_never_wait_for_each_other(app: Flask) -> None:
    room, has_lock, called = Room(app), Event(), []
    room.timers.begin_with(ledger.lock)

    def change_case(session: Session, call: TimerCall) -> None:
        called.append(call.subject)
        ledger.lock(session)

    room.timers.register("case", change_case)
    with room.sessions() as session:
        room.timers.schedule(session, "case", "1", START)
        session.commit()

    def answer() -> None:
        # As a person's answer does: the lock of the ledger first, then the timers of the case.
        with room.sessions() as session:
            ledger.lock(session)
            session.scalars(select(Timer)).all()
            has_lock.set()
            time.sleep(0.3)
            room.timers.cancel(session, "case", "1")
            session.commit()

    with ThreadPoolExecutor(2) as threads:
        answered = threads.submit(answer)
        assert has_lock.wait(10)
        fired = threads.submit(room.timers.fire_due, room.sessions, SOON)
        answered.result()
        assert (fired.result(), called) == (0, [])
