"""What the queue process does for this room: take in counts, notice corrected articles, remove what is overdue."""

from dataclasses import dataclass

from flask import Flask

from helpcenter.articles.content import ARTICLES
from helpcenter.db import db
from helpcenter.feedback.corrections import send_corrections
from helpcenter.feedback.desk import all_current, the_desk
from helpcenter.feedback.ingest import ingest
from helpcenter.feedback.retention import remove_overdue
from helpcenter.feedback.versions import notice_texts
from helpcenter.jobs import Jobs
from helpcenter.web.context import services

UPDATE, CLEAN = "feedback_update", "feedback_clean"
# Often enough for a page of figures; several small corrections of a text within minutes make one mail.
UPDATE_MINUTES = 5
# At night, when nobody works on the inbox.
CLEAN_HOUR = 3


@dataclass(frozen=True)
class Update:
    """What one update did."""

    files: int
    texts: int
    mails: int


def register(app: Flask, jobs: Jobs) -> None:
    """Make the queue process able to do this, on request and by itself."""

    def update_counts() -> None:
        with app.app_context():
            update()

    def clean() -> None:
        with app.app_context():
            remove_overdue(db.session, services().clock())
            db.session.commit()

    jobs.register(UPDATE, update_counts)
    jobs.register_every(UPDATE, update_counts, minutes=UPDATE_MINUTES)
    jobs.register_daily(CLEAN, clean, hour=CLEAN_HOUR)


def update() -> Update:
    """Take in the waiting counts, remember new versions of articles, send the mails that wait for them; commits."""
    now, texts = services().clock(), all_current()
    # Commits by itself, before all else: what fails below must not cost the counts.
    files = ingest(db.session, the_desk().folder, now)
    mails = send_corrections(db.session, services().mail, texts, url_of_article)
    noticed = notice_texts(db.session, texts, now)
    db.session.commit()
    return Update(files, noticed, mails)


def url_of_article(slug: str, locale: str) -> str:
    """The public address of an article."""
    # No request is at hand here, so Flask can build no address.
    return services().settings.public_url + ARTICLES.address.format(slug=slug, locale=locale)
