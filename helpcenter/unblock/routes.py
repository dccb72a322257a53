"""Pages of members: their requests, and their codes."""

from flask import Blueprint, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from helpcenter.consent.invitations import revoke
from helpcenter.consent.models import Invitation
from helpcenter.consent.setup import current_desk
from helpcenter.db import db
from helpcenter.organisations.access import current_organisation, member_required
from helpcenter.unblock import case_words, words
from helpcenter.unblock.forms import RevokeForm
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.own_case import CaseForms, get_own_case, show_own_case
from helpcenter.unblock.own_cases import show_own_cases
from helpcenter.web.locale import _

bp = Blueprint("unblock", __name__)


@bp.context_processor
def give_words() -> dict[str, object]:
    """The words for states, for the templates of this room."""
    return {"words": words, "case_words": case_words}


@bp.get("/organisation/cases")
@member_required
def own_cases() -> ResponseReturnValue:
    """The organisation's requests, each with its one next action."""
    return show_own_cases(current_organisation())


@bp.get("/organisation/cases/<int:case_id>")
@member_required
def case(case_id: int) -> ResponseReturnValue:
    """One request: where it stands, what to do next, its codes and its history."""
    return _show_case(get_own_case(case_id))


@bp.post("/organisation/cases/<int:case_id>/invitations/<int:invitation_id>/revoke")
@member_required
def revoke_submit(case_id: int, invitation_id: int) -> ResponseReturnValue:
    """Take a code back, for instance after a letter to an old address."""
    found = get_own_case(case_id)
    invitation = db.session.get(Invitation, invitation_id)
    if invitation is None or invitation.case_id != found.id:
        abort(404)
    is_revoked = RevokeForm().validate_on_submit() and revoke(db.session, current_desk(), invitation)
    db.session.commit()
    flash(_("The code has been taken back.") if is_revoked else _("This code is no longer open."), "success" if is_revoked else "error")
    return redirect(url_for("unblock.case", case_id=case_id))


def _show_case(found: UnblockCase) -> str:
    return show_own_case(found, CaseForms())
