"""Pages of staff: mails that came as answers, and addresses to which sending must stop."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from helpcenter.accounts.access import staff_actor, staff_required
from helpcenter.db import db
from helpcenter.db.engine import only_looking
from helpcenter.replies import words
from helpcenter.replies.desk import the_tools
from helpcenter.replies.fetching import judge_one_again
from helpcenter.replies.forms import ActionForm, DecisionForm, MailForm
from helpcenter.replies.models import MailboxPlace, MailReply, ReplySource, ReplyState
from helpcenter.replies.queries import is_file_kept, list_decided, list_waiting
from helpcenter.replies.reading import UnreadableError
from helpcenter.replies.service import (
    AlreadyHereError,
    Arrival,
    DecidedError,
    Examined,
    NothingMatchesError,
    SameAddressError,
    decide,
    examine,
    read_kept,
    receive,
)
from helpcenter.replies.tasks import the_plan
from helpcenter.replies.withdrawals import list_to_stop, mark_stopped
from helpcenter.unblock.models import UnblockCase
from helpcenter.web.heavy_uploads import take_heavy_uploads
from helpcenter.web.locale import _

bp = Blueprint("replies_staff", __name__)
LONGEST_SHOWN = 8000


@bp.context_processor
def give_words() -> dict[str, object]:
    """The words for verdicts and states, for the templates of this room."""
    return {"reply_words": words}


@bp.get("/staff/replies")
@staff_required
def replies() -> ResponseReturnValue:
    """The mails: those that somebody has to read first."""
    return _list(MailForm())


@bp.post("/staff/replies")
@staff_required
def replies_submit() -> ResponseReturnValue:
    """Take in a mail that somebody received."""
    form = MailForm()
    if not form.validate_on_submit():
        return _list(form), 422
    try:
        reply = _receive(form.read())
    except UnreadableError as error:
        form.refuse(words.FILE[error.problem])
        return _list(form), 422
    except NothingMatchesError:
        form.refuse(words.FILE["nothing"])
        return _list(form), 422
    except AlreadyHereError as error:
        form.refuse(str(words.FILE["known"]) % {"number": error.reply.id})
        return _list(form), 422
    db.session.commit()
    return redirect(url_for("replies_staff.reply", reply_id=reply.id))


@bp.get("/staff/replies/<int:reply_id>")
@staff_required
def reply(reply_id: int) -> ResponseReturnValue:
    """One mail: what it is worth, what it says, and what to do."""
    found, form = _find(reply_id), DecisionForm(formdata=None)
    form.offer(found)
    return _show(found, form)


@bp.post("/staff/replies/<int:reply_id>")
@staff_required
def reply_submit(reply_id: int) -> ResponseReturnValue:
    """Write down what the mail says."""
    found, form = _find(reply_id), DecisionForm()
    form.offer(found)
    if not form.validate_on_submit():
        return _show(found, form), 422
    try:
        decide(db.session, the_tools().desk, found, form.chosen(), staff_actor(), form.other_address)
    except SameAddressError:
        db.session.rollback()
        form.refuse_same()
        return _show(_find(reply_id), form), 422
    except DecidedError:
        db.session.rollback()
        flash(_("Somebody else has decided about this mail meanwhile."), "error")
        return redirect(url_for("replies_staff.reply", reply_id=reply_id))
    db.session.commit()
    flash(_("Written down."), "success")
    return redirect(url_for("replies_staff.replies"))


@bp.post("/staff/replies/<int:reply_id>/judge")
@staff_required
def judge_submit(reply_id: int) -> ResponseReturnValue:
    """Ask for the key of the signature once more."""
    found = _find(reply_id)
    if ActionForm().validate_on_submit() and found.may_be_judged_again and judge_one_again(db.session, the_tools(), found):
        flash(_("The mail was judged again."), "success")
    else:
        flash(_("The name system does not answer yet. We go on trying."), "error")
    return redirect(url_for("replies_staff.reply", reply_id=reply_id))


@bp.get("/staff/replies/<int:reply_id>/mail.eml")
@staff_required
def reply_file(reply_id: int) -> ResponseReturnValue:
    """The mail as it came, to keep or to check elsewhere; never shown in the browser."""
    found = _find(reply_id)
    raw = the_tools().store.find(found.sha256) if is_file_kept(db.session, found) else None
    if raw is None:
        abort(404)
    # As bytes without meaning: a browser that knows mails would show a stranger's HTML as a page of this site.
    headers = {"Content-Disposition": f'attachment; filename="reply-{found.id}.eml"', "X-Content-Type-Options": "nosniff"}
    return Response(raw, mimetype="application/octet-stream", headers=headers)


@bp.get("/staff/withdrawals")
@staff_required
def withdrawals() -> ResponseReturnValue:
    """The addresses to which sending must stop."""
    return render_template("replies/withdrawals.html", cases=list_to_stop(db.session), form=ActionForm())


@bp.post("/staff/withdrawals/<int:case_id>")
@staff_required
def withdrawal_submit(case_id: int) -> ResponseReturnValue:
    """Write down that sending to one address has stopped."""
    if db.session.get(UnblockCase, case_id) is None:
        abort(404)
    is_marked = ActionForm().validate_on_submit() and mark_stopped(db.session, the_tools().desk, case_id, staff_actor())
    db.session.commit()
    if is_marked:
        flash(_("Written down: sending has stopped. The organisation and the person can see it."), "success")
    else:
        flash(_("There is nothing to stop for this request any more."), "error")
    return redirect(url_for("replies_staff.withdrawals"))


def _receive(raw: bytes) -> MailReply:
    tools = the_tools()
    # The user was read in a transaction; the name system may take seconds, in which others want to write.
    with only_looking(db.session):
        examined: Examined = examine(raw, tools.records)
    return receive(db.session, tools.desk, tools.store, examined, Arrival(ReplySource.UPLOAD, staff_actor()))


def _list(form: MailForm) -> str:
    lists = {"waiting": list_waiting(db.session), "decided": list_decided(db.session)}
    plan = the_plan()
    place = db.session.get(MailboxPlace, plan.key) if plan else None
    address = the_tools().desk.settings.confirmation_address
    return render_template("replies/replies.html", form=form, has_mailbox=plan is not None, place=place, address=address, **lists)


def _show(found: MailReply, form: DecisionForm) -> str:
    case = db.session.get(UnblockCase, found.case_id)
    mail = read_kept(the_tools().store, found)
    text = mail.text.strip()[:LONGEST_SHOWN] if mail else ""
    values = {"reply": found, "case": case, "mail": mail, "text": text, "form": form, "action_form": ActionForm(formdata=None)}
    return render_template("replies/reply.html", is_waiting=found.state is ReplyState.WAITING, **values)


def _find(reply_id: int) -> MailReply:
    found = db.session.get(MailReply, reply_id)
    return found if found is not None else abort(404)


take_heavy_uploads(bp, "replies_staff.replies_submit")
