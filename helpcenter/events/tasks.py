"""What the queue process does for this room: it deletes old events every night, and confirms subscriptions."""

import structlog
from flask import Flask

from helpcenter.db import db
from helpcenter.events.desk import the_receiver
from helpcenter.events.forgetting import forget_some_old
from helpcenter.web.context import Services

FORGET, CONFIRM = "events_forget", "events_confirm"
# At night, before the retention run clears what was deleted out of the database's files.
HOUR = 1
log = structlog.get_logger()


def register(app: Flask, found: Services) -> None:
    """Make the queue process able to do this."""

    def forget() -> None:
        with app.app_context():
            log.info("events_forgotten", count=forget_old(found))

    def confirm(url: str) -> None:
        with app.app_context():
            the_receiver().get(url)
        log.info("events_confirmed")

    found.jobs.register_daily(FORGET, forget, hour=HOUR)
    found.jobs.register(CONFIRM, confirm, retries=5, retry_delay=10, retry_backoff=4)


def forget_old(found: Services) -> int:
    """Delete what is older than events are kept, a step in each transaction; how many."""
    total = 0
    while count := forget_some_old(db.session, found.clock(), found.settings.keep_events_days):
        db.session.commit()
        total += count
    db.session.rollback()
    return total
