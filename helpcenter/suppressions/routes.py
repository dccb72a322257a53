"""Pages of members: what is blocked, and the next step for each."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, stream_with_context, url_for
from flask.typing import ResponseReturnValue

from helpcenter.accounts.access import member_actor
from helpcenter.consent import ledger
from helpcenter.consent.addresses import parse_address
from helpcenter.consent.setup import current_desk
from helpcenter.db import db
from helpcenter.events.history import list_events
from helpcenter.organisations.access import current_organisation, member_required
from helpcenter.suppressions import words
from helpcenter.suppressions.forms import RequestForm, SearchForm, StepForm, today
from helpcenter.suppressions.lines import make_line, make_lines, stream_lines
from helpcenter.suppressions.models import Lifting, Suppression
from helpcenter.suppressions.opening import open_request
from helpcenter.suppressions.pages import Chosen, read_choice, show_page
from helpcenter.suppressions.policies import policy_of
from helpcenter.suppressions.queries import (
    MOST_COUNTED,
    PAGE_SIZE,
    Shown,
    count_blocks,
    earlier_blocks,
    find_block,
    has_any,
    search_blocks,
    stream_blocks,
)
from helpcenter.suppressions.service import lift
from helpcenter.suppressions.writing import Columns, write_blocks
from helpcenter.unblock.service import CaseError, CaseProblem
from helpcenter.web.context import services
from helpcenter.web.locale import _, request_locale

MOST_EVENTS = 20

bp = Blueprint("suppressions", __name__)


@bp.context_processor
def give_words() -> dict[str, object]:
    """The words of this room, for its templates."""
    return {"words": words, "is_address": parse_address, "most_shown": PAGE_SIZE}


@bp.get("/organisation/suppressions")
@member_required
def own() -> ResponseReturnValue:
    """The addresses that receive nothing of this organisation, each with its next step."""
    chosen = read_choice()
    page, lines = show_page(chosen, current_organisation().id)
    return _show_list(chosen, lines=lines, page=page, search=SearchForm(formdata=None))


@bp.post("/organisation/suppressions/search")
@member_required
def search() -> ResponseReturnValue:
    """The same for one address; sent, so that it stands in no history and no log."""
    form = SearchForm()
    if not form.validate_on_submit() or not form.text.data:
        return redirect(url_for("suppressions.own"))
    lines = make_lines(db.session, search_blocks(db.session, current_organisation().id, form.text.data), today())
    return _show_list(read_choice(), lines=lines, page=None, search=form)


@bp.get("/organisation/suppressions.csv")
@member_required
def download() -> Response:
    """The list as a table."""
    wanted = read_choice().filter(current_organisation().id)
    lines = stream_lines(db.session, stream_blocks(db.session, wanted), today())
    pieces = write_blocks(lines, Columns(request_locale().code, words.reason_of, words.step_of))
    headers = {"Content-Disposition": f'attachment; filename="{_("blocked-addresses")}.csv"', "Cache-Control": "private, no-store"}
    return Response(stream_with_context(pieces), mimetype="text/csv", headers=headers)


@bp.get("/organisation/suppressions/<int:block_id>")
@member_required
def one(block_id: int) -> ResponseReturnValue:
    """One address: why, until when, what to do, what its mails became."""
    return _show_one(_get_own(block_id), RequestForm(formdata=None))


@bp.post("/organisation/suppressions/<int:block_id>/request")
@member_required
def request_submit(block_id: int) -> ResponseReturnValue:
    """Open a request for this address."""
    block, form = _get_own(block_id), RequestForm().offer_languages()
    # The block as it is now: the page may be old, and a second click finds its case open.
    if not make_line(db.session, block, today()).advice.can_open:
        return redirect(url_for("suppressions.one", block_id=block_id))
    if not form.validate_on_submit():
        return _show_one(block, form), 422
    try:
        case = _open(block, form)
    except CaseError as error:
        # Nothing of the request stays; the page is made from what is stored.
        db.session.rollback()
        return _explain(error, block_id, form)
    db.session.commit()
    flash(_("The request is open. Now make an invitation for the family."), "success")
    return redirect(url_for("unblock.case", case_id=case))


@bp.post("/organisation/suppressions/<int:block_id>/corrected")
@member_required
def corrected_submit(block_id: int) -> ResponseReturnValue:
    """The organisation's software has another address now: this one needs no attention any more."""
    if not StepForm().validate_on_submit():
        return redirect(url_for("suppressions.one", block_id=block_id))
    # The lock first, then the look: an event may be lifting it at this moment.
    ledger.lock(db.session)
    lift(db.session, _get_own(block_id), Lifting.CORRECTED, member_actor(), services().clock())
    db.session.commit()
    flash(_("The address is out of your list. Should a mail to it fail again, it comes back."), "success")
    return redirect(url_for("suppressions.own"))


def _open(block: Suppression, form: RequestForm) -> int:
    case = open_request(
        db.session,
        current_desk(),
        current_organisation(),
        block,
        policy_of(block.provider),
        member_actor(),
        label=form.label.data or "",
        locale=form.locale.data or None,
    )
    return case.id


def _explain(error: CaseError, block_id: int, form: RequestForm) -> ResponseReturnValue:
    if error.problem is CaseProblem.DUPLICATE and error.case is not None:
        flash(_("There is an open request for this address already: here it is."), "error")
        return redirect(url_for("unblock.case", case_id=error.case.id))
    form.label.errors = [
        _("The last mail failed more than a year ago. Send a mail again first.")
        if error.problem is CaseProblem.TOO_OLD
        else _("Write one line of at most 80 letters.")
    ]
    return _show_one(_get_own(block_id), form), 422


def _get_own(block_id: int) -> Suppression:
    """A block of the member's organisation; others do not exist here."""
    return find_block(db.session, block_id, current_organisation().id) or abort(404)


def _show_list(chosen: Chosen, **values: object) -> str:
    organisation = current_organisation()
    counts = {shown: count_blocks(db.session, Chosen(shown, None).filter(organisation.id)) for shown in Shown}
    return render_template(
        "suppressions/own.html",
        chosen=chosen,
        counts=counts,
        most=MOST_COUNTED,
        has_any=any(counts.values()) or has_any(db.session, organisation.id),
        **values,
    )


def _show_one(block: Suppression, form: RequestForm) -> str:
    return render_template(
        "suppressions/one.html",
        block=block,
        advice=make_line(db.session, block, today()).advice,
        form=form.offer_languages(),
        step_form=StepForm(formdata=None),
        events=list_events(db.session, block.organisation_id, [block.address, block.mailbox_key], MOST_EVENTS),
        earlier=earlier_blocks(db.session, block),
        keep_days=services().settings.keep_events_days,
    )
