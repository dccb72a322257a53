"""What staff do with cases: take one, note, reopen, merge, end; one case, or many at once."""

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from helpcenter.accounts.access import staff_actor, staff_required, the_user
from helpcenter.consent.setup import current_desk
from helpcenter.db import db
from helpcenter.unblock import case_words, staff_verbs
from helpcenter.unblock.notes import add_note
from helpcenter.unblock.service import StaleCaseError, take_case
from helpcenter.unblock.staff import bp, find_any_case, show_list
from helpcenter.unblock.staff_case import StaffForms, show_staff_case
from helpcenter.unblock.staff_filter import read_choice
from helpcenter.unblock.staff_verbs import Step, UnknownStepError
from helpcenter.unblock.work_forms import ManyForm, NoteForm, WorkForm
from helpcenter.unblock.workflow import StepError
from helpcenter.web.locale import _, _n


@bp.post("/staff/cases/<int:case_id>/notes")
@staff_required
def note_submit(case_id: int) -> ResponseReturnValue:
    """Keep a remark; only staff read it."""
    found, form = find_any_case(case_id), NoteForm()
    if not form.validate_on_submit():
        return show_staff_case(found, StaffForms(note=form)), 422
    add_note(db.session, current_desk(), found, the_user(), form.text.data or "", is_for_staff=True)
    db.session.commit()
    return redirect(url_for("unblock_staff.case", case_id=case_id, _anchor="notes"))


@bp.post("/staff/cases/<int:case_id>/step")
@staff_required
def step_submit(case_id: int) -> ResponseReturnValue:
    """Take one step with one case, unless it changed since its page was read."""
    form = WorkForm()
    if not form.validate_on_submit():
        return show_staff_case(find_any_case(case_id), StaffForms()), 422
    try:
        step = _read_step(form)
        _take_step(db.session, case_id, form.version.data or 0, step)
    except StaleCaseError:
        db.session.rollback()
        return show_staff_case(find_any_case(case_id), StaffForms(is_changed=True)), 409
    except StepError:
        db.session.rollback()
        flash(_("This is not possible any more: see where the request stands."), "error")
        return redirect(url_for("unblock_staff.case", case_id=case_id))
    db.session.commit()
    flash(str(case_words.DONE[step.kind]), "success")
    return redirect(url_for("unblock_staff.case", case_id=case_id))


@bp.post("/staff/cases/steps")
@staff_required
def steps_submit() -> ResponseReturnValue:
    """Take the same step with every case that was ticked; those that cannot take it stay as they are, and are named."""
    form, chosen = ManyForm(), read_choice()
    if not form.validate_on_submit() or not form.picked:
        flash(_("Tick at least one request first."), "error")
        return redirect(f"{url_for('unblock_staff.cases')}?{chosen.as_query()}")
    step = _read_step(form)
    failed = [case_id for case_id, version in form.picked if not _try_step(case_id, version, step)]
    taken = len(form.picked) - len(failed)
    if taken:
        flash(_n("Done for %(num)s request.", "Done for %(num)s requests.", taken), "success")
    if failed:
        return show_list(chosen, failed), 409
    return redirect(f"{url_for('unblock_staff.cases')}?{chosen.as_query()}")


def _try_step(case_id: int, version: int, step: Step) -> bool:
    """One transaction for each case: what cannot be done to one is done to the others."""
    try:
        _take_step(db.session, case_id, version, step)
    except (StaleCaseError, StepError):
        db.session.rollback()
        return False
    db.session.commit()
    return True


def _take_step(session: Session, case_id: int, version: int, step: Step) -> None:
    case = take_case(session, case_id, version)
    if case is None:
        abort(404)
    staff_verbs.take_step(session, current_desk(), case, step, staff_actor())


def _read_step(form: WorkForm | ManyForm) -> Step:
    try:
        return staff_verbs.find_step(db.session, request.form.get("step", ""), form.subject.data or "", the_user())
    except UnknownStepError:
        abort(400)
