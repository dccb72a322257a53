"""The vendor's people: who they are, and inviting more of them."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from helpcenter.accounts.access import admin_required, the_user
from helpcenter.accounts.events import StaffLeft
from helpcenter.accounts.forms import StaffInvitationForm
from helpcenter.accounts.mails import send_invitation
from helpcenter.accounts.models import RoleName
from helpcenter.accounts.queries import find_colleague, list_staff
from helpcenter.accounts.service import add_person, end_work, grant_role
from helpcenter.db import db
from helpcenter.web.context import services
from helpcenter.web.locale import _

bp = Blueprint("accounts_staff", __name__)


@bp.get("/staff/people")
@admin_required
def people() -> ResponseReturnValue:
    """Everybody who works here for the vendor."""
    return _show(StaffInvitationForm())


@bp.post("/staff/people")
@admin_required
def people_submit() -> ResponseReturnValue:
    """Invite a colleague."""
    form = StaffInvitationForm()
    if not form.validate_on_submit():
        return _show(form), 422
    user = add_person(db.session, services().clock, form.email.data or "")
    grant_role(db.session, user, RoleName(form.role.data))
    send_invitation(user, services().settings.vendor_name)
    db.session.commit()
    flash(_("Invitation sent to %(address)s.", address=user.email), "success")
    return redirect(url_for("accounts_staff.people"))


@bp.post("/staff/people/<int:user_id>/remove")
@admin_required
def person_remove(user_id: int) -> ResponseReturnValue:
    """Somebody no longer works for the vendor: requests look for somebody else, sessions end."""
    user = find_colleague(db.session, user_id)
    if user is None:
        abort(404)
    # So there is always one administrator left: only they remove people, and nobody removes themselves.
    if user.id == the_user().id:
        flash(_("You cannot remove yourself."), "error")
        return redirect(url_for("accounts_staff.people"))
    end_work(db.session, user)
    services().events.publish(db.session, StaffLeft(user.id))
    db.session.commit()
    flash(_("Removed from the team."), "success")
    return redirect(url_for("accounts_staff.people"))


def _show(form: StaffInvitationForm) -> str:
    return render_template("accounts/people.html", form=form, people=list_staff(db.session))
