"""What members do with a case once it is open: correct the address, say whether a mail arrived, reopen, note."""

from collections.abc import Callable

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from helpcenter.accounts.access import member_actor, the_user
from helpcenter.consent.setup import current_desk
from helpcenter.db import db
from helpcenter.organisations.access import member_required
from helpcenter.providers.setup import the_policies
from helpcenter.unblock.asking_anew import ask_anew
from helpcenter.unblock.correction import keep_first_address
from helpcenter.unblock.endings import AlreadyOpenError, reopen_alone, solve
from helpcenter.unblock.family_addresses import TooManyAddressesError, add_address
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.notes import add_note
from helpcenter.unblock.own_case import CaseForms, get_own_case, show_own_case
from helpcenter.unblock.routes import bp
from helpcenter.unblock.service import CaseError, CaseProblem, StaleCaseError, confirm_correction, take_case
from helpcenter.unblock.work_forms import CalledForm, NoteForm, OtherAddressForm, StepForm
from helpcenter.unblock.workflow import StepError
from helpcenter.web.locale import _

Verb = Callable[[UnblockCase, str], ResponseReturnValue]


@bp.post("/organisation/cases/<int:case_id>/correction")
@member_required
def correction_submit(case_id: int) -> ResponseReturnValue:
    """The family was called: the other address is right, or it is not."""
    found, form = get_own_case(case_id), CalledForm()
    if not form.validate_on_submit():
        return show_own_case(found, CaseForms(called=form)), 422
    return _change(found, form, _keep_address if form.decision.data == "keep" else _correct)


@bp.post("/organisation/cases/<int:case_id>/anew")
@member_required
def anew_submit(case_id: int) -> ResponseReturnValue:
    """The family was called: its no was an error. The question is asked anew; the block stays lifted."""
    found, form = get_own_case(case_id), CalledForm()
    if not form.validate_on_submit():
        return show_own_case(found, CaseForms(called=form)), 422
    return _change(found, form, _ask_anew)


@bp.post("/organisation/cases/<int:case_id>/arrival")
@member_required
def arrival_submit(case_id: int) -> ResponseReturnValue:
    """A real mail arrived: the case is solved."""
    found, form = get_own_case(case_id), StepForm()
    if not form.validate_on_submit():
        return show_own_case(found, CaseForms()), 422
    return _change(found, form, _verify)


@bp.post("/organisation/cases/<int:case_id>/reopening")
@member_required
def reopen_submit(case_id: int) -> ResponseReturnValue:
    """Mails fail again, or the family can be asked after all."""
    found, form = get_own_case(case_id), StepForm()
    if not form.validate_on_submit():
        return show_own_case(found, CaseForms()), 422
    return _change(found, form, _reopen)


@bp.post("/organisation/cases/<int:case_id>/notes")
@member_required
def note_submit(case_id: int) -> ResponseReturnValue:
    """Keep a remark; colleagues and the team read it."""
    found, form = get_own_case(case_id), NoteForm()
    if not form.validate_on_submit():
        return show_own_case(found, CaseForms(note=form)), 422
    add_note(db.session, current_desk(), found, the_user(), form.text.data or "", is_for_staff=False)
    db.session.commit()
    return redirect(url_for("unblock.case", case_id=case_id, _anchor="notes"))


@bp.post("/organisation/cases/<int:case_id>/addresses")
@member_required
def address_submit(case_id: int) -> ResponseReturnValue:
    """The family has another address that receives nothing: it gets its own code and request, on the same page."""
    found, form = get_own_case(case_id), OtherAddressForm()
    if not form.validate_on_submit():
        return show_own_case(found, CaseForms(other_address=form)), 422
    try:
        policy = the_policies().get(found.provider)
        added = add_address(db.session, current_desk(), found, form.address.data or "", policy, member_actor())
    except (CaseError, TooManyAddressesError) as error:
        db.session.rollback()
        form.refuse(_address_problem(error))
        return show_own_case(get_own_case(case_id), CaseForms(other_address=form)), 422
    db.session.commit()
    flash(_("The address is added. Make its invitation: it has a code of its own."), "success")
    return _back(added.id)


def _address_problem(error: CaseError | TooManyAddressesError) -> str:
    if isinstance(error, TooManyAddressesError):
        return _("This family has many addresses already. Open a new request for this one.")
    if error.problem is CaseProblem.DUPLICATE and error.case is not None:
        return _("Request no. %(number)s is open for this address already.", number=error.case.id)
    if error.problem is CaseProblem.TOO_OLD:
        return _("The last mail of this request was sent too long ago. Open a new request with the day of a newer mail.")
    return _("Type the whole address, such as marie@mail.example")


def _change(found: UnblockCase, form: StepForm, verb: Verb) -> ResponseReturnValue:
    """Take a step, unless the case changed since its page was read, or the step no longer follows."""
    case_id = found.id
    try:
        case = take_case(db.session, case_id, form.version.data)
        return verb(case, member_actor()) if case else abort(404)
    except StaleCaseError:
        db.session.rollback()
        return show_own_case(get_own_case(case_id), CaseForms(is_changed=True)), 409
    except StepError:
        db.session.rollback()
        flash(_("This is not possible any more: see where the request stands."), "error")
        return _back(case_id)


def _correct(case: UnblockCase, actor: str) -> ResponseReturnValue:
    confirm_correction(db.session, current_desk(), case, actor)
    db.session.commit()
    flash(_("The address is corrected. Send one real mail to the new one, and say here whether it arrived."), "success")
    return _back(case.id)


def _keep_address(case: UnblockCase, actor: str) -> ResponseReturnValue:
    try:
        following = keep_first_address(db.session, current_desk(), case, the_policies().get(case.provider), actor)
    except CaseError:
        db.session.rollback()
        flash(_("The last mail was sent too long ago. Open a new request with the day of a newer mail."), "error")
        return _back(case.id)
    db.session.commit()
    flash(_("The first address stays. This is the request that goes on: make a new invitation for the family."), "success")
    return _back(following.id)


def _ask_anew(case: UnblockCase, actor: str) -> ResponseReturnValue:
    ask_anew(db.session, current_desk(), case, actor)
    db.session.commit()
    flash(_("The family can be asked anew: make a new invitation. The mail provider is not asked again."), "success")
    return _back(case.id)


def _verify(case: UnblockCase, actor: str) -> ResponseReturnValue:
    solve(db.session, current_desk(), case, actor)
    db.session.commit()
    flash(_("Solved. Thank you for telling us."), "success")
    return _back(case.id)


def _reopen(case: UnblockCase, actor: str) -> ResponseReturnValue:
    try:
        reopen_alone(db.session, current_desk(), case, actor)
    except AlreadyOpenError as error:
        flash(_("There is an open request for this address already: here it is."), "error")
        return _back(error.case_id)
    db.session.commit()
    flash(_("The request is open again."), "success")
    return _back(case.id)


def _back(case_id: int) -> ResponseReturnValue:
    return redirect(url_for("unblock.case", case_id=case_id))
