"""Pages of staff for many addresses of one organisation: a table is looked at, then noted."""

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from helpcenter.accounts.access import staff_actor, staff_required
from helpcenter.db import db
from helpcenter.i18n.tables import TableError
from helpcenter.i18n.workbooks import TableFile
from helpcenter.organisations.models import Organisation
from helpcenter.suppressions.forms import StaffUploadForm
from helpcenter.suppressions.importing import NOTED, import_blocks
from helpcenter.suppressions.staff import bp, organisation_choices
from helpcenter.suppressions.tables import explain_problem, plan_of, read_upload, send_template
from helpcenter.web.heavy_uploads import take_heavy_uploads
from helpcenter.web.locale import _n


@bp.get("/staff/suppressions/import")
@staff_required
def choose() -> ResponseReturnValue:
    """Which table, of which organisation?"""
    return _ask(StaffUploadForm(formdata=None))


@bp.post("/staff/suppressions/import")
@staff_required
def choose_submit() -> ResponseReturnValue:
    """What each line would become; nothing is written."""
    form = StaffUploadForm().offer(organisation_choices())
    if not form.validate_on_submit():
        return _ask(form), 422
    try:
        return _show(_organisation_of(form), read_upload(form))
    except TableError as error:
        explain_problem(form, error)
        return _ask(form), 422


@bp.post("/staff/suppressions/import/note")
@staff_required
def note_submit() -> ResponseReturnValue:
    """Note the blocks of the lines that are right."""
    form = StaffUploadForm().offer(organisation_choices())
    if not form.validate_on_submit():
        return redirect(url_for("suppressions_staff.choose"))
    organisation = _organisation_of(form)
    try:
        noted = import_blocks(db.session, plan_of(organisation, form.lines.data or ""), staff_actor())
    except TableError:
        return redirect(url_for("suppressions_staff.choose"))
    db.session.commit()
    flash(_n("%(num)s address is noted as blocked.", "%(num)s addresses are noted as blocked.", noted), "success")
    return redirect(url_for("suppressions_staff.every", organisation=organisation.id))


@bp.get("/staff/suppressions/template.csv")
@staff_required
def template() -> Response:
    """An empty table with the names of the columns."""
    return send_template()


def _organisation_of(form: StaffUploadForm) -> Organisation:
    # One of the choices: the form has said so.
    return db.session.get_one(Organisation, int(form.organisation.data))


def _ask(form: StaffUploadForm) -> str:
    return render_template("suppressions/staff_import.html", form=form.offer(organisation_choices()))


def _show(organisation: Organisation, table: TableFile) -> str:
    form = StaffUploadForm(formdata=None)
    plan = plan_of(organisation, table.text)
    return render_template("suppressions/staff_import_plan.html", plan=plan, form=form, noted=NOTED, table=table, organisation=organisation)


take_heavy_uploads(bp, "suppressions_staff.choose_submit")
