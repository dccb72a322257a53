"""Pages of staff: what waits for the provider, the batches, and the steps of one."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpcenter.accounts.access import staff_actor, staff_required
from helpcenter.batches import words
from helpcenter.batches.covering import covering_texts
from helpcenter.batches.desk import content_of, get_batch, get_request, policy_of
from helpcenter.batches.dossier import make_dossier, needs_dossier
from helpcenter.batches.forms import StepForm, TableForm
from helpcenter.batches.models import Batch
from helpcenter.batches.queries import is_lost, list_batches
from helpcenter.batches.readiness import find_ready
from helpcenter.batches.removing import call_again, may_call
from helpcenter.batches.service import Answer, BatchStateError, Made, PaceError, ask, ask_again, make_batch, take_out
from helpcenter.batches.tasks import REMOVE
from helpcenter.consent.setup import current_desk
from helpcenter.db import db
from helpcenter.providers import words as provider_words
from helpcenter.providers.setup import the_policy, the_remover
from helpcenter.unblock.models import UnblockCase
from helpcenter.web.context import services
from helpcenter.web.locale import _, _n, request_locale

bp = Blueprint("batches_staff", __name__)


@bp.context_processor
def give_words() -> dict[str, object]:
    """The words for the templates of this room."""
    return {"words": words, "provider_words": provider_words}


@bp.get("/staff/batches")
@staff_required
def overview() -> ResponseReturnValue:
    """What may be asked of the provider now, what is still missing, and the batches."""
    policy = the_policy(request_locale().code)
    ready = find_ready(db.session, policy, services().clock())
    return render_template("batches/overview.html", policy=policy, ready=ready, batches=list_batches(db.session), form=StepForm())


@bp.post("/staff/batches")
@staff_required
def overview_submit() -> ResponseReturnValue:
    """Make a batch of what was ticked, with its first dossier."""
    chosen = _chosen_mailboxes()
    if not StepForm().validate_on_submit() or not chosen:
        flash(_("Tick at least one address."), "error")
        return redirect(url_for("batches_staff.overview"))
    desk = current_desk()
    made = make_batch(db.session, desk, the_policy(), chosen, staff_actor())
    if made.batch is not None:
        make_dossier(db.session, desk, made.batch, staff_actor())
    db.session.commit()
    _tell_made(made)
    return _to(made.batch) if made.batch is not None else redirect(url_for("batches_staff.overview"))


@bp.get("/staff/batches/<int:batch_id>")
@staff_required
def batch(batch_id: int) -> ResponseReturnValue:
    """One batch: the dossier, the text to paste, each address with its answer."""
    return show_batch(get_batch(batch_id), TableForm())


@bp.post("/staff/batches/<int:batch_id>/ask")
@staff_required
def ask_submit(batch_id: int) -> ResponseReturnValue:
    """Say that the provider was asked; where a program may, it begins to lift the blocks."""
    found = get_batch(batch_id)
    before = len(found.requests)
    try:
        asked = ask(db.session, current_desk(), found, policy_of(found), staff_actor())
    except PaceError as error:
        text = _n("The provider takes only %(num)s more today.", "The provider takes only %(num)s more today.", error.left)
        return _refuse(batch_id, text)
    except BatchStateError:
        return _refuse(batch_id, _("This batch was sent already."))
    if the_remover() is not None:
        # After the commit: the queue must not call about a batch whose leaving is undone.
        services().jobs.enqueue_after_commit(db.session, REMOVE)
    db.session.commit()
    _tell_asked(asked, before)
    return redirect(url_for("batches_staff.batch", batch_id=batch_id) if asked else url_for("batches_staff.overview"))


@bp.post("/staff/batches/<int:batch_id>/requests/<int:request_id>")
@staff_required
def request_submit(batch_id: int, request_id: int) -> ResponseReturnValue:
    """One step of one address: out of the batch, once more to the provider, once more by the program."""
    found = get_request(get_batch(batch_id), request_id)
    desk, step = current_desk(), request.form.get("step")
    try:
        if step == "out":
            take_out(db.session, desk, found, staff_actor())
        elif step == "again":
            ask_again(db.session, desk, found, staff_actor())
        elif step == "call":
            call_again(db.session, desk, found)
            services().jobs.enqueue_after_commit(db.session, REMOVE)
    except BatchStateError:
        return _refuse(batch_id, _("Somebody else changed this meanwhile. Look again."))
    db.session.commit()
    flash(_("Saved."), "success")
    # The last address that is taken out takes its batch along.
    is_gone = step == "again" or db.session.get(Batch, batch_id) is None
    return redirect(url_for("batches_staff.overview") if is_gone else url_for("batches_staff.batch", batch_id=batch_id))


def show_batch(found: Batch, table: TableForm, *, lines: list[object] | None = None) -> str:
    """The page of a batch; `lines` are those of a table of answers that were left out."""
    policy, now = policy_of(found), services().clock()
    dossier = found.dossiers[-1] if found.dossiers else None
    return render_template(
        "batches/batch.html",
        batch=found,
        policy=policy,
        dossier=dossier,
        texts=covering_texts(content_of(dossier), services().settings.vendor_name) if dossier else {},
        needs_dossier=needs_dossier(found, policy),
        by_program={each.id for each in found.requests if may_call(each, policy)} if the_remover() is not None else set(),
        lost={each.id for each in found.requests if is_lost(each, now)},
        answers=Answer,
        form=StepForm(),
        table=table,
        lines=lines or [],
    )


def _chosen_mailboxes() -> set[str]:
    """The keys of the mailboxes that were ticked; an address has no business in a form's values."""
    numbers = request.form.getlist("case", type=int)
    cases = (db.session.get(UnblockCase, number) for number in numbers)
    return {case.mailbox_key for case in cases if case is not None}


def _tell_made(made: Made) -> None:
    if made.joined:
        text = _n(
            "%(num)s request follows one that the provider has already.",
            "%(num)s requests follow ones that the provider has already.",
            made.joined,
        )
        flash(text, "success")
    if made.batch is None and not made.joined:
        flash(_("Nothing could be put into a batch: it is no longer ready, or the provider takes no more today."), "error")


def _tell_asked(asked: int, before: int) -> None:
    if asked:
        flash(
            _n("Noted: the provider was asked about %(num)s address.", "Noted: the provider was asked about %(num)s addresses.", asked),
            "success",
        )
    if asked < before:
        left_out = before - asked
        flash(
            _n(
                "%(num)s address stayed at home: it is no longer wanted, or something is missing.",
                "%(num)s addresses stayed at home: they are no longer wanted, or something is missing.",
                left_out,
            ),
            "error",
        )


def _refuse(batch_id: int, text: str) -> ResponseReturnValue:
    db.session.rollback()
    flash(text, "error")
    return redirect(url_for("batches_staff.batch", batch_id=batch_id))


def _to(found: Batch) -> ResponseReturnValue:
    return redirect(url_for("batches_staff.batch", batch_id=found.id))
