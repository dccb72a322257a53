"""The page that explains a mail that came back. Whatever is pasted is answered and forgotten: in no log, file, table or URL."""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, Response, abort, current_app, make_response, render_template, request
from flask.typing import ResponseReturnValue
from limits import RateLimitItemPerMinute
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge

from helpcenter.bounces import words
from helpcenter.bounces.desk import Answer, explain_message, make_answer
from helpcenter.bounces.forms import ExplainForm
from helpcenter.bounces.mail_day import find_mail_day
from helpcenter.bounces.uploads import READ_BYTES, find_obstacle, read_upload, shown_text, split_mailbox
from helpcenter.i18n.formats import house_day
from helpcenter.web.context import services
from helpcenter.web.heavy_uploads import MOST_SENT
from helpcenter.web.kept import keep
from helpcenter.web.kit import MEGABYTE, csrf
from helpcenter.web.limits import count_once, network_key
from helpcenter.web.locale import _, _l
from helpcenter.web.origin import is_from_own_page

bp = Blueprint("bounces", __name__)
# Nothing is written, so there is nothing that another site could have done in a visitor's name.
csrf.exempt(bp)
NOT_KEPT = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer"}
# A town hall is one network.
MOST = RateLimitItemPerMinute(60)
LARGEST_BODY, LARGEST_TEXT = 20 * MEGABYTE, 4 * MEGABYTE
TOO_LARGE = _l("This is larger than 20 MB. Open the mail, copy the text of the error, and paste it above.")


@dataclass(frozen=True)
class Brought:
    """What somebody brought; `are_more` when its file holds further mails."""

    message: bytes
    is_file: bool = False
    are_more: bool = False


@bp.context_processor
def give_words() -> dict[str, object]:
    """The words of this room, for its templates."""
    return {"explained": words, "settings": services().settings}


@bp.get("/<locale:locale>/explain")
def explain(locale: str) -> str:
    """Where to paste the message; the same for everybody."""
    keep(())
    return _show(ExplainForm(formdata=None))


@bp.post("/<locale:locale>/explain")
def explain_submit(locale: str) -> ResponseReturnValue:
    """The answer, on the same page, with what was pasted."""
    if not is_from_own_page(dict(request.headers), current_app.config["TRUSTED_HOSTS"]):
        abort(403)
    # A mail that came back may carry all its pictures: only its beginning is looked at, but all of it must be let in.
    request.max_content_length, request.max_form_memory_size = MOST_SENT, LARGEST_TEXT
    try:
        form = ExplainForm()
    except RequestEntityTooLarge:
        return _private(_show(_too_large()), 413)
    if not count_once(MOST, "explain", network_key()):
        form.message.errors = [_("Many messages come from your network just now. Wait a minute, then send it again.")]
        return _private(_show(form), 429)
    if (request.content_length or 0) > LARGEST_BODY:
        form.file.errors = [TOO_LARGE]
        return _private(_show(form), 413)
    return _answer(form, locale)


def _answer(form: ExplainForm, locale: str) -> Response:
    brought = _brought(form)
    obstacle = find_obstacle(brought.message)
    if obstacle:
        form.refuse(obstacle, is_file=brought.is_file)
        return _private(_show(form), 422)
    found = explain_message(brought.message)
    if found is None:
        form.message.errors = [_("We cannot read this message as it is. Paste only the lines with the error.")]
        return _private(_show(form), 422)
    if brought.is_file:
        form.message.data = shown_text(brought.message)
    day = find_mail_day(brought.message, house_day(services().clock()))
    return _private(_show(form, make_answer(found, locale), day, are_more=brought.are_more))


def _brought(form: ExplainForm) -> Brought:
    uploaded = form.file.data
    if isinstance(uploaded, FileStorage) and uploaded.filename:
        message, are_more = split_mailbox(read_upload(uploaded.stream), uploaded.filename)
        return Brought(message, is_file=True, are_more=are_more)
    return Brought((form.message.data or "").encode()[:READ_BYTES])


def _too_large() -> ExplainForm:
    form = ExplainForm(formdata=None)
    form.file.errors = [TOO_LARGE]
    return form


def _show(form: ExplainForm, answer: Answer | None = None, mail_day: date | None = None, *, are_more: bool = False) -> str:
    return render_template("bounces/explain.html", form=form, answer=answer, mail_day=mail_day, are_more=are_more)


def _private(page: str, status: int = 200) -> Response:
    response = make_response(page, status)
    response.headers.update(NOT_KEPT)
    return response
