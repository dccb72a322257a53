"""What the queue process does for this room: the daily run, and taking erased data out of the files."""

import structlog
from flask import Flask

from helpcenter.db import db
from helpcenter.jobs import Jobs
from helpcenter.retention import service
from helpcenter.retention.custody import Custody
from helpcenter.retention.wiping import scrub

RUN, SCRUB = "retention_run", "retention_scrub"
# At night, before the feedback room cleans up.
HOUR = 2
log = structlog.get_logger()


def register(app: Flask, jobs: Jobs, custody: Custody) -> None:
    """Make the queue process able to do this, on request and by itself."""

    def run() -> None:
        with app.app_context():
            done = service.run(db.session, custody)
            db.session.commit()
            custody.drop_dossiers()
            log.info("retention", **done)
            if any(done.values()):
                scrub(db.engine)

    def clean() -> None:
        with app.app_context():
            custody.drop_dossiers()
            if not scrub(db.engine):
                # Somebody reads at this moment: the next try comes in a minute.
                raise RuntimeError("the database is busy: erased data still lies in its log")

    jobs.register_daily(RUN, run, hour=HOUR)
    jobs.register(SCRUB, clean, retries=10, retry_delay=60)
