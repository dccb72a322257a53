"""The migrations make what the models say, forth and back, on both engines."""

import os
import subprocess
import sys

from flask import Flask
from sqlalchemy import inspect, text

from helpcenter.config import Settings
from helpcenter.db import db
from helpcenter.db.migrate import downgrade, drift, missing_versions, upgrade


def test_the_migrated_database_is_what_the_models_say(app: Flask) -> None:
    with app.app_context():
        assert drift() == []


def test_a_migrated_database_misses_no_version(app: Flask) -> None:
    with app.app_context():
        assert missing_versions() == set()


def test_all_migrations_can_be_undone_and_done_again(app: Flask) -> None:
    with app.app_context():
        downgrade("base")
    with app.app_context():
        assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
        upgrade()
    with app.app_context():
        assert drift() == []


def test_two_hosts_that_start_together_both_succeed(app: Flask, settings: Settings) -> None:
    with app.app_context():
        downgrade("base")
    environment = {**os.environ, "HELPCENTER_INSTANCE": str(settings.instance), "HELPCENTER_DATABASE_URL": settings.database_url}
    command = [sys.executable, "-m", "helpcenter.cli", "init"]
    hosts = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) for _ in range(2)]
    answers = [host.communicate()[0] for host in hosts]
    assert [host.returncode for host in hosts] == [0, 0], answers
    with app.app_context():
        assert missing_versions() == set()


def test_counts_by_day_are_summed_up_by_week_when_the_site_is_brought_up_to_date(app: Flask) -> None:
    with app.app_context():
        downgrade("0019")
        rows = "(7, '2026-10-26', 'delivered', 2), "
        rows += "(7, '2026-11-01', 'delivered', 3), (8, '2026-11-01', 'complaint', 1), (8, '2026-11-02', 'delayed', 9)"
        db.session.execute(text(f"INSERT INTO event_day_counts (organisation_id, day, kind, count) VALUES {rows}"))  # noqa: S608
        db.session.commit()
        upgrade()
        found = db.session.execute(
            text("SELECT organisation_id, delivered, complaint FROM event_week_counts ORDER BY organisation_id")
        ).all()
        monday = db.session.execute(text("SELECT DISTINCT CAST(monday AS varchar) FROM event_week_counts")).scalars().all()
    assert [tuple(row) for row in found] == [(-1, 5, 1), (7, 5, 0), (8, 0, 1)]
    assert monday == ["2026-10-26"]
