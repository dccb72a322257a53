"""The vendor's people: who they are, and inviting more of them."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from helpcenter.accounts.access import admin_required
from helpcenter.accounts.forms import StaffInvitationForm
from helpcenter.accounts.mails import send_invitation
from helpcenter.accounts.models import RoleName
from helpcenter.accounts.queries import list_staff
from helpcenter.accounts.service import add_person, grant_role
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


def _show(form: StaffInvitationForm) -> str:
    return render_template("accounts/people.html", form=form, people=list_staff(db.session))
