"""Jobs run after the commit that asked for them, and never when it is undone."""

from sqlalchemy.orm import Session

from helpcenter.config import Settings
from helpcenter.jobs import Jobs, make_jobs


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
