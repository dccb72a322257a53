"""One's own account, and the door by which invited people come in. Signing in itself is Flask-Security's (setup.py)."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security.recoverable import generate_reset_password_token

from helpcenter.accounts.access import private, signed_in_required, the_user
from helpcenter.accounts.forms import AccountForm
from helpcenter.accounts.invitations import find_invited
from helpcenter.accounts.service import describe_person
from helpcenter.accounts.sessions import this_sign_in
from helpcenter.accounts.sign_ins import end_others
from helpcenter.db import db
from helpcenter.web.context import services
from helpcenter.web.limits import limiter
from helpcenter.web.locale import _

bp = Blueprint("accounts", __name__)


@bp.get("/account/")
@signed_in_required
def account() -> ResponseReturnValue:
    """Name, language, and the way to a new password."""
    return _show(AccountForm(obj=the_user()))


@bp.post("/account/")
@signed_in_required
def account_submit() -> ResponseReturnValue:
    """Save name and language."""
    form = AccountForm()
    if not form.validate_on_submit():
        return _show(form), 422
    describe_person(the_user(), name=form.name.data or "", locale=form.locale.data)
    db.session.commit()
    flash(_("Saved."), "success")
    return redirect(url_for("accounts.account"))


@bp.post("/account/sign-out-elsewhere")
@signed_in_required
def sign_out_elsewhere() -> ResponseReturnValue:
    """End the sign-ins that were forgotten on other computers."""
    end_others(db.session, the_user(), this_sign_in())
    db.session.commit()
    flash(_("You are signed in here only."), "success")
    return redirect(url_for("accounts.account"))


@bp.get("/account/invitation/<token>")
@limiter.limit("60 per hour")
def accept(token: str) -> ResponseReturnValue:
    """Lead an invited person to the page where a password is chosen; opening it changes nothing."""
    user = find_invited(db.session, token, services().settings.secret_key, services().clock)
    if user is None:
        return private((render_template("accounts/invitation_over.html"), 410))
    reset_token: str = generate_reset_password_token(user)  # type: ignore[no-untyped-call]
    return private(redirect(url_for("security.reset_password", token=reset_token)))


def _show(form: AccountForm) -> str:
    return render_template("accounts/account.html", form=form, user=the_user())
