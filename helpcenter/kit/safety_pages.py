"""The check of an address as a piece of a page: what was found last, when, and a button to look again."""

from flask import after_this_request, render_template
from flask.wrappers import Response
from markupsafe import Markup

from helpcenter.db import db
from helpcenter.kit.findings import Verdict
from helpcenter.kit.safety_words import say, say_overall
from helpcenter.kit.service import ask_for_check, find_last_check
from helpcenter.kit.tasks import CHECK
from helpcenter.web.context import services

BADGES = {Verdict.GOOD: "badge-ok", Verdict.TO_MEND: "badge-error", Verdict.NOT_CHECKED: "badge-warn"}
SECONDS_BETWEEN_LOOKS = "3"


def show_safety(address: str, action: str, level: int = 2) -> Markup:
    """The fragment for this address; its button posts to `action`. A page with a running check loads itself again."""
    last = find_last_check(db.session, services().clock, address)
    if last and last.is_running:
        after_this_request(_look_again)
    safety = last.safety if last else None
    fragment = render_template(
        "kit/safety.html",
        address=address,
        action=action,
        level=level,
        last=last,
        overall=safety.overall if safety else None,
        summary=say_overall(safety.overall) if safety else "",
        findings=[(finding, say(finding), BADGES[finding.verdict]) for finding in safety.findings] if safety else [],
    )
    # The template has escaped what is not its own.
    return Markup(fragment)  # noqa: S704


def ask_now(address: str) -> None:
    """Note the wish and hand it to the queue."""
    # Noted before the queue hears of it: what is found is kept only for an address that somebody asked about.
    ask_for_check(db.session, services().clock, address)
    services().jobs.enqueue_after_commit(db.session, CHECK, address=address)
    db.session.commit()


def _look_again(response: Response) -> Response:
    response.headers["Refresh"] = SECONDS_BETWEEN_LOOKS
    return response
