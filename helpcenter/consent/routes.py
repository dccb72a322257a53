"""The pages that a person opens with a code: type it, answer, see the receipt, withdraw. No account, cookie or script."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from helpcenter.consent.codes import clean_code
from helpcenter.consent.domains import likely_address
from helpcenter.consent.forms import AnswerForm, CodeForm, OtherAddressForm, WithdrawForm
from helpcenter.consent.models import InvitationState
from helpcenter.consent.next_sheet import find_next_sheet
from helpcenter.consent.outcomes import Decision, Outcome, Result
from helpcenter.consent.prepared_mail import prepare_mail
from helpcenter.consent.progress import find_progress
from helpcenter.consent.service import answer, confirm_other_address, withdraw
from helpcenter.consent.setup import current_desk
from helpcenter.consent.stamps import Stamp
from helpcenter.consent.visits import Visit, open_visit, read_stamp, turn_away
from helpcenter.db import db
from helpcenter.db.engine import READ_ONLY, writing
from helpcenter.i18n.locales import FAMILY_LOCALES
from helpcenter.web.context import services
from helpcenter.web.forms import BaseForm
from helpcenter.web.kit import csrf

bp = Blueprint("consent", __name__, url_prefix="/c")
# Nobody is signed in here: the code in the address and the signed field take the place of the session's token.
csrf.exempt(bp)
PRIVATE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer"}


@bp.before_request
def only_look() -> None:
    """Reading and showing hold nobody up: only an answer takes the write lock, and for no longer than it is written down."""
    db.session.info[READ_ONLY] = True


@bp.after_request
def keep_private(response: Response) -> Response:
    """No copy in a cache, no entry in a search engine, no address passed on."""
    response.headers.update(PRIVATE)
    return response


@bp.get("/")
def enter_code() -> ResponseReturnValue:
    """Type the code from a letter."""
    return render_template("consent/enter.html", form=CodeForm())


@bp.post("/")
def enter_code_submit() -> ResponseReturnValue:
    """Go to the page of a code, or say what is wrong with it."""
    form = CodeForm()
    if not form.validate_on_submit():
        return render_template("consent/enter.html", form=form), 422
    asked = request.args.get("locale")
    locale = asked if asked in FAMILY_LOCALES else None
    # 303: the code's page is fetched by GET, and going back sends nothing again.
    return redirect(url_for("consent.show", code=clean_code(form.code.data or ""), locale=locale), 303)


@bp.get("/<code>")
def show(code: str) -> ResponseReturnValue:
    """The question, or the receipt once it was answered. Looking changes nothing."""
    visit = open_visit(code)
    return _show_receipt(visit) if visit.receipt else _ask(visit, AnswerForm(formdata=None))


@bp.post("/<code>")
def submit(code: str) -> ResponseReturnValue:
    """Answer, confirm another address, or withdraw."""
    stamp = read_stamp(code)
    visit = open_visit(code, stamp.locale)
    if request.form.get("action") == "withdraw":
        return _withdraw(visit)
    # An open code has no answer; whoever is quicker meanwhile is found under the lock.
    if visit.invitation.state is not InvitationState.OPEN and visit.receipt:
        return _show_receipt(visit)
    if not visit.is_current(stamp):
        return _ask(visit, AnswerForm(formdata=None), is_changed=True), 409
    return _confirm(visit, stamp) if request.form.get("action") == "confirm" else _answer(visit, stamp)


def _answer(visit: Visit, stamp: Stamp) -> ResponseReturnValue:
    form = AnswerForm()
    if not validate(visit, form):
        return _ask(visit, form), 422
    given = form.answer()
    # A slip in the new address would block the mails again: it is asked about before anything is recorded.
    if given.decision is Decision.MOVED and likely_address(given.new_address):
        return _ask_about(visit, given.new_address)
    # Committed whatever came of it: a wrong proof is counted, and the count must stay.
    with writing(db.session):
        result = answer(db.session, current_desk(), visit.code, given, visit.notice, stamp)
        db.session.commit()
    return _follow(visit, form, result)


def _confirm(visit: Visit, stamp: Stamp) -> ResponseReturnValue:
    form = OtherAddressForm()
    if not validate(visit, form):
        return _ask_about(visit, stamp.other, form), 422
    with writing(db.session):
        result = confirm_other_address(db.session, current_desk(), visit.code, form.proof.data or "", visit.notice, stamp)
        db.session.commit()
    if result.outcome is Outcome.OTHER_ADDRESS:
        return _ask_about(visit, stamp.other, OtherAddressForm(formdata=None), is_wrong=True), 422
    return _follow(visit, AnswerForm(formdata=None), result)


def _withdraw(visit: Visit) -> ResponseReturnValue:
    form = WithdrawForm()
    if not validate(visit, form):
        return _show_receipt(visit, form), 422
    with writing(db.session):
        result = withdraw(db.session, current_desk(), visit.code, form.proof.data or "")
        db.session.commit()
    if result.outcome is Outcome.NO_MATCH:
        return _show_receipt(visit, form, is_wrong=True), 422
    if result.outcome is Outcome.PAUSED:
        return _show_receipt(visit, form), 429
    return _show_receipt(visit)


def _follow(visit: Visit, form: AnswerForm, result: Result) -> ResponseReturnValue:
    """The page that an outcome leads to."""
    match result.outcome:
        case Outcome.OTHER_ADDRESS:
            return _ask_about(visit, result.other)
        case Outcome.NO_MATCH:
            return _ask(visit, form, is_wrong=True), 422
        case Outcome.SAME_ADDRESS:
            return _ask(visit, form, is_same=True), 422
        case Outcome.PAUSED:
            return _ask(visit, form), 429
        case Outcome.GONE:
            turn_away()
    return _show_receipt(visit)


def validate(visit: Visit, form: BaseForm) -> bool:
    """True when the form is right; its errors speak the language of the page."""
    with force_locale(visit.locale):
        return form.validate_on_submit()


def _ask(visit: Visit, form: AnswerForm, *, is_changed: bool = False, is_wrong: bool = False, is_same: bool = False) -> str:
    return visit.render("consent/ask.html", form=form, mailto=_mailto(visit), is_changed=is_changed, is_wrong=is_wrong, is_same=is_same)


def _ask_about(visit: Visit, other: str, form: OtherAddressForm | None = None, *, is_wrong: bool = False) -> str:
    form = form or OtherAddressForm(formdata=None)
    return visit.render("consent/other.html", form=form, other=other, likely=likely_address(other), is_wrong=is_wrong)


def _show_receipt(visit: Visit, form: WithdrawForm | None = None, *, is_wrong: bool = False) -> str:
    receipt = visit.receipt
    # Any holder of a code may withdraw, as long as there is an agreement.
    can_withdraw = receipt is not None and receipt.state is InvitationState.GIVEN
    form = form or WithdrawForm(formdata=None)
    sheet = find_next_sheet(visit) if can_withdraw else None
    progress = find_progress(db.session, receipt, visit.invitation.record_id) if receipt else None
    words = {"receipt": receipt, "progress": progress, "sheet": sheet}
    return visit.render("consent/receipt.html", form=form, can_withdraw=can_withdraw, is_wrong=is_wrong, **words)


def _mailto(visit: Visit) -> str:
    """A prepared mail with the code in it, for whoever would rather confirm by mail; empty when that is not offered."""
    address = services().settings.confirmation_address
    return prepare_mail(visit.organisation.name, visit.grouped_code, visit.locale).link(address) if address else ""
