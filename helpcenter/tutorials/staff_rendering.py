"""Staff make all sheets anew: one button, how far it is, what failed and why."""

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from helpcenter.accounts.access import staff_required
from helpcenter.db import db
from helpcenter.tutorials.rerendering import cancel_run, find_progress, list_failures, retry_failures, start_run
from helpcenter.tutorials.tasks import RUN, the_press
from helpcenter.web.context import services
from helpcenter.web.forms import BaseForm
from helpcenter.web.locale import _, _n

bp = Blueprint("tutorials_staff", __name__)
# The browser asks again by itself, without script.
REFRESH_SECONDS = 3


class ButtonForm(BaseForm):
    """A button with nothing beside it."""


@bp.get("/staff/sheets")
@staff_required
def sheets() -> ResponseReturnValue:
    """How far the last run is."""
    progress = find_progress(db.session, services().clock)
    failures = list_failures(db.session, progress.run.id) if progress else ()
    response = make_response(render_template("tutorials/staff_sheets.html", progress=progress, failures=failures, form=ButtonForm()))
    if progress and progress.is_running:
        response.headers["Refresh"] = str(REFRESH_SECONDS)
    return response


@bp.post("/staff/sheets")
@staff_required
def sheets_submit() -> ResponseReturnValue:
    """Begin a run; the one under way goes on."""
    if not ButtonForm().validate_on_submit():
        return redirect(url_for("tutorials_staff.sheets"))
    start_run(db.session, the_press())
    return _enqueue(_("All sheets are being made anew."))


@bp.post("/staff/sheets/cancel")
@staff_required
def cancel() -> ResponseReturnValue:
    """Stop the run; what is made stays."""
    if ButtonForm().validate_on_submit():
        cancel_run(db.session, services().clock)
        db.session.commit()
        flash(_("Stopped. What is made stays."), "success")
    return redirect(url_for("tutorials_staff.sheets"))


@bp.post("/staff/sheets/retry")
@staff_required
def retry() -> ResponseReturnValue:
    """Try once more what failed."""
    if not ButtonForm().validate_on_submit():
        return redirect(url_for("tutorials_staff.sheets"))
    number = retry_failures(db.session, services().clock)
    return _enqueue(_n("%(num)d sheet is tried once more.", "%(num)d sheets are tried once more.", number))


def _enqueue(message: str) -> ResponseReturnValue:
    services().jobs.enqueue_after_commit(db.session, RUN)
    db.session.commit()
    flash(message, "success")
    return redirect(url_for("tutorials_staff.sheets"))
