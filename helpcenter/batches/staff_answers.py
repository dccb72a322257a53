"""Pages of staff: the provider's answers, address by address, all at once, or as a table."""

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from helpcenter.accounts.access import staff_actor, staff_required
from helpcenter.batches import words
from helpcenter.batches.answer_file import TableError, read_answers
from helpcenter.batches.desk import get_batch
from helpcenter.batches.forms import StepForm, TableForm
from helpcenter.batches.models import Batch, ProviderRequest, RequestState
from helpcenter.batches.service import Answer, BatchStateError, record_answer
from helpcenter.batches.staff import bp, show_batch
from helpcenter.consent.setup import current_desk
from helpcenter.db import db
from helpcenter.web.heavy_uploads import take_heavy_uploads
from helpcenter.web.locale import _, _n

ANSWERABLE = frozenset({RequestState.ASKED, RequestState.NO_ANSWER})


@bp.post("/staff/batches/<int:batch_id>/answers")
@staff_required
def answers_submit(batch_id: int) -> ResponseReturnValue:
    """Store what was chosen for each address, or one answer for all that have none."""
    found = get_batch(batch_id)
    if not StepForm().validate_on_submit():
        abort(400)
    for_all = _parse(request.form.get("all", ""))
    given = [(each, for_all or _parse(request.form.get(f"answer-{each.id}", ""))) for each in found.requests]
    _store(batch_id, [(each, answer) for each, answer in given if answer and each.state in _answerable(for_all)])
    return redirect(url_for("batches_staff.batch", batch_id=batch_id))


@bp.post("/staff/batches/<int:batch_id>/table")
@staff_required
def table_submit(batch_id: int) -> ResponseReturnValue:
    """Store the answers of a table, and name each line that was left out."""
    found, form = get_batch(batch_id), TableForm()
    if not form.validate_on_submit():
        return show_batch(found, form), 422
    try:
        lines = read_answers(form.data_sent(), found.requests)
    except TableError as error:
        form.file.errors = [words.TABLE[error.problem]]
        return show_batch(found, form), 422
    _store(batch_id, [(line.request, line.answer) for line in lines if line.request and line.answer])
    left_out = [line for line in lines if line.problem]
    if left_out:
        return show_batch(get_batch(batch_id), form, lines=[*left_out]), 200
    return redirect(url_for("batches_staff.batch", batch_id=batch_id))


def _store(batch_id: int, given: list[tuple[ProviderRequest, Answer]]) -> None:
    desk, stored = current_desk(), 0
    for each, answer in given:
        try:
            record_answer(db.session, desk, each, answer, staff_actor(), request.form.get(f"note-{each.id}", ""))
            stored += 1
        except BatchStateError:
            # Somebody else was quicker: their answer stands, and the page shows it.
            continue
    db.session.commit()
    if not stored:
        flash(_("Nothing was stored: choose an answer for at least one address."), "error")
        return
    flash(_n("Answer stored for %(num)s address.", "Answers stored for %(num)s addresses.", stored), "success")
    if (found := db.session.get(Batch, batch_id)) and found.closed_at:
        flash(_("This batch is closed: every address has its answer."), "success")


def _answerable(for_all: Answer | None) -> frozenset[RequestState]:
    """An answer for all never overwrites one that somebody gave."""
    # One press must not turn a noted silence, or a colleague's answer, into something else.
    return frozenset({RequestState.ASKED}) if for_all else ANSWERABLE


def _parse(text: str) -> Answer | None:
    return next((answer for answer in Answer if answer.value == text), None)


take_heavy_uploads(bp, "batches_staff.table_submit")
