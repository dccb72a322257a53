"""`helpcenter feedback …`: what operators run by hand or by a timer."""

import json

from click.testing import CliRunner
from flask import Flask

from helpcenter.cli import main
from helpcenter.feedback.models import CorrectionRequest
from helpcenter.feedback.service import ask_for_mail
from helpcenter.jobs import make_jobs
from tests.browsing import database
from tests.fakes import FakeClock
from tests.feedback.readers import make_text, make_votes


def run(app: Flask, *words: str) -> str:
    with app.app_context():
        result = CliRunner().invoke(main, ["feedback", *words], obj=lambda: app)
    assert result.exit_code == 0, result.output
    return result.output


def test_update_takes_in_what_was_counted(app: Flask) -> None:
    desk = app.extensions["feedback"]
    desk.tally.add(("view", "fr", "mail-delivery"))
    desk.tally.flush()
    done = json.loads(run(app, "update", "--json"))
    assert done["files"] == 1
    assert done["texts"] >= 2
    assert json.loads(run(app, "update", "--json")) == {"files": 0, "texts": 0, "mails": 0}


def test_retention_says_first_and_removes_then(app: Flask, clock: FakeClock) -> None:
    with database(app) as session:
        ask_for_mail(session, clock, make_text(session), "lea@courrier.example", "fr")
    clock.advance(days=200)
    for words in (["--dry-run"], []):
        assert json.loads(run(app, "retention", "--json", *words)) == {"texts": 0, "addresses": 1, "words": 0, "views": 0}
    with database(app) as session:
        assert session.query(CorrectionRequest).count() == 0


def test_figures_for_machines_name_the_bounds(app: Flask) -> None:
    with database(app) as session:
        make_votes(session, make_text(session), yes=15, no=22)
    rating = json.loads(run(app, "figures", "--json"))["ratings"][0]
    assert (rating["slug"], rating["locale"], rating["after"]) == ("mail-delivery", "fr", None)
    assert rating["before"]["positive"] == 15
    assert round(rating["before"]["low"], 2) == 0.26
    assert "41 % (n=37)" in run(app, "figures")


def test_the_queue_process_does_both_by_itself(app: Flask) -> None:
    found = app.extensions["helpcenter"].jobs.huey
    names = {task.name for task in found._registry.periodic_tasks}
    assert {"feedback_update_every", "feedback_clean"} <= names
    for task in found._registry.periodic_tasks:
        if task.name.startswith("feedback_"):
            task.execute()


def test_a_periodic_job_knows_its_time(app: Flask, clock: FakeClock) -> None:
    jobs = make_jobs(app.extensions["helpcenter"].settings)
    jobs.register_every("often", lambda: None, minutes=5)
    jobs.register_daily("nightly", lambda: None, hour=3)
    often, nightly = sorted(jobs.huey._registry.periodic_tasks, key=lambda task: task.name, reverse=True)
    clock.now = clock.now.replace(hour=3, minute=0)
    assert often.validate_datetime(clock.now)
    assert nightly.validate_datetime(clock.now)
    clock.advance(minutes=3)
    assert not often.validate_datetime(clock.now)
    clock.advance(minutes=2)
    assert often.validate_datetime(clock.now)
    assert not nightly.validate_datetime(clock.now)
