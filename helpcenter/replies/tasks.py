"""What the queue process does for this room: read the mailbox, and ask again about keys."""

from flask import Flask

from helpcenter.db import db
from helpcenter.jobs import Jobs
from helpcenter.replies.desk import the_tools
from helpcenter.replies.fetching import Round, judge_waiting_again, read_mailbox
from helpcenter.replies.mailbox import MailboxPlan, parse_plan
from helpcenter.web.context import services

FETCH = "replies_fetch"
# A person who has just written looks at the page again within minutes.
FETCH_MINUTES = 2


def register(app: Flask, jobs: Jobs) -> None:
    """Let the queue process do a round, by itself and on request."""

    def fetch() -> None:
        with app.app_context():
            fetch_now()

    jobs.register(FETCH, fetch)
    jobs.register_every(FETCH, fetch, minutes=FETCH_MINUTES)


def fetch_now() -> Round:
    """One round."""
    tools = the_tools()
    # Those that wait only for a key come first: their writers have waited the longest.
    judge_waiting_again(db.session, tools)
    plan = the_plan()
    return read_mailbox(db.session, tools, plan) if plan else Round()


def the_plan() -> MailboxPlan | None:
    """The mailbox of this installation."""
    return parse_plan(services().settings.imap_url)
