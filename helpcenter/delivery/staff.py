"""Pages of staff: the delivery picture of the vendor, and all organisations beside each other."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from helpcenter.accounts.access import staff_required
from helpcenter.db import db
from helpcenter.delivery import words
from helpcenter.delivery.pages import chosen_span, draw, send_table, today
from helpcenter.delivery.picture import Picture, read_picture
from helpcenter.delivery.ranking import MANY_FAILURES, MANY_REPORTS, rank
from helpcenter.delivery.table import write_organisations, write_weeks
from helpcenter.organisations.models import Organisation
from helpcenter.organisations.queries import find_organisation

bp = Blueprint("delivery_staff", __name__)
ON_A_PAGE = 50


@bp.get("/staff/delivery")
@staff_required
def overview() -> ResponseReturnValue:
    """The mails of all organisations together, then each of them; or those of one."""
    chosen = _chosen()
    # Not asked for beside a single organisation: it reads the counts of all.
    rows = [] if chosen else rank(db.session, today())
    first = (_page() - 1) * ON_A_PAGE
    return render_template(
        "delivery/staff.html",
        drawn=draw(_read(chosen)),
        span=chosen_span(),
        organisation=chosen,
        rows=rows[first : first + ON_A_PAGE],
        number=len(rows),
        page=_page(),
        pages=-(-len(rows) // ON_A_PAGE),
        many_failures=MANY_FAILURES,
        many_reports=MANY_REPORTS,
        words=words,
    )


@bp.get("/staff/delivery.csv")
@staff_required
def weeks_table() -> ResponseReturnValue:
    """The weeks as a table."""
    return send_table(write_weeks(_read(_chosen()).weeks, words.column_names()), "helpcenter-delivery")


@bp.get("/staff/delivery/organisations.csv")
@staff_required
def organisations_table() -> ResponseReturnValue:
    """The organisations as a table."""
    table = write_organisations(rank(db.session, today()), words.column_names(), str(words.NOBODY))
    return send_table(table, "helpcenter-delivery-organisations")


def _chosen() -> Organisation | None:
    slug = request.args.get("organisation", "")
    return (find_organisation(db.session, slug) or abort(404)) if slug else None


def _page() -> int:
    return max(1, request.args.get("page", 1, type=int))


def _read(chosen: Organisation | None) -> Picture:
    return read_picture(db.session, today(), chosen.id if chosen else None, chosen_span())
