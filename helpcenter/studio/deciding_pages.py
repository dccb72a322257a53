"""Sheets that nobody has decided about: members are told, and one click hands them out or leaves them out."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpcenter.accounts.access import the_user
from helpcenter.db import db
from helpcenter.organisations.access import current_organisation, member_required
from helpcenter.organisations.models import Organisation
from helpcenter.studio.routes import bp, outdated_notice
from helpcenter.studio.shaping_pages import all_sheets, the_workshop
from helpcenter.studio.shelf import decide, undecided_ids
from helpcenter.studio.version_numbers import read_number
from helpcenter.tutorials.customising import ChangedMeanwhileError, current_shape, save_shape
from helpcenter.tutorials.shape import Shape
from helpcenter.web.locale import _

# The ids of all sheets, kept (shelf.keep_ids).
SHEETS = "sheet_ids"


@bp.post("/organisation/tutorials/studio/sheets")
@member_required
def decide_submit() -> ResponseReturnValue:
    """Hand these sheets out, or leave them out."""
    organisation, opened = current_organisation(), read_number(request.form.get("opened", "")) or 0
    shape, _number = current_shape(db.session, organisation)
    wanted = decide(shape, all_sheets(), request.form.getlist("sheet"), is_taken=request.form.get("decision") == "take")
    try:
        saved = save_shape(the_workshop(), organisation, wanted, opened=opened, by=the_user())
    # The version that the page showed is not the newest: the decision may be about another list.
    except ChangedMeanwhileError:
        db.session.rollback()
        flash(_("Somebody else changed this meanwhile. Look at what is there now, then decide again."), "error")
        return redirect(url_for("studio.sheets"))
    db.session.commit()
    flash(_("Saved. Your sheets and pages show it from now on.") if saved else _("Nothing has changed."), "success")
    return redirect(url_for("studio.sheets"))


def home_notices(organisation: Organisation) -> str:
    """What the organisation's home page says of its sheets: own words whose original has changed, and sheets nobody has decided about."""
    shape, number = current_shape(db.session, organisation)
    return outdated_notice(shape) + _tell_undecided(shape, number)


def undecided_notice(organisation: Organisation) -> str:
    """Which sheets nobody of this organisation has decided about, with the two answers; empty without any."""
    return _tell_undecided(*current_shape(db.session, organisation))


def _tell_undecided(shape: Shape, number: int) -> str:
    if shape.tutorials is None:
        # All are handed out: nothing to read, on a page that members open first each day.
        return ""
    undecided = set(undecided_ids(current_app.extensions[SHEETS].get(), shape))
    if not undecided:
        return ""
    sheets = all_sheets()
    return render_template(
        "studio/undecided.html",
        sheets=[each for each in sheets if each.id in undecided],
        # Who chose before the house noted what is left out gets none of them until somebody says so.
        are_offered=shape.declined is not None,
        opened=number,
    )
