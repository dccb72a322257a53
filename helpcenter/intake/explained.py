"""From an explained error to a request: the form of members or of visitors, filled in by POST, never by a URL."""

from datetime import date
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from helpcenter.db import db
from helpcenter.intake import words
from helpcenter.intake.desk import the_seals
from helpcenter.intake.family_form import one_line
from helpcenter.intake.forms import RequestForm, VisitorForm, many_lines
from helpcenter.intake.queries import list_public_organisations
from helpcenter.intake.service import KEPT_DAYS
from helpcenter.intake.strangers import guard
from helpcenter.organisations.access import find_current_membership, member_required
from helpcenter.unblock.models import ERROR_LENGTH
from helpcenter.web.context import services

bp = Blueprint("intake_explained", __name__)
# It only shows a form that is still to be sent, with a protection of its own.
guard(bp)
LONGEST_ADDRESS = 320


@bp.context_processor
def give_words() -> dict[str, object]:
    """The words of this room, for its templates."""
    return {"words": words}


@bp.post("/<locale:locale>/assistance/explained")
def ask_submit(locale: str) -> ResponseReturnValue:
    """The form with the address and the error; nothing is stored before the person sends it."""
    if current_user.is_authenticated and find_current_membership():
        return _show_to_member()
    return _show_to_visitor(_said())


@member_required
def _show_to_member() -> ResponseReturnValue:
    form = RequestForm(formdata=None, data=_said())
    return render_template("intake/new.html", form=form, action=url_for("intake.new_case_submit"), settings=services().settings)


def _show_to_visitor(said: dict[str, Any]) -> str:
    form = VisitorForm(formdata=None, data=said)
    form.offer(list_public_organisations(db.session))
    values = {"form": form, "action": url_for("intake_visitors.ask_submit"), "said": said, "kept_days": KEPT_DAYS}
    return render_template("intake/visitor.html", seal=the_seals().make(), settings=services().settings, **values)


def _said() -> dict[str, Any]:
    address, error_text = request.form.get("address", ""), request.form.get("error_text", "")
    said = {"address": one_line(address)[:LONGEST_ADDRESS], "error_text": many_lines(error_text)[:ERROR_LENGTH]}
    return {**said, "last_mail_on": request.form.get("last_mail_on", type=date.fromisoformat)}
