"""Pages on which a clerk writes an answer down: the script of telephone and counter, and the signed paper."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpcenter.accounts.access import member_actor
from helpcenter.consent.clerk_answers import current_notice
from helpcenter.consent.models import Carrier
from helpcenter.consent.notices import ShownNotice
from helpcenter.consent.outcomes import Outcome, Result
from helpcenter.consent.queries import find_receipt
from helpcenter.consent.setup import current_desk
from helpcenter.consent.stamps import Stamp, StampError, Stamps
from helpcenter.db import db
from helpcenter.handover.answers import Said, Signed, Spoken, record_signed, record_spoken
from helpcenter.handover.forms import SignedForm, SpokenForm
from helpcenter.handover.handed import handed_of
from helpcenter.handover.pages import attachments, is_asked, render_for_family
from helpcenter.i18n.locales import DEFAULT_LOCALE, FAMILY_LOCALES, LOCALES
from helpcenter.organisations.access import member_required
from helpcenter.providers.setup import the_policies
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.own_case import get_own_case
from helpcenter.unblock.service import NotInvitableError
from helpcenter.web.context import services
from helpcenter.web.heavy_uploads import take_heavy_uploads
from helpcenter.web.locale import _

bp = Blueprint("handover_answers", __name__, url_prefix="/organisation/cases/<int:case_id>")


@bp.get("/phone")
@member_required
def phone(case_id: int) -> ResponseReturnValue:
    """What to say on the telephone, and the form for what was answered."""
    return _show_blank(case_id, Spoken.PHONE)


@bp.post("/phone")
@member_required
def phone_submit(case_id: int) -> ResponseReturnValue:
    """Write down what was said, and show the code that the person may note."""
    return _record_spoken(case_id, Spoken.PHONE)


@bp.get("/counter-answer")
@member_required
def counter(case_id: int) -> ResponseReturnValue:
    """The same for a person who stands before the clerk and has no telephone that opens pages."""
    return _show_blank(case_id, Spoken.COUNTER)


@bp.post("/counter-answer")
@member_required
def counter_submit(case_id: int) -> ResponseReturnValue:
    """Write down what was said at the counter."""
    return _record_spoken(case_id, Spoken.COUNTER)


@bp.get("/paper-answer")
@member_required
def signed(case_id: int) -> ResponseReturnValue:
    """The form for a signed paper and its scan."""
    found = get_own_case(case_id)
    return render_template("handover/signed.html", case=found, form=SignedForm(formdata=None), is_asked=is_asked(found))


@bp.post("/paper-answer")
@member_required
def signed_submit(case_id: int) -> ResponseReturnValue:
    """Keep the scan, and write down what stands on the paper."""
    found, form = get_own_case(case_id), SignedForm()
    if not form.validate_on_submit():
        return render_template("handover/signed.html", case=found, form=form, is_asked=is_asked(found)), 422
    on_paper = Signed(form.answer, Carrier(form.place.data), form.data_of_scan, form.media_type, form.other_address)
    try:
        result = record_signed(db.session, current_desk(), attachments(), found, on_paper, member_actor())
    except NotInvitableError:
        return _refuse(found)
    if result.outcome is Outcome.SAME_ADDRESS:
        db.session.rollback()
        # The row of the scan went with the rollback; its file is swept some night (attachments.find_leftovers).
        form.refuse_same()
        return render_template("handover/signed.html", case=get_own_case(case_id), form=form, is_asked=True), 422
    if result.outcome is not Outcome.RECORDED:
        return _refuse(found)
    db.session.commit()
    flash(_("The answer is recorded, and the scan is kept as evidence."), "success")
    return redirect(url_for("unblock.case", case_id=case_id))


def _show_blank(case_id: int, where: Spoken) -> str:
    found, form = get_own_case(case_id), SpokenForm(formdata=None)
    form.refused_by = _refused_by(found, where)
    return _show_spoken(found, form, where)


def _record_spoken(case_id: int, where: Spoken) -> ResponseReturnValue:
    found, form = get_own_case(case_id), SpokenForm()
    form.refused_by = _refused_by(found, where)
    stamp, notice = _read_stamp(found, form), _notice(found)
    if not form.validate_on_submit():
        return _show_spoken(found, form, where), 422
    # What was read aloud is sealed as read: a notice that changed meanwhile is read once more.
    if not stamp.is_fresh(notice.sha256, services().clock()):
        return _show_spoken(found, form, where, is_changed=True), 409
    said = Said(form.answer, notice, stamp, form.other_address, where)
    try:
        made, result = record_spoken(db.session, current_desk(), found, said, member_actor())
    except NotInvitableError:
        return _refuse(found)
    if result.outcome is not Outcome.RECORDED:
        return _explain(found, form, where, result)
    db.session.commit()
    end = render_for_family("spoken_end", _asked_locale(found), handed=handed_of(current_desk(), made))
    receipt = find_receipt(db.session, made.invitation.record_id)
    return render_template("handover/phone_end.html", case=found, end=end, receipt=receipt, where=where.value)


def _show_spoken(found: UnblockCase, form: SpokenForm, where: Spoken, *, is_changed: bool = False) -> str:
    locale, notice = _asked_locale(found), _notice(found)
    form.stamp.data = _stamps().make(found.record_id, notice.sha256, locale)
    return render_template(
        "handover/phone.html",
        case=found,
        form=form,
        is_asked=is_asked(found),
        is_changed=is_changed,
        where=where.value,
        script=render_for_family("script", locale, organisation=found.organisation.name, notice=notice, where=where.value),
        locale_of_script=locale,
        locales=[LOCALES[code] for code in FAMILY_LOCALES],
    )


def _explain(found: UnblockCase, form: SpokenForm, where: Spoken, result: Result) -> ResponseReturnValue:
    """Nothing was written down: say why, and keep what was typed."""
    case_id = found.id
    db.session.rollback()
    if result.outcome is not Outcome.SAME_ADDRESS:
        return _refuse(get_own_case(case_id))
    form.refuse_same()
    return _show_spoken(get_own_case(case_id), form, where), 422


def _refuse(found: UnblockCase) -> ResponseReturnValue:
    case_id = found.id
    db.session.rollback()
    # The code that was made for this answer is gone with the rollback: nobody was given it.
    flash(_("Nothing was recorded: this person has answered already, or the request is closed."), "error")
    return redirect(url_for("unblock.case", case_id=case_id))


def _refused_by(found: UnblockCase, where: Spoken) -> str:
    """The provider that would refuse an agreement said here; empty when it takes it."""
    policy = the_policies().get(found.provider)
    return policy.name if policy.refuses(found.kind, where.value) else ""


def _read_stamp(found: UnblockCase, form: SpokenForm) -> Stamp:
    try:
        # Bound to the record: on the telephone the code is made only once there is an answer.
        return _stamps().read(form.stamp.data or "", found.record_id)
    except StampError:
        abort(400)


def _notice(found: UnblockCase) -> ShownNotice:
    return current_notice(db.session, current_desk(), found.organisation, _asked_locale(found))


def _asked_locale(found: UnblockCase) -> str:
    """The language in which the clerk reads: chosen on the page, else the family's."""
    asked = request.args.get("script", "")
    # The clerk may read another language than the family's; the notice that is sealed is the one on the screen.
    return asked if asked in FAMILY_LOCALES else found.locale or DEFAULT_LOCALE


def _stamps() -> Stamps:
    return Stamps(services().settings.secret_key, services().clock)


take_heavy_uploads(bp, "handover_answers.signed_submit")
