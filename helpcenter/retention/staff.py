"""Pages of staff: the evidence of a record, erasing it, whom to tell, and the departure of an organisation."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpcenter.accounts.access import staff_actor, staff_required
from helpcenter.consent import ledger
from helpcenter.consent.models import EvidenceKind
from helpcenter.db import db
from helpcenter.organisations.models import Organisation
from helpcenter.organisations.queries import find_organisation
from helpcenter.retention import words
from helpcenter.retention.disclosures import list_disclosures
from helpcenter.retention.erasing import find_subject, request_erasure
from helpcenter.retention.forms import EraseForm, LeaveForm, PlainForm
from helpcenter.retention.leaving import balance, leave, list_left
from helpcenter.retention.models import Reason
from helpcenter.retention.notices import find_notice, list_open_erasures, mark_told, write_notice
from helpcenter.retention.organisation_pages import send_export
from helpcenter.retention.records import Record, find_record, list_records
from helpcenter.retention.setup import current_custody
from helpcenter.retention.tasks import SCRUB
from helpcenter.web.context import services
from helpcenter.web.locale import _

bp = Blueprint("retention_staff", __name__)


@bp.context_processor
def give_words() -> dict[str, object]:
    """The words for events and copies, for the templates of this room."""
    return {"words": words, "kinds": EvidenceKind}


@bp.get("/staff/evidence")
@staff_required
def evidence() -> ResponseReturnValue:
    """The records that were touched last, or those that were looked for."""
    wanted = request.args.get("q", "")
    records = list_records(db.session, wanted)
    return render_template("retention/evidence.html", records=records, wanted=wanted, head=ledger.head(db.session))


@bp.get("/staff/evidence/<record_id>")
@staff_required
def record(record_id: str) -> ResponseReturnValue:
    """What happened to one record, and what the person saw."""
    return render_template("retention/record.html", record=_get_record(record_id))


@bp.get("/staff/evidence/<record_id>/erase")
@staff_required
def record_erase(record_id: str) -> ResponseReturnValue:
    """What erasing would do."""
    return _show_erasing(_get_record(record_id), EraseForm())


@bp.post("/staff/evidence/<record_id>/erase")
@staff_required
def record_erase_submit(record_id: str) -> ResponseReturnValue:
    """Erase, or say why it waits."""
    form, found = EraseForm(), _get_record(record_id)
    if not form.validate_on_submit():
        return _show_erasing(found, form), 422
    subject = find_subject(db.session, record_id)
    if subject is None:
        abort(404)
    erasure = request_erasure(db.session, current_custody(), subject, Reason.REQUEST, staff_actor())
    is_erased = erasure.erased_at is not None
    # The page shows the event that follows: only once it is stored do the free pages of the database hold anything to clean.
    services().jobs.enqueue_after_commit(db.session, SCRUB)
    db.session.commit()
    flash(
        _("Erased. See below who holds a copy.") if is_erased else _("The agreement is withdrawn. The record goes once the block is back.")
    )
    return redirect(url_for("retention_staff.erasures"))


@bp.get("/staff/erasures")
@staff_required
def erasures() -> ResponseReturnValue:
    """Erasures that wait, whom to tell, and organisations that left."""
    found = list_open_erasures(db.session)
    letters = {notice.id: write_notice(erasure, notice, services().settings.vendor_name) for erasure in found for notice in erasure.notices}
    return render_template("retention/erasures.html", erasures=found, letters=letters, left=list_left(db.session), form=PlainForm())


@bp.post("/staff/erasures/notices/<int:notice_id>")
@staff_required
def notice_told(notice_id: int) -> ResponseReturnValue:
    """Somebody was told that their copy must go."""
    notice = find_notice(db.session, notice_id)
    if notice is None:
        abort(404)
    if PlainForm().validate_on_submit():
        mark_told(notice, services().clock(), staff_actor())
        db.session.commit()
        flash(_("Noted."), "success")
    return redirect(url_for("retention_staff.erasures"))


@bp.get("/staff/organisations/<slug>/leave")
@staff_required
def departure(slug: str) -> ResponseReturnValue:
    """What goes and what stays when this organisation leaves."""
    return _show_departure(_get_organisation(slug), LeaveForm(slug))


@bp.post("/staff/organisations/<slug>/leave")
@staff_required
def departure_submit(slug: str) -> ResponseReturnValue:
    """Delete the organisation."""
    organisation, form = _get_organisation(slug), LeaveForm(slug)
    if not form.validate_on_submit():
        return _show_departure(organisation, form), 422
    gone = leave(db.session, current_custody(), organisation, staff_actor())
    name = gone.name
    services().jobs.enqueue_after_commit(db.session, SCRUB)
    db.session.commit()
    # After the commit: undone, the organisation would be here without its files.
    current_custody().drop_files(gone.organisation_id, gone.slug)
    flash(_("%(name)s has left. Its evidence stays until the day below.", name=name), "success")
    return redirect(url_for("retention_staff.erasures"))


@bp.post("/staff/organisations/<slug>/export")
@staff_required
def departure_export(slug: str) -> ResponseReturnValue:
    """The ZIP, for an organisation that cannot sign in any more."""
    organisation = _get_organisation(slug)
    if not PlainForm().validate_on_submit():
        return _show_departure(organisation, LeaveForm(slug)), 422
    return send_export(organisation, "organisation, by staff")


def _show_erasing(found: Record, form: EraseForm) -> str:
    subject = find_subject(db.session, found.record_id)
    copies = list_disclosures(db.session, found.record_id, subject.organisation_id) if subject else []
    return render_template("retention/erase.html", record=found, form=form, copies=copies)


def _show_departure(organisation: Organisation, form: LeaveForm) -> str:
    found = balance(db.session, current_custody(), organisation)
    return render_template("retention/departure.html", organisation=organisation, form=form, balance=found)


def _get_record(record_id: str) -> Record:
    found = find_record(db.session, record_id)
    if found is None:
        abort(404)
    return found


def _get_organisation(slug: str) -> Organisation:
    found = find_organisation(db.session, slug)
    if found is None:
        abort(404)
    return found
