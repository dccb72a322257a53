"""What the queue process does for this room: the daily run, and taking erased data out of the files."""

import structlog
from flask import Flask

from helpcenter.config import Settings
from helpcenter.db import db
from helpcenter.jobs import Jobs
from helpcenter.retention import service
from helpcenter.retention.custody import Custody
from helpcenter.retention.time_stamps import Authority, TimeStampError, stamp_head
from helpcenter.retention.wiping import scrub

RUN, SCRUB, STAMP = "retention_run", "retention_scrub", "retention_stamp"
# At night, before the feedback room cleans up.
HOUR = 2
# After the run, so that the stamp covers what it erased.
STAMP_HOUR = 3
log = structlog.get_logger()


def register(app: Flask, jobs: Jobs, custody: Custody) -> None:
    """Make the queue process able to do this, on request and by itself."""

    def run() -> None:
        with app.app_context():
            done = service.run(db.session, custody)
            db.session.commit()
            custody.drop_dossiers()
            log.info("retention", **done)
            # Cleaning the files reads and writes the whole database: not on the many nights on which nothing went.
            if any(done.values()):
                scrub(db.engine)

    def clean() -> None:
        with app.app_context():
            custody.drop_dossiers()
            if not scrub(db.engine):
                # Somebody reads at this moment: the next try comes in a minute.
                raise RuntimeError("the database is busy: erased data still lies in its log")

    def stamp() -> None:
        with app.app_context():
            stamp_tonight(custody.settings)

    jobs.register_daily(STAMP, stamp, hour=STAMP_HOUR)
    jobs.register_daily(RUN, run, hour=HOUR)
    jobs.register(SCRUB, clean, retries=10, retry_delay=60)


def stamp_tonight(settings: Settings) -> None:
    """Have the head stamped, where an authority is configured; tomorrow is another night when it does not answer."""
    if not settings.timestamp_url:
        return
    try:
        stamp_head(db.session, Authority.read(settings.timestamp_url, settings.timestamp_roots))
    except TimeStampError as error:
        log.error("head not stamped", cause=str(error))
