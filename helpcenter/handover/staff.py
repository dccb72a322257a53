"""Pages of staff: the signed paper of any case."""

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from helpcenter.accounts.access import staff_required
from helpcenter.db import db
from helpcenter.handover.pages import send_scan
from helpcenter.handover.queries import find_scan
from helpcenter.unblock.models import UnblockCase

bp = Blueprint("handover_staff", __name__, url_prefix="/staff/cases/<int:case_id>")


@bp.get("/scans/<int:scan_id>")
@staff_required
def scan(case_id: int, scan_id: int) -> ResponseReturnValue:
    """A signed paper, as a file to save."""
    case = db.session.get(UnblockCase, case_id)
    found = find_scan(db.session, case, scan_id) if case else None
    return send_scan(found) if found else abort(404)
