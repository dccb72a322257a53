"""Pages of members: their requests, and the invitation."""

from urllib.parse import quote

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from helpcenter.accounts.access import the_user
from helpcenter.consent.codes import group_code
from helpcenter.consent.invitations import MadeInvitation, revoke
from helpcenter.consent.models import Carrier, Invitation
from helpcenter.consent.setup import current_desk
from helpcenter.db import db
from helpcenter.i18n.gsm import count_segments
from helpcenter.organisations.access import current_organisation, member_required
from helpcenter.unblock import case_words, words
from helpcenter.unblock.forms import CARRIERS, InviteForm, RevokeForm
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.own_case import CaseForms, show_own_case
from helpcenter.unblock.own_cases import show_own_cases
from helpcenter.unblock.queries import find_case
from helpcenter.unblock.service import NotInvitableError, invite_person
from helpcenter.web.locale import _
from helpcenter.web.qr import qr_svg

bp = Blueprint("unblock", __name__)
# The mail programs of some phones drop what is longer.
LONGEST_MAILTO = 1900


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
    return _show_case(_own_case(case_id), InviteForm())


@bp.post("/organisation/cases/<int:case_id>/invitations")
@member_required
def invite_submit(case_id: int) -> ResponseReturnValue:
    """Make a code and show the text to hand over. It is shown once, for only its hash is kept."""
    found, form = _own_case(case_id), InviteForm()
    if not form.validate_on_submit():
        return _show_case(found, form), 422
    try:
        made = invite_person(db.session, current_desk(), found, Carrier(form.carrier.data), _actor())
    except NotInvitableError:
        flash(_("This person has answered already."), "error")
        return redirect(url_for("unblock.case", case_id=case_id))
    db.session.commit()
    return _show_invitation(found, made)


@bp.post("/organisation/cases/<int:case_id>/invitations/<int:invitation_id>/revoke")
@member_required
def revoke_submit(case_id: int, invitation_id: int) -> ResponseReturnValue:
    """Take a code back, for instance after a letter to an old address."""
    found = _own_case(case_id)
    invitation = db.session.get(Invitation, invitation_id)
    if invitation is None or invitation.case_id != found.id:
        abort(404)
    is_revoked = RevokeForm().validate_on_submit() and revoke(db.session, current_desk(), invitation)
    db.session.commit()
    flash(_("The code has been taken back.") if is_revoked else _("This code is no longer open."), "success" if is_revoked else "error")
    return redirect(url_for("unblock.case", case_id=case_id))


def _own_case(case_id: int) -> UnblockCase:
    """A case of the member's organisation; others do not exist here."""
    found = find_case(db.session, current_organisation(), case_id)
    return found if found is not None else abort(404)


def _show_case(found: UnblockCase, form: InviteForm) -> str:
    return show_own_case(found, CaseForms(invite=form))


def _show_invitation(found: UnblockCase, made: MadeInvitation) -> str:
    return render_template(
        "unblock/invitation.html",
        case=found,
        made=made,
        carrier=CARRIERS[made.invitation.carrier.value],
        grouped_code=group_code(made.code),
        qr=qr_svg(made.url),
        mailto=_mailto(found, made),
        segments=count_segments(made.text.strip()),
    )


def _mailto(found: UnblockCase, made: MadeInvitation) -> str:
    """The text as a mail that opens in the organisation's own mail program; the first line is its subject."""
    if made.invitation.carrier is not Carrier.MAILBOX:
        return ""
    subject, _blank, body = made.text.partition("\n")
    link = f"mailto:{quote(found.address, safe='@')}?subject={quote(subject.partition(':')[2].strip())}&body={quote(body.strip())}"
    return link if len(link) <= LONGEST_MAILTO else ""


def _actor() -> str:
    """Who acts, as history and evidence name it: a number, never a name."""
    return f"member:{the_user().id}"
