"""Pages of members: make a code and hand it over, print it, watch for its answer."""

from flask import Blueprint, Response, abort, flash, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from helpcenter.accounts.access import member_actor
from helpcenter.consent.clerk_answers import current_notice, keep_printed
from helpcenter.consent.invitations import MadeInvitation
from helpcenter.consent.models import Carrier, Invitation, InvitationState
from helpcenter.consent.queries import find_answered
from helpcenter.consent.setup import current_desk
from helpcenter.db import db
from helpcenter.db.engine import only_looking
from helpcenter.handover.forms import InviteForm, PaperForm
from helpcenter.handover.handed import Handed, find_handed, handed_of
from helpcenter.handover.pages import render_for_family, send_scan
from helpcenter.handover.papers import Paper, PaperKind, make_paper, paper_name
from helpcenter.handover.queries import find_scan
from helpcenter.handover.ready import mail_link, message_link
from helpcenter.i18n.formats import house_day
from helpcenter.i18n.gsm import count_places, count_segments, is_gsm
from helpcenter.i18n.locales import DEFAULT_LOCALE
from helpcenter.organisations.access import member_required
from helpcenter.organisations.shown_branding import preview_branding
from helpcenter.pdf import PdfError
from helpcenter.tutorials.queries import find_customisation
from helpcenter.unblock.forms import CARRIERS
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.own_case import get_own_case
from helpcenter.unblock.service import NotInvitableError, invite_person
from helpcenter.web.context import services
from helpcenter.web.locale import _
from helpcenter.web.qr import qr_svg

bp = Blueprint("handover", __name__, url_prefix="/organisation/cases/<int:case_id>")


@bp.post("/invitations")
@member_required
def invite_submit(case_id: int) -> ResponseReturnValue:
    """Make a code and show the ready thing of its carrier. It is shown once, for only its hash is kept."""
    found, form = get_own_case(case_id), InviteForm()
    if not form.validate_on_submit():
        flash(_("Choose how the code reaches the family."), "error")
        return redirect(url_for("unblock.case", case_id=case_id))
    try:
        made = invite_person(db.session, current_desk(), found, Carrier(form.carrier.data), member_actor())
    except NotInvitableError:
        flash(_("This person has answered already."), "error")
        return redirect(url_for("unblock.case", case_id=case_id))
    db.session.commit()
    # Not by a redirect: the next page could not show the code, of which only the hash is kept.
    return _show_handed(found, made)


@bp.post("/papers")
@member_required
def paper_submit(case_id: int) -> ResponseReturnValue:
    """Print the code that the page of its making sends back: a letter, a slip, or a form to sign."""
    found, form = get_own_case(case_id), PaperForm()
    if not form.validate_on_submit():
        # Our own page writes this form: only a program sends anything else.
        abort(400)
    handed = find_handed(db.session, current_desk(), found, form.code.data or "", form.digits.data or "")
    if handed is None:
        flash(_("This code is no longer open: make a new one for the paper."), "error")
        return redirect(url_for("unblock.case", case_id=case_id))
    return _print(found, PaperKind(form.kind.data), *handed)


@bp.get("/codes/<int:invitation_id>")
@member_required
def code_state(case_id: int, invitation_id: int) -> ResponseReturnValue:
    """Whether the record of a code was answered; the screen of the counter asks. What was answered is not said to that screen."""
    invitation = db.session.get(Invitation, invitation_id)
    # Numbers of codes can be guessed; whose they are is asked of the case, and the case of the organisation.
    if invitation is None or invitation.case_id != get_own_case(case_id).id:
        abort(404)
    answered = find_answered(db.session, invitation.record_id)
    answer = jsonify(is_answered=answered is not None, is_open=invitation.state is InvitationState.OPEN)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.get("/scans/<int:scan_id>")
@member_required
def scan(case_id: int, scan_id: int) -> ResponseReturnValue:
    """A signed paper of the organisation's own case."""
    found = find_scan(db.session, get_own_case(case_id), scan_id)
    return send_scan(found) if found else abort(404)


def _show_handed(found: UnblockCase, made: MadeInvitation) -> str:
    carrier = made.invitation.carrier
    handed = handed_of(current_desk(), made)
    text = made.text.strip()
    return render_template(
        f"handover/{'counter' if carrier is Carrier.COUNTER else 'invitation'}.html",
        case=found,
        made=made,
        handed=handed,
        text=text,
        carrier=CARRIERS[carrier.value],
        turned=_turned(found, handed) if carrier is Carrier.COUNTER else "",
        paper_form=PaperForm(formdata=None),
        mailto=mail_link(found.address, made),
        sms=message_link(made),
        places=count_places(text) if is_gsm(text) else len(text),
        segments=count_segments(text),
    )


def _turned(found: UnblockCase, handed: Handed) -> Markup:
    """What the person sees on the counter's screen."""
    qr = Markup(qr_svg(handed.url))  # noqa: S704
    return render_for_family("counter", handed.locale, handed=handed, organisation=found.organisation.name, qr=qr)


def _print(found: UnblockCase, kind: PaperKind, invitation: Invitation, handed: Handed) -> ResponseReturnValue:
    desk, settings = current_desk(), services().settings
    notice = current_notice(db.session, desk, found.organisation, handed.locale)
    custom = find_customisation(db.session, found.organisation_id)
    branding = custom.in_language(preview_branding(db.session, found.organisation, settings), handed.locale or DEFAULT_LOCALE)
    paper = Paper(kind, handed, branding, notice, house_day(desk.clock()))
    document = make_paper(paper)
    try:
        # Printing takes seconds at worst: on SQLite no family could answer meanwhile, for a POST holds the write lock.
        with only_looking(db.session):
            pdf = services().pdfs.render_secret(document)
    except PdfError:
        return render_template("handover/no_paper.html", case=found, kind=kind, handed=handed, paper_form=PaperForm(formdata=None)), 503
    # Only once it is printed: what did not come out of the printer was promised to nobody.
    if kind is PaperKind.FORM:
        keep_printed(db.session, desk, invitation, notice)
        db.session.commit()
    response = Response(pdf, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{paper_name(kind, handed.locale)}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
