"""Pages of members: the delivery picture; the pace check stands in pace_pages.py."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from helpcenter.db import db
from helpcenter.delivery import words
from helpcenter.delivery.pages import chosen_span, draw, send_table, today
from helpcenter.delivery.picture import Picture, read_picture
from helpcenter.delivery.table import write_weeks
from helpcenter.organisations.access import current_organisation, member_required

bp = Blueprint("delivery", __name__)


@bp.get("/organisation/delivery")
@member_required
def own() -> ResponseReturnValue:
    """What became of one's own mails."""
    return render_template("delivery/own.html", drawn=draw(_read()), span=chosen_span(), organisation=current_organisation(), words=words)


@bp.get("/organisation/delivery.csv")
@member_required
def own_table() -> ResponseReturnValue:
    """The same as a table."""
    return send_table(write_weeks(_read().weeks, words.column_names()), "helpcenter-delivery")


def _read() -> Picture:
    return read_picture(db.session, today(), current_organisation().id, chosen_span())
