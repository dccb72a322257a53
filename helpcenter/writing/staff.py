"""The list of all texts for staff; other modules `staff_….py` of this room add their pages to the same blueprint."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from helpcenter.accounts.access import staff_required

bp = Blueprint("writing", __name__)


@bp.get("/staff/texts")
@staff_required
def overview() -> ResponseReturnValue:
    """All articles by section, in every language, with what is due."""
    return render_template("writing/overview.html")
