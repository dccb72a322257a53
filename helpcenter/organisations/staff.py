"""Pages of staff: overview, organisations, sender addresses that wait for a decision."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpcenter.accounts.access import staff_required, the_user
from helpcenter.accounts.mails import send_invitation
from helpcenter.accounts.service import add_person
from helpcenter.db import db
from helpcenter.organisations import queries
from helpcenter.organisations.events import SheetsChanged
from helpcenter.organisations.forms import DecisionForm, MemberForm, OrganisationForm
from helpcenter.organisations.mails import send_decision
from helpcenter.organisations.models import SLUG_LENGTH, MemberRole, Organisation, SenderAddress
from helpcenter.organisations.service import (
    AlreadyDecidedError,
    LengthError,
    SlugError,
    SlugTakenError,
    add_member,
    create_organisation,
    decide_address,
)
from helpcenter.organisations.texts import clean_line, make_slug
from helpcenter.web.context import services
from helpcenter.web.locale import _

bp = Blueprint("organisations_staff", __name__)


@bp.get("/staff/")
@staff_required
def overview() -> ResponseReturnValue:
    """What waits for staff."""
    return render_template(
        "organisations/staff_overview.html",
        pending=queries.count_pending_addresses(db.session),
        organisations=queries.count_organisations(db.session),
    )


@bp.get("/staff/organisations")
@staff_required
def organisations() -> ResponseReturnValue:
    """All organisations, and a form for a new one."""
    return _show_organisations(OrganisationForm())


@bp.post("/staff/organisations")
@staff_required
def organisations_submit() -> ResponseReturnValue:
    """Create an organisation."""
    form = OrganisationForm()
    if not form.validate_on_submit():
        return _show_organisations(form), 422
    name = form.name.data or ""
    try:
        made = create_organisation(db.session, services().clock, slug=form.slug.data or make_slug(name, SLUG_LENGTH), name=name)
    except SlugError as error:
        form.slug.errors = [_explain_slug(error)]
        return _show_organisations(form), 422
    except LengthError:
        # Blanks alone are no name.
        form.name.errors = [_("Type the name that families know.")]
        return _show_organisations(form), 422
    db.session.commit()
    flash(_("%(name)s is ready. Invite somebody who manages it.", name=made.name), "success")
    return redirect(url_for("organisations_staff.organisation", slug=made.slug))


@bp.get("/staff/organisations/<slug>")
@staff_required
def organisation(slug: str) -> ResponseReturnValue:
    """One organisation: its members, and inviting more."""
    return _show_organisation(_get(slug), MemberForm(role=MemberRole.MANAGER.value))


@bp.post("/staff/organisations/<slug>")
@staff_required
def organisation_submit(slug: str) -> ResponseReturnValue:
    """Invite somebody to this organisation."""
    found = _get(slug)
    form = MemberForm()
    if not form.validate_on_submit():
        return _show_organisation(found, form), 422
    user = add_person(db.session, services().clock, form.email.data or "")
    add_member(db.session, services().clock, found, user, MemberRole(form.role.data))
    send_invitation(user, found.name)
    db.session.commit()
    flash(_("Invitation sent to %(address)s.", address=user.email), "success")
    return redirect(url_for("organisations_staff.organisation", slug=slug))


@bp.get("/staff/sender-addresses")
@staff_required
def sender_addresses() -> ResponseReturnValue:
    """Sender addresses: those that wait first, then what was decided."""
    return _show_addresses()


@bp.post("/staff/sender-addresses/<int:address_id>")
@staff_required
def sender_address_decide(address_id: int) -> ResponseReturnValue:
    """Verify or refuse one; the organisation is told by mail."""
    sender = queries.find_address(db.session, address_id)
    if sender is None:
        abort(404)
    is_verified = request.form.get("decision") == "verify"
    form = DecisionForm()
    if not form.validate_on_submit() or not (is_verified or _has_note(form)):
        return _show_addresses(sender, form), 422
    return _decide(sender, is_verified, form.note.data or "")


def _decide(sender: SenderAddress, is_verified: bool, note: str) -> ResponseReturnValue:
    try:
        decide_address(db.session, services().clock, sender, staff=the_user(), is_verified=is_verified, note=note)
    except AlreadyDecidedError:
        flash(_("Somebody has decided about this address meanwhile, or it was given up."), "error")
        return redirect(url_for("organisations_staff.sender_addresses"))
    services().events.publish(db.session, SheetsChanged(sender.organisation_id))
    send_decision(sender)
    db.session.commit()
    flash(_("Decided. The organisation has been told by mail."), "success")
    return redirect(url_for("organisations_staff.sender_addresses"))


def _has_note(form: DecisionForm) -> bool:
    # As it will be kept: a note of signs that nobody sees would tell the organisation nothing.
    if clean_line(form.note.data or ""):
        return True
    form.note.errors = [_("Say what to change: the organisation reads this note.")]
    return False


def _explain_slug(error: SlugError) -> str:
    taken = _("Another organisation has this short name. Add the town, for example.")
    return str(taken if isinstance(error, SlugTakenError) else _("Type a short name: none can be made from this name."))


def _get(slug: str) -> Organisation:
    found = queries.find_organisation(db.session, slug)
    if found is None:
        abort(404)
    return found


def _show_organisations(form: OrganisationForm) -> str:
    return render_template("organisations/staff_list.html", form=form, organisations=queries.list_organisations(db.session))


def _show_organisation(found: Organisation, form: MemberForm) -> str:
    sender = queries.chosen_sender(db.session, found, services().settings.sender_address)
    memberships = queries.list_memberships(db.session, found)
    return render_template("organisations/staff_one.html", form=form, organisation=found, memberships=memberships, sender=sender)


def _show_addresses(wrong: SenderAddress | None = None, form: DecisionForm | None = None) -> str:
    return render_template(
        "organisations/staff_addresses.html",
        pending=queries.list_pending_addresses(db.session),
        decided=queries.list_decided_addresses(db.session),
        wrong=wrong,
        form=form or DecisionForm(formdata=None),
    )
