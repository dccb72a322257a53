"""What the queue process does for this room every night: blocks end whose last day is over, old ones are deleted."""

from flask import Flask

from helpcenter.consent import ledger
from helpcenter.db import db
from helpcenter.jobs import Jobs
from helpcenter.suppressions.service import lift_ended, remove_overdue
from helpcenter.web.context import services

NIGHTLY = "suppressions_nightly"
# Soon after the day has changed: the list says "until", and people read it in the morning.
HOUR = 1


def register(app: Flask, jobs: Jobs) -> None:
    """Make the queue process able to do this by itself."""

    def nightly() -> None:
        with app.app_context():
            settings, now = services().settings, services().clock()
            # As everybody who lifts a block (service.py).
            ledger.lock(db.session)
            lift_ended(db.session, now)
            remove_overdue(db.session, now, settings.keep_events_days, settings.keep_consent_days)
            db.session.commit()

    jobs.register_daily(NIGHTLY, nightly, hour=HOUR)
