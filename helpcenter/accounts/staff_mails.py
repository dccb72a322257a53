"""The staff's page of mails that wait or failed: why, when it is tried again, and what can be done."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpcenter.accounts.access import staff_required
from helpcenter.accounts.forms import MailsForm
from helpcenter.accounts.mail_words import reason_of
from helpcenter.accounts.staff import bp
from helpcenter.db import db
from helpcenter.jobs.timers import count_failing
from helpcenter.mail import outbox, queries
from helpcenter.mail.models import MailState
from helpcenter.web.context import services
from helpcenter.web.locale import _
from helpcenter.web.words import ngettext


@bp.get("/staff/mails")
@staff_required
def mails() -> ResponseReturnValue:
    """Mails that failed, then those that wait."""
    return _show(MailsForm())


@bp.post("/staff/mails")
@staff_required
def mails_submit() -> ResponseReturnValue:
    """Send the ticked ones, or all that failed, again; or let the ticked ones not leave any more."""
    form = MailsForm()
    if not form.validate_on_submit():
        return _show(form), 422
    ticked = request.form.getlist("mails", type=int)
    action = form.action.data or ""
    chosen = queries.failed_ids(db.session) if action == "all" else ticked
    if not chosen:
        flash(_("Tick at least one mail first."), "error")
        return redirect(url_for("accounts_staff.mails"))
    act = outbox.drop if action == "drop" else outbox.send_again
    number = act(db.session, chosen, services().clock())
    db.session.commit()
    _say(action, number)
    return redirect(url_for("accounts_staff.mails"))


def _say(action: str, number: int) -> None:
    if not number:
        flash(_("These mails have left meanwhile, or are leaving now."), "error")
    elif action == "drop":
        flash(
            ngettext("%(num)s mail will not leave any more.", "%(num)s mails will not leave any more.", number),
            "success",
        )
    else:
        flash(ngettext("%(num)s mail leaves within a minute.", "%(num)s mails leave within a minute.", number), "success")


def _show(form: MailsForm) -> str:
    found = queries.list_open(db.session)
    counts = queries.count_by_state(db.session)
    return render_template(
        "accounts/mails.html",
        form=form,
        failed=[mail for mail in found if mail.state is MailState.FAILED],
        waiting=[mail for mail in found if mail.state is MailState.WAITING],
        counts={state.value: number for state, number in counts.items()},
        reason_of=reason_of,
        failing_timers=count_failing(db.session),
        now=services().clock(),
    )
