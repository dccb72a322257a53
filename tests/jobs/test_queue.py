"""Jobs run after the commit that asked for them, and never when it is undone."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from helpcenter.config import Settings
from helpcenter.jobs import Jobs, QueueError, make_jobs
from tests.postgres import free_port


def _make_jobs(settings: Settings) -> tuple[list[str], Jobs]:
    done: list[str] = []

    def note(word: str) -> None:
        done.append(word)

    jobs = make_jobs(settings)
    jobs.register("note", note)
    return done, jobs


def test_a_job_runs_with_its_arguments(settings: Settings) -> None:
    done, jobs = _make_jobs(settings)
    jobs.enqueue("note", word="word")
    assert done == ["word"]


def test_a_job_waits_for_the_commit(settings: Settings, session: Session) -> None:
    done, jobs = _make_jobs(settings)
    jobs.enqueue_after_commit(session, "note", word="later")
    assert done == []
    session.commit()
    assert done == ["later"]


def test_a_job_of_an_undone_transaction_never_runs(settings: Settings, session: Session) -> None:
    done, jobs = _make_jobs(settings)
    jobs.enqueue_after_commit(session, "note", word="never")
    session.rollback()
    session.commit()
    assert done == []


def test_daily_work_is_due_once_a_day_at_its_hour(settings: Settings) -> None:
    jobs = make_jobs(settings)
    done: list[str] = []
    jobs.register_daily("daily", lambda: done.append("done"), hour=6)
    moments = [datetime(2026, 11, 2, hour, minute, tzinfo=UTC) for hour in range(24) for minute in (0, 1, 30)]
    due = [moment for moment in moments for task in jobs.huey.read_periodic(moment)]
    assert due == [datetime(2026, 11, 2, 6, 0, tzinfo=UTC)]
    (task,) = jobs.huey.read_periodic(due[0])
    jobs.huey.execute(task)
    assert done == ["done"]


def test_a_queue_that_is_away_undoes_nothing_that_is_stored(settings: Settings, session: Session) -> None:
    jobs = make_jobs(replace(settings, testing=False, redis_url=f"redis://127.0.0.1:{free_port()}/0"))
    jobs.register("note", lambda: None)
    jobs.enqueue_after_commit(session, "note")
    session.commit()
    with pytest.raises(QueueError):
        jobs.enqueue("note")
