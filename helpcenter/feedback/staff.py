"""Pages of staff: the inbox of remarks, and the figures."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpcenter.accounts.access import staff_required, the_user
from helpcenter.db import db
from helpcenter.feedback import queries, words
from helpcenter.feedback.desk import find_current
from helpcenter.feedback.forms import WorkForm
from helpcenter.feedback.models import OPEN_STATES, Reason, Remark, RemarkState
from helpcenter.feedback.queries import Filter
from helpcenter.feedback.service import ChangedMeanwhileError, erase_remark, work_on
from helpcenter.web.context import services
from helpcenter.web.locale import _

bp = Blueprint("feedback_staff", __name__)
ALL = "all"


@dataclass(frozen=True)
class Chosen:
    """What the address of the inbox says: which remarks, which page."""

    state: str
    slug: str
    reason: str
    page: int

    @property
    def filter(self) -> Filter:
        """The same for the query."""
        state = next((each for each in RemarkState if each.value == self.state), None)
        reason = next((each for each in Reason if each.value == self.reason), None)
        states = (state,) if state else () if self.state == ALL else OPEN_STATES
        return Filter(states, self.slug, reason)

    def as_query(self, page: int | None = None) -> str:
        """The query string of a link that keeps the choice."""
        values = {"state": self.state, "article": self.slug, "reason": self.reason, "page": str(page or self.page)}
        return urlencode({name: value for name, value in values.items() if value and value != "1"})


@bp.context_processor
def give_words() -> dict[str, object]:
    """The words for reasons and states, for the templates of this room."""
    return {"words": words}


@bp.get("/staff/feedback")
@staff_required
def inbox() -> ResponseReturnValue:
    """The remarks that wait, the oldest first; or those of another state, article or reason."""
    chosen = _chosen()
    page = queries.list_remarks(db.session, chosen.filter, chosen.page)
    return render_template(
        "feedback/inbox.html",
        page=page,
        chosen=replace(chosen, page=page.number),
        slugs=queries.slugs_with_remarks(db.session),
        title_of=title_of,
    )


@bp.get("/staff/feedback/<int:remark_id>")
@staff_required
def remark(remark_id: int) -> ResponseReturnValue:
    """One remark."""
    found = _find(remark_id)
    form = WorkForm(formdata=None, state=found.state.value, note=found.note, version=found.version)
    return _show(found, form)


@bp.post("/staff/feedback/<int:remark_id>")
@staff_required
def remark_submit(remark_id: int) -> ResponseReturnValue:
    """Store state and note, then go on to the next remark or back to the inbox."""
    found, form = _find(remark_id), WorkForm()
    if not form.validate_on_submit():
        return _show(found, form), 422
    # The next one is looked for first: this one may leave the list.
    following = queries.next_remark_id(db.session, _chosen().filter, found)
    try:
        work_on(db.session, services().clock, found, form.work(), the_user().id)
    except ChangedMeanwhileError:
        return _show_conflict(remark_id, form)
    db.session.commit()
    flash(_("Saved."), "success")
    if request.form.get("go") == "next" and following:
        return redirect(_with_choice("feedback_staff.remark", remark_id=following))
    return redirect(_with_choice("feedback_staff.inbox"))


@bp.post("/staff/feedback/<int:remark_id>/erase")
@staff_required
def erase(remark_id: int) -> ResponseReturnValue:
    """Delete the words of a remark at once."""
    found, form = _find(remark_id), WorkForm(state=RemarkState.NEW.value)
    try:
        erase_remark(db.session, services().clock, found, form.version.data or 0, the_user().id)
    except ChangedMeanwhileError:
        return _show_conflict(remark_id, WorkForm(formdata=None, state=found.state.value, note=found.note))
    db.session.commit()
    flash(_("The words are deleted; the reason stays."), "success")
    return redirect(_with_choice("feedback_staff.remark", remark_id=remark_id))


def _show_conflict(remark_id: int, form: WorkForm) -> ResponseReturnValue:
    """What was typed stays; beside it stands what somebody else has stored."""
    db.session.rollback()
    found = _find(remark_id)
    form.version.data = found.version
    return _show(found, form, is_changed=True), 409


def _show(found: Remark, form: WorkForm, *, is_changed: bool = False) -> str:
    return render_template(
        "feedback/remark.html",
        remark=found,
        form=form,
        is_changed=is_changed,
        chosen=_chosen(),
        title_of=title_of,
        waiting=queries.count_waiting(db.session, found.vote.text_id),
        following=queries.next_remark_id(db.session, _chosen().filter, found),
    )


def _chosen() -> Chosen:
    given = request.args
    return Chosen(given.get("state", ""), given.get("article", ""), given.get("reason", ""), given.get("page", 1, type=int))


def _with_choice(endpoint: str, remark_id: int | None = None) -> str:
    query = _chosen().as_query()
    address = url_for(endpoint, remark_id=remark_id) if remark_id else url_for(endpoint)
    return f"{address}?{query}" if query else address


def _find(remark_id: int) -> Remark:
    found = queries.find_remark(db.session, remark_id)
    return found if found is not None else abort(404)


def title_of(slug: str, locale: str) -> str:
    """The title of an article as readers see it now; the slug of one that is no longer public."""
    current = find_current(slug, locale)
    return current.title if current else slug
