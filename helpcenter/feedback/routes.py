"""Pages of readers: vote below an article, say what could be better, thanks. No account, cookie or script."""

from flask import Blueprint, Response, abort, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from limits import RateLimitItemPerHour

from helpcenter.db import db
from helpcenter.feedback.desk import find_current, the_desk
from helpcenter.feedback.forms import RemarkForm, parse_address, trap_is_touched
from helpcenter.feedback.models import Reason, Vote
from helpcenter.feedback.queries import find_vote
from helpcenter.feedback.seals import VoteSeal
from helpcenter.feedback.service import UnknownTextError, ask_for_mail, record_remark, record_vote
from helpcenter.web.context import services
from helpcenter.web.kit import csrf
from helpcenter.web.limits import count_once, network_key
from helpcenter.web.locale import _
from helpcenter.web.origin import is_from_own_page

bp = Blueprint("feedback", __name__)
# Nobody is signed in here: the signed fields and the browser's word on where a form comes from take the place of the session's token.
csrf.exempt(bp)
PRIVATE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"}
# A training room is one network: thirty people, a few articles each.
VOTES = RateLimitItemPerHour(120)
REMARKS = RateLimitItemPerHour(30)
ANSWERS = {"yes": True, "no": False}


@bp.before_request
def refuse_other_sites() -> None:
    """A page of another site must not vote in its visitors' names."""
    if request.method == "POST" and not is_from_own_page(dict(request.headers), current_app.config["TRUSTED_HOSTS"]):
        abort(403)


@bp.after_request
def keep_private(response: Response) -> Response:
    """No copy in a cache, no entry in a search engine."""
    response.headers.update(PRIVATE)
    return response


def ask(slug: str, locale: str, digest: str) -> str:
    """The question below an article; part of a kept page, so the same for everybody."""
    return render_template("feedback/ask.html", slug=slug, stamp=the_desk().seals.seal_text(slug, locale, digest))


@bp.post("/<locale:locale>/articles/<slug>/feedback")
def vote(locale: str, slug: str) -> ResponseReturnValue:
    """Keep a Yes or a No at once, then say thanks or ask why."""
    seal, answer = the_desk().seals.read_text(request.form.get("stamp", "")), request.form.get("answer", "")
    if seal is None or seal.slug != slug or answer not in ANSWERS:
        abort(400)
    if trap_is_touched(request.form):
        return _thank(slug, "yes")
    if not count_once(VOTES, "vote", network_key()):
        abort(429)
    try:
        kept = record_vote(db.session, services().clock, seal, find_current(slug, seal.locale), is_helpful=ANSWERS[answer])
    except UnknownTextError:
        return render_template("feedback/changed.html", slug=slug), 409
    db.session.commit()
    if kept.is_helpful:
        return _thank(slug, "yes")
    return redirect(url_for("feedback.why", locale=locale, slug=slug, token=the_desk().seals.seal_vote(kept.id)), 303)


@bp.get("/<locale:locale>/articles/<slug>/feedback/why/<token>")
def why(locale: str, slug: str, token: str) -> ResponseReturnValue:
    """What could be better; the vote is kept already."""
    _open_vote(token, slug)
    return _show(RemarkForm(formdata=None), slug)


@bp.post("/<locale:locale>/articles/<slug>/feedback/why/<token>")
def why_submit(locale: str, slug: str, token: str) -> ResponseReturnValue:
    """Keep what was said beside the vote."""
    form = RemarkForm()
    seal, found = _open_vote(token, slug)
    if trap_is_touched(request.form):
        return _thank(slug, "remark")
    if not form.validate_on_submit():
        return _show(form, slug), 422
    if seal.is_too_quick(services().clock()):
        return _show(form, slug, _("That was very quick. Look at what you wrote once more, then send it again.")), 422
    if not count_once(REMARKS, "remark", network_key()):
        return _show(form, slug, _("Many remarks come from your network just now. Wait a few minutes, then send it again.")), 429
    return _keep(form, found, locale, slug)


@bp.get("/<locale:locale>/articles/<slug>/feedback/thanks/<any(yes, remark, unsolved):said>")
def thanks(locale: str, slug: str, said: str) -> ResponseReturnValue:
    """Thanks, and where to go from here."""
    return render_template("feedback/thanks.html", slug=slug, said=said, told=request.args.get("told") == "1")


def _keep(form: RemarkForm, found: Vote, locale: str, slug: str) -> ResponseReturnValue:
    said, address = form.said(), parse_address(form.address.data or "")
    if said:
        record_remark(db.session, services().clock, found, said)
    if address:
        ask_for_mail(db.session, services().clock, found.text, address, locale)
    db.session.commit()
    is_unsolved = said is not None and said.reason is Reason.UNSOLVED
    return _thank(slug, Reason.UNSOLVED.value if is_unsolved else "remark", told=1 if address else None)


def _open_vote(token: str, slug: str) -> tuple[VoteSeal, Vote]:
    """The No that a page continues; a page of its own when it cannot be continued any more."""
    seal = the_desk().seals.read_vote(token)
    found = find_vote(db.session, seal.vote_id) if seal else None
    # The seal is good for a day, the vote may be gone before; and the address names an article that the vote must be about.
    if seal is None or found is None or found.is_helpful or found.text.slug != slug:
        abort(make_response(render_template("feedback/over.html", slug=slug), 410))
    return seal, found


def _show(form: RemarkForm, slug: str, advice: str = "") -> str:
    return render_template("feedback/why.html", form=form, slug=slug, advice=advice)


def _thank(slug: str, said: str, told: int | None = None) -> ResponseReturnValue:
    return redirect(url_for("feedback.thanks", slug=slug, said=said, told=told), 303)
