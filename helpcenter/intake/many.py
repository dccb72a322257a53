"""Pages of members for many families at once: choose a table, look at what each line would become, open the right ones."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from helpcenter.accounts.access import member_actor
from helpcenter.consent.setup import current_desk
from helpcenter.db import db
from helpcenter.i18n.tables import TableError
from helpcenter.i18n.workbooks import TableFile, read_file
from helpcenter.intake import words
from helpcenter.intake.desk import the_reading
from helpcenter.intake.forms import ImportForm, UploadForm
from helpcenter.intake.importing import import_cases, plan_import
from helpcenter.intake.plans import JOINED, LET_PASS, OPENED, Plan
from helpcenter.intake.writing import template_csv, to_correct_csv
from helpcenter.organisations.access import current_organisation, member_required
from helpcenter.providers.setup import the_policy
from helpcenter.web.heavy_uploads import take_heavy_uploads
from helpcenter.web.locale import _, _n, request_locale

# The lines come back with the second form, whose fields have a limit.
LARGEST = 600_000

bp = Blueprint("intake_many", __name__, url_prefix="/organisation/cases/import")
take_heavy_uploads(bp, "intake_many.choose_submit")


@bp.context_processor
def give_words() -> dict[str, object]:
    """The words of this room, for its templates."""
    return {"words": words}


@bp.get("")
@member_required
def choose() -> ResponseReturnValue:
    """Which table?"""
    return _ask(UploadForm(formdata=None))


@bp.post("")
@member_required
def choose_submit() -> ResponseReturnValue:
    """What each line would become; nothing is written."""
    form = UploadForm()
    try:
        return _show(_read(form))
    except TableError as error:
        field = form.file if isinstance(form.file.data, FileStorage) and form.file.data.filename else form.lines
        field.errors = [words.explain_table(error)]
        return _ask(form), 422


@bp.post("/open")
@member_required
def open_submit() -> ResponseReturnValue:
    """Open the requests of the lines that are right; those that are not stay on the page."""
    form = ImportForm()
    if not form.validate_on_submit():
        return redirect(url_for("intake_many.choose"))
    text = form.lines.data or ""
    try:
        plan = plan_import(db.session, current_desk(), current_organisation(), text, the_reading())
    except TableError as error:
        return _ask(UploadForm(formdata=None), words.explain_table(error)), 422
    passes = bool(form.passes.data)
    opened = import_cases(db.session, current_desk(), current_organisation(), plan, member_actor(), passes=passes, policy=the_policy())
    if not opened:
        return _show(TableFile(text))
    db.session.commit()
    families = len({case.beside_id or case.id for case in opened})
    flash(_n("%(num)s request is open.", "%(num)s requests are open.", families), "success")
    return redirect(url_for("unblock.own_cases"))


@bp.post("/to-correct.csv")
@member_required
def to_correct() -> ResponseReturnValue:
    """The lines that are not opened, as a table with the reason beside each."""
    try:
        plan = plan_import(db.session, current_desk(), current_organisation(), request.form.get("lines", ""), the_reading())
    except TableError:
        return redirect(url_for("intake_many.choose"))
    return _download(to_correct_csv(plan, words.explain, request_locale().code), _("lines-to-correct"))


@bp.get("/template.csv")
@member_required
def template() -> Response:
    """An empty table with the names of the columns."""
    return _download(template_csv(request_locale().code), _("families-without-mails"))


def _read(form: UploadForm) -> TableFile:
    uploaded = form.file.data
    if isinstance(uploaded, FileStorage) and uploaded.filename:
        with uploaded.stream as stream:
            return read_file(stream.read(), LARGEST)
    text = form.lines.data or ""
    if not text.strip():
        raise TableError("nothing")
    return TableFile(text)


def _ask(form: UploadForm, problem: str = "") -> str:
    return render_template("intake/many.html", form=form, problem=problem)


def _show(table: TableFile) -> str:
    plan: Plan = plan_import(db.session, current_desk(), current_organisation(), table.text, the_reading())
    form = ImportForm(formdata=None, data={"lines": table.text})
    return render_template("intake/many_plan.html", plan=plan, form=form, opened=OPENED | JOINED, let_pass=LET_PASS, table=table)


def _download(text: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"', "Cache-Control": "private, no-store"}
    return Response(text, mimetype="text/csv", headers=headers)
