"""What the queue process does for this room at night: delete what nobody decided in time."""

from flask import Flask

from helpcenter.db import db
from helpcenter.intake.service import remove_overdue
from helpcenter.jobs import Jobs
from helpcenter.web.context import services

CLEAN = "intake_clean"
CLEAN_HOUR = 3


def register(app: Flask, jobs: Jobs) -> None:
    """Make the queue process able to do this by itself."""

    def clean() -> None:
        with app.app_context():
            remove_overdue(db.session, services().clock())
            db.session.commit()

    jobs.register_daily(CLEAN, clean, hour=CLEAN_HOUR)
