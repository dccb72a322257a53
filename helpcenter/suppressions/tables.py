"""Pages of members for many addresses: a table is looked at, then noted."""

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from helpcenter.accounts.access import member_actor
from helpcenter.db import db
from helpcenter.i18n.tables import TableError
from helpcenter.i18n.workbooks import TableFile, read_file
from helpcenter.organisations.access import current_organisation, member_required
from helpcenter.organisations.models import Organisation
from helpcenter.suppressions import words
from helpcenter.suppressions.forms import ImportForm, UploadForm
from helpcenter.suppressions.importing import NOTED, Plan, Reader, import_blocks, plan_import
from helpcenter.suppressions.policies import policy_of
from helpcenter.suppressions.routes import bp
from helpcenter.suppressions.writing import template_csv
from helpcenter.web.context import services
from helpcenter.web.heavy_uploads import take_heavy_uploads
from helpcenter.web.locale import _, _n, request_locale

# The lines come back with the second form, whose fields have a limit.
LARGEST = 480_000


@bp.get("/organisation/suppressions/import")
@member_required
def choose() -> ResponseReturnValue:
    """Which table?"""
    return _ask(UploadForm(formdata=None))


@bp.post("/organisation/suppressions/import")
@member_required
def choose_submit() -> ResponseReturnValue:
    """What each line would become; nothing is written."""
    form = UploadForm()
    if not form.validate_on_submit():
        return _ask(form), 422
    try:
        return _show(read_upload(form))
    except TableError as error:
        explain_problem(form, error)
        return _ask(form), 422


@bp.post("/organisation/suppressions/import/note")
@member_required
def note_submit() -> ResponseReturnValue:
    """Note the blocks of the lines that are right."""
    form = ImportForm()
    if not form.validate_on_submit():
        return redirect(url_for("suppressions.choose"))
    try:
        noted = import_blocks(db.session, plan_of(current_organisation(), form.lines.data or ""), member_actor())
    except TableError:
        return redirect(url_for("suppressions.choose"))
    db.session.commit()
    flash(_n("%(num)s address is noted as blocked.", "%(num)s addresses are noted as blocked.", noted), "success")
    return redirect(url_for("suppressions.own"))


@bp.get("/organisation/suppressions/template.csv")
@member_required
def template() -> Response:
    """An empty table with the names of the columns."""
    return send_template()


def send_template() -> Response:
    """The same, for whoever may have it."""
    headers = {"Content-Disposition": f'attachment; filename="{_("blocked-addresses")}.csv"', "Cache-Control": "private, no-store"}
    return Response(template_csv(request_locale().code), mimetype="text/csv", headers=headers)


def read_upload(form: UploadForm) -> TableFile:
    """The table that was brought; TableError when there is none."""
    uploaded = form.file.data
    if isinstance(uploaded, FileStorage) and uploaded.filename:
        with uploaded.stream as stream:
            return read_file(stream.read(), LARGEST)
    text = form.lines.data or ""
    if not text.strip():
        raise TableError("nothing")
    return TableFile(text)


def explain_problem(form: UploadForm, error: TableError) -> None:
    """Say beside the field what is wrong with the table."""
    field = form.file if isinstance(form.file.data, FileStorage) and form.file.data.filename else form.lines
    field.errors = [words.TABLE_PROBLEMS[error.problem]]


def plan_of(organisation: Organisation, text: str) -> Plan:
    """What each line would become for this organisation."""
    reader = Reader(organisation, policy_of(services().settings.provider), services().clock())
    return plan_import(db.session, reader, text)


def _ask(form: UploadForm) -> str:
    return render_template("suppressions/import.html", form=form)


def _show(table: TableFile) -> str:
    form = ImportForm(formdata=None, data={"lines": table.text})
    plan = plan_of(current_organisation(), table.text)
    return render_template("suppressions/import_plan.html", plan=plan, form=form, noted=NOTED, table=table)


take_heavy_uploads(bp, "suppressions.choose_submit")
