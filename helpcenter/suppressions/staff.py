"""Pages of staff: what is blocked, over all organisations. Addresses are shown in part until one is opened."""

from datetime import datetime, time

from flask import Blueprint, Response, abort, flash, redirect, render_template, stream_with_context, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from helpcenter.accounts.access import staff_actor, staff_required
from helpcenter.consent import ledger
from helpcenter.consent.addresses import mask_address
from helpcenter.db import db
from helpcenter.events.history import list_events
from helpcenter.i18n.formats import HOUSE_ZONE
from helpcenter.organisations.models import Organisation
from helpcenter.providers.policy import BlockKind
from helpcenter.suppressions import words
from helpcenter.suppressions.blocks import end_of
from helpcenter.suppressions.forms import LiftForm, NewBlockForm, SearchForm, today
from helpcenter.suppressions.lines import make_line, make_lines, stream_lines
from helpcenter.suppressions.models import Lifting, Origin, Suppression
from helpcenter.suppressions.pages import Chosen, read_choice, show_page
from helpcenter.suppressions.policies import policy_of
from helpcenter.suppressions.queries import MOST_COUNTED, PAGE_SIZE, count_blocks, earlier_blocks, find_block, search_blocks, stream_blocks
from helpcenter.suppressions.service import NewBlock, lift, suppress
from helpcenter.suppressions.writing import Columns, write_blocks
from helpcenter.web.context import services
from helpcenter.web.locale import _, request_locale

MOST_EVENTS = 50

bp = Blueprint("suppressions_staff", __name__)


@bp.context_processor
def give_words() -> dict[str, object]:
    """The words of this room, for its templates."""
    return {"words": words, "most_shown": PAGE_SIZE, "mask_address": mask_address}


@bp.get("/staff/suppressions")
@staff_required
def every() -> ResponseReturnValue:
    """The blocked addresses of all organisations, the newest first."""
    chosen = read_choice()
    page, lines = show_page(chosen)
    return _show_list(chosen, page=page, lines=lines, search=SearchForm(formdata=None))


@bp.post("/staff/suppressions/search")
@staff_required
def search() -> ResponseReturnValue:
    """The same for one address, over all organisations."""
    form = SearchForm()
    if not form.validate_on_submit() or not form.text.data:
        return redirect(url_for("suppressions_staff.every"))
    lines = make_lines(db.session, search_blocks(db.session, None, form.text.data), today())
    return _show_list(read_choice(), page=None, lines=lines, search=form)


@bp.get("/staff/suppressions.csv")
@staff_required
def download() -> Response:
    """The list as a table, addresses in part."""
    lines = stream_lines(db.session, stream_blocks(db.session, read_choice().filter()), today())
    columns = Columns(request_locale().code, words.reason_of, words.step_of, is_masked=True, with_organisation=True)
    headers = {"Content-Disposition": f'attachment; filename="{_("blocked-addresses")}.csv"', "Cache-Control": "private, no-store"}
    return Response(stream_with_context(write_blocks(lines, columns)), mimetype="text/csv", headers=headers)


@bp.get("/staff/suppressions/new")
@staff_required
def new() -> ResponseReturnValue:
    """Note what the provider said otherwise than by an event."""
    return _show_new(NewBlockForm(formdata=None, data={"since_on": today()}))


@bp.post("/staff/suppressions/new")
@staff_required
def new_submit() -> ResponseReturnValue:
    """Note it."""
    form = NewBlockForm().offer(organisation_choices())
    if not form.validate_on_submit():
        return _show_new(form), 422
    wanted = _read(form)
    if wanted.until_on and wanted.until_on < today():
        # The form itself looks at a day that is typed; this one the rule of the provider has counted from the first.
        form.until_on.errors = [_("By the mail provider’s rule this block is over. If it still lasts, choose its last day.")]
        return _show_new(form), 422
    block = suppress(db.session, wanted, staff_actor())
    db.session.commit()
    flash(_("The address is noted as blocked. Its organisation sees it."), "success")
    return redirect(url_for("suppressions_staff.one", block_id=block.id))


@bp.get("/staff/suppressions/<int:block_id>")
@staff_required
def one(block_id: int) -> ResponseReturnValue:
    """One block, its address in full, and what its mails became."""
    return _show_one(_get(block_id), LiftForm(formdata=None))


@bp.post("/staff/suppressions/<int:block_id>/lift")
@staff_required
def lift_submit(block_id: int) -> ResponseReturnValue:
    """The provider no longer blocks this address, staff say."""
    form = LiftForm()
    if not form.validate_on_submit():
        return _show_one(_get(block_id), form), 422
    # The lock first, then the look: an event may be lifting it at this moment.
    ledger.lock(db.session)
    lift(db.session, _get(block_id), Lifting.STAFF, staff_actor(), services().clock())
    db.session.commit()
    flash(_("The address is no longer in the list of what is blocked."), "success")
    return redirect(url_for("suppressions_staff.every"))


def _read(form: NewBlockForm) -> NewBlock:
    now, provider, kind = services().clock(), services().settings.provider, BlockKind(form.kind.data)
    since_on = form.since_on.data or today()
    # Noon of the house's zone: whatever UTC makes of it, it stays the day that was chosen.
    since = now if since_on == today() else datetime.combine(since_on, time(12), HOUSE_ZONE)
    until = form.until_on.data or end_of(kind, since, policy_of(provider))
    return NewBlock(
        organisation_id=int(form.organisation.data),
        address=form.clean_address,
        kind=kind,
        source=Origin.STAFF,
        provider=provider,
        since_at=since,
        until_on=until,
        detail=form.detail.data or "",
    )


def _get(block_id: int) -> Suppression:
    return find_block(db.session, block_id) or abort(404)


def organisation_choices() -> dict[str, str]:
    """All organisations by number, for a form."""
    query = select(Organisation).order_by(Organisation.name)
    return {str(each.id): each.name for each in db.session.scalars(query)}


def _show_list(chosen: Chosen, **values: object) -> str:
    total = count_blocks(db.session, chosen.filter())
    return render_template(
        "suppressions/staff_list.html", chosen=chosen, total=total, most=MOST_COUNTED, organisations=organisation_choices(), **values
    )


def _show_new(form: NewBlockForm) -> str:
    return render_template("suppressions/staff_new.html", form=form.offer(organisation_choices()))


def _show_one(block: Suppression, form: LiftForm) -> str:
    return render_template(
        "suppressions/staff_one.html",
        block=block,
        advice=make_line(db.session, block, today()).advice,
        policy=policy_of(block.provider),
        form=form,
        events=list_events(db.session, block.organisation_id, [block.address, block.mailbox_key], MOST_EVENTS),
        earlier=earlier_blocks(db.session, block),
        keep_days=services().settings.keep_events_days,
    )
