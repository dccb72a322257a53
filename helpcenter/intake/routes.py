"""Pages of members: a new request, and what strangers said; and the public page that says how to ask for help."""

from datetime import timedelta

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from helpcenter.accounts.access import member_actor, private, the_user
from helpcenter.consent.setup import current_desk
from helpcenter.db import db
from helpcenter.feedback.desk import find_current
from helpcenter.intake import words
from helpcenter.intake.deflection import Deflection
from helpcenter.intake.desk import find_advice
from helpcenter.intake.forms import DismissForm, RequestForm, form_of_proposal
from helpcenter.intake.models import Proposal
from helpcenter.intake.queries import find_proposal, list_waiting
from helpcenter.intake.service import accept, dismiss
from helpcenter.organisations.access import current_organisation, member_required
from helpcenter.providers.setup import the_policy
from helpcenter.tutorials.pages import the_tutorials
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.service import CaseError, open_case
from helpcenter.web.context import services
from helpcenter.web.kit import csrf
from helpcenter.web.locale import _
from helpcenter.web.pages import external_url

SECOND_PRESS = timedelta(minutes=1)

bp = Blueprint("intake", __name__)


@bp.context_processor
def give_words() -> dict[str, object]:
    """The words of this room, for its templates."""
    return {"words": words}


@bp.get("/<locale:locale>/assistance")
def assistance(locale: str) -> ResponseReturnValue:
    """What to have at hand, what happens then, and what families do; the same for everybody."""
    # A reader whose problem an article did not solve comes from there.
    article = find_current(request.args.get("article", ""), locale)
    # Somebody who was stuck at a step of a sheet comes from there.
    tutorial = the_tutorials().find_shown(request.args.get("tutorial", ""), locale)
    step = request.args.get("step", 0, type=int)
    values = {"article": article, "tutorial": tutorial, "step": step if tutorial and 0 < step <= len(tutorial.steps) else 0}
    return render_template("intake/assistance.html", settings=services().settings, **values)


@bp.get("/organisation/cases/new")
@member_required
def new_case() -> ResponseReturnValue:
    """Say which family receives nothing; `?proposal=` continues what a stranger said."""
    proposal = _asked_proposal()
    return _show_form(form_of_proposal(proposal) if proposal else RequestForm(formdata=None), proposal=proposal)


# The form looks at its token itself: a session that has ended must not cost what was typed.
@bp.post("/organisation/cases/new")
@csrf.exempt
def new_case_submit() -> ResponseReturnValue:
    """Open the request, or show what is missing beside its field. Whoever is signed out meanwhile keeps what was typed."""
    if not current_user.is_authenticated:
        return private((_show_form(RequestForm(), is_signed_out=True), 401))
    return _submit()


@bp.get("/organisation/proposals")
@member_required
def proposals() -> ResponseReturnValue:
    """What strangers said: for each, accept it or forget it."""
    waiting = list_waiting(db.session, current_organisation())
    family_url = external_url("intake_families.tell", organisation=current_organisation().slug)
    return render_template("intake/proposals.html", waiting=waiting, form=DismissForm(), family_url=family_url)


@bp.post("/organisation/proposals/<int:proposal_id>/dismiss")
@member_required
def dismiss_submit(proposal_id: int) -> ResponseReturnValue:
    """Forget what was said."""
    found = find_proposal(db.session, current_organisation(), proposal_id) or abort(404)
    dismiss(db.session, found)
    db.session.commit()
    flash(_("The message is deleted."), "success")
    return redirect(url_for("intake.proposals"))


@member_required
def _submit() -> ResponseReturnValue:
    form, proposal = RequestForm(), _asked_proposal()
    if not form.validate_on_submit():
        return _show_form(form, proposal=proposal), 422
    advice = find_advice(form, current_organisation())
    if advice:
        return _show_form(form, proposal=proposal, advice=advice)
    try:
        case = _open(form, proposal)
    except CaseError as error:
        if error.case and _is_second_press(form, error.case):
            return redirect(url_for("unblock.case", case_id=error.case.id))
        form.refuse(error.problem)
        return _show_form(form, proposal=proposal, known=error.case), 422
    db.session.commit()
    flash(_("The request is open. Now make an invitation for the family."), "success")
    return redirect(url_for("unblock.case", case_id=case.id))


def _open(form: RequestForm, proposal: Proposal | None) -> UnblockCase:
    if proposal:
        return accept(db.session, current_desk(), proposal, form.new_case(proposal.source), the_user(), the_policy())
    return open_case(db.session, current_desk(), current_organisation(), form.new_case(), member_actor(), the_policy())


def _is_second_press(form: RequestForm, known: UnblockCase) -> bool:
    """True when the same person sent the same form just now: an impatient second press is no error."""
    is_same = (known.opened_by, known.label, known.last_mail_on) == (member_actor(), form.label.data, form.last_mail_on.data)
    return is_same and services().clock() - known.created_at < SECOND_PRESS


def _asked_proposal() -> Proposal | None:
    """What a stranger said, when the page was opened from there; another organisation's does not exist here."""
    number = request.args.get("proposal", type=int)
    if number is None:
        return None
    return find_proposal(db.session, current_organisation(), number) or abort(404)


def _show_form(
    form: RequestForm,
    *,
    proposal: Proposal | None = None,
    known: UnblockCase | None = None,
    advice: Deflection | None = None,
    is_signed_out: bool = False,
) -> str:
    return render_template(
        "intake/new.html",
        form=form,
        proposal=proposal,
        known=known,
        advice=advice,
        is_signed_out=is_signed_out,
        settings=services().settings,
    )
