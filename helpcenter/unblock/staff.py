"""Pages of staff: the requests of all organisations."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from helpcenter.accounts.access import staff_required
from helpcenter.consent.queries import invitations_of_case, state_of
from helpcenter.db import db
from helpcenter.unblock import words
from helpcenter.unblock.forms import CARRIERS
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.queries import list_cases
from helpcenter.web.context import services

bp = Blueprint("unblock_staff", __name__)


@bp.context_processor
def give_words() -> dict[str, object]:
    """The words for states, for the templates of this room."""
    return {"words": words}


@bp.get("/staff/cases")
@staff_required
def cases() -> ResponseReturnValue:
    """All requests, the newest first."""
    return render_template("unblock/staff_cases.html", cases=list_cases(db.session))


@bp.get("/staff/cases/<int:case_id>")
@staff_required
def case(case_id: int) -> ResponseReturnValue:
    """One request."""
    found = db.session.get(UnblockCase, case_id)
    if found is None:
        abort(404)
    now = services().clock()
    codes = [(invitation, state_of(invitation, now)) for invitation in invitations_of_case(db.session, found.id)]
    return render_template("unblock/staff_case.html", case=found, codes=codes, carriers=CARRIERS)
