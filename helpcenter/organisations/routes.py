"""Pages of members: home, branding, members; and the logo that the public sees."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpcenter.accounts.access import signed_in_required, the_user
from helpcenter.accounts.mails import send_invitation
from helpcenter.accounts.service import add_person
from helpcenter.db import db
from helpcenter.organisations.access import (
    choose_organisation,
    current_membership,
    current_organisation,
    manager_required,
    member_required,
    own_memberships,
)
from helpcenter.organisations.branding import BrandingPage
from helpcenter.organisations.colours import ColourError, colour_rule
from helpcenter.organisations.events import MemberLeft
from helpcenter.organisations.forms import MemberForm
from helpcenter.organisations.logo_store import LogoStore
from helpcenter.organisations.models import MemberRole
from helpcenter.organisations.queries import chosen_sender, find_membership, find_organisation, list_memberships
from helpcenter.organisations.service import LastManagerError, add_member, remove_member
from helpcenter.web.context import services
from helpcenter.web.heavy_uploads import take_heavy_uploads
from helpcenter.web.limits import limiter
from helpcenter.web.locale import _

bp = Blueprint("organisations", __name__)
take_heavy_uploads(bp, "organisations.branding_submit")
A_YEAR = "public, max-age=31536000, immutable"


@bp.get("/organisation/")
@member_required
def home() -> ResponseReturnValue:
    """What there is to do for this organisation."""
    organisation = current_organisation()
    sender = chosen_sender(db.session, organisation, services().settings.sender_address)
    return render_template(
        "organisations/home.html", organisation=organisation, membership=current_membership(), sender=sender, memberships=own_memberships()
    )


@bp.post("/organisation/switch")
@signed_in_required
def switch() -> ResponseReturnValue:
    """Work for another of one's organisations."""
    choose_organisation(request.form.get("organisation", ""))
    return redirect(url_for("organisations.home"))


@bp.get("/organisation/branding")
@member_required
def branding() -> ResponseReturnValue:
    """Name, logo, colour, sender address, contact line and languages, with the preview beside them."""
    return BrandingPage(current_organisation()).show(asked_colour=request.args.get("asked", ""))


@bp.post("/organisation/branding")
@member_required
def branding_submit() -> ResponseReturnValue:
    """Save the branding, or show each error beside its field."""
    page = BrandingPage(current_organisation())
    if not page.accept():
        return page.show(), 422
    db.session.commit()
    flash(_("Saved. Your sheets and pages show it from now on."), "success")
    # What is stored is the darker colour: only the address can still tell the next page which one was asked for.
    return redirect(url_for("organisations.branding", asked=page.corrected_colour))


@bp.get("/organisation/members")
@member_required
def members() -> ResponseReturnValue:
    """Who belongs to this organisation."""
    return _show_members(MemberForm())


@bp.post("/organisation/members")
@manager_required
# Each is a mail of ours to an address that somebody typed: a stolen password must not send thousands.
@limiter.limit("60 per hour")
def members_submit() -> ResponseReturnValue:
    """Invite somebody."""
    form = MemberForm()
    if not form.validate_on_submit():
        return _show_members(form), 422
    organisation = current_organisation()
    # Nobody knows the language of somebody new: most likely it is that of the colleague who invites.
    user = add_person(db.session, services().clock, form.email.data or "", locale=the_user().locale)
    add_member(db.session, services().clock, organisation, user, MemberRole(form.role.data))
    send_invitation(user, organisation.name)
    db.session.commit()
    flash(_("Invitation sent to %(address)s.", address=user.email), "success")
    return redirect(url_for("organisations.members"))


@bp.post("/organisation/members/<int:membership_id>/remove")
@manager_required
def member_remove(membership_id: int) -> ResponseReturnValue:
    """End somebody's membership."""
    membership = find_membership(db.session, current_organisation(), membership_id)
    if membership is None:
        abort(404)
    try:
        remove_member(db.session, membership)
    except LastManagerError:
        flash(_("This person is the only one who can manage the organisation. Let somebody else manage it first."), "error")
        return redirect(url_for("organisations.members"))
    services().events.publish(db.session, MemberLeft(membership.organisation_id, membership.user_id))
    db.session.commit()
    flash(_("Removed from the organisation."), "success")
    return redirect(url_for("organisations.members"))


@bp.get("/organisation/logo/<logo_hash>.png")
@member_required
def logo_preview(logo_hash: str) -> ResponseReturnValue:
    """A logo that this organisation has uploaded, saved or not."""
    return _picture(_logos().find(current_organisation().id, logo_hash), "private, max-age=86400")


@bp.get("/o/<organisation>/logo-<logo_hash>.png")
def logo(organisation: str, logo_hash: str) -> ResponseReturnValue:
    """The logo that an organisation shows; its bytes never change under this address."""
    found = find_organisation(db.session, organisation)
    # Only the one in use: what was uploaded and never saved is the organisation's business.
    if found is None or found.logo_hash != logo_hash:
        abort(404)
    return _picture(_logos().find_for_screen(found.id, logo_hash), A_YEAR)


@bp.get("/o/<organisation>/colours-<colour>.css")
def colours(organisation: str, colour: str) -> Response:
    """An organisation's colour as its own small stylesheet; all that it says stands in its address."""
    try:
        rule = colour_rule(colour)
    except ColourError:
        abort(404)
    return Response(rule + "\n", mimetype="text/css", headers={"Cache-Control": A_YEAR})


def _logos() -> LogoStore:
    return LogoStore(services().settings.instance)


def _picture(data: bytes | None, keep: str) -> Response:
    if data is None:
        abort(404)
    return Response(data, mimetype="image/png", headers={"Cache-Control": keep})


def _show_members(form: MemberForm) -> str:
    organisation = current_organisation()
    return render_template(
        "organisations/members.html",
        form=form,
        organisation=organisation,
        memberships=list_memberships(db.session, organisation),
        is_manager=current_membership().role is MemberRole.MANAGER,
    )
