"""Pages of staff: the labels that somebody must look at on a real screen, one label with all that is known, what was found."""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpcenter.accounts.access import staff_required, the_user
from helpcenter.db import db
from helpcenter.documents.saving import SavingError
from helpcenter.labels import words
from helpcenter.labels.checking import Checked, LabelChangedMeanwhileError, check_label, plain_variant
from helpcenter.labels.desk import make_note, the_desk, the_worklist
from helpcenter.labels.events import LabelChanged
from helpcenter.labels.forms import CheckForm, DecisionForm, DismissForm
from helpcenter.labels.label_file import LabelFileError
from helpcenter.labels.queries import LabelName, decisions_about
from helpcenter.labels.screens import screen_language
from helpcenter.labels.service import close_flags, decide, withdraw
from helpcenter.labels.wording import WordingError
from helpcenter.labels.worklist import PAGE, Row, Wanted, Worklist
from helpcenter.web.context import services
from helpcenter.web.locale import _, request_locale

bp = Blueprint("labels_staff", __name__)


@dataclass(frozen=True)
class Chosen:
    """What the address of the list says: which labels, which page."""

    wanted: Wanted
    page: int

    def as_query(self, page: int | None = None, **changes: str) -> str:
        """The end of a link that keeps the choice, question mark included; empty for the list as it opens."""
        wanted = self.wanted
        values = {"client": wanted.client, "screen": wanted.locale, "state": wanted.state, "page": str(page or self.page)} | changes
        query = urlencode({name: value for name, value in values.items() if value and (name, value) != ("page", "1")})
        return f"?{query}" if query else ""


@bp.context_processor
def give_words() -> dict[str, object]:
    """The words and names for the templates of this room."""
    code = request_locale().code
    return {"words": words, "plain_variant": plain_variant, "screen": lambda locale: screen_language(locale, code)}


@bp.get("/staff/labels")
@staff_required
def worklist() -> ResponseReturnValue:
    """The labels that must be looked at again, the most urgent first; or those of one mail client, language, state."""
    found, chosen = the_worklist(), the_choice()
    rows = found.select(chosen.wanted)
    pages = max(1, -(-len(rows) // PAGE))
    # Whoever checks labels makes the list shorter: an old link to its end leads to the new one.
    number = min(max(chosen.page, 1), pages)
    return render_template(
        "labels/worklist.html",
        found=found,
        rows=rows[(number - 1) * PAGE : number * PAGE],
        total=len(rows),
        chosen=Chosen(chosen.wanted, number),
        pages=pages,
        clients=_clients(found),
        locales=_locales(found),
    )


@bp.get("/staff/labels/<client>/<key>/<screen_locale>")
@staff_required
def label(client: str, key: str, screen_locale: str) -> ResponseReturnValue:
    """One label with all that is known of it."""
    row = _get((client, key, screen_locale))
    return _show(row)


@bp.post("/staff/labels/<client>/<key>/<screen_locale>")
@staff_required
def label_submit(client: str, key: str, screen_locale: str) -> ResponseReturnValue:
    """Record that somebody looked at it: it says exactly this, or it says something else."""
    row, form = _get((client, key, screen_locale)), CheckForm()
    is_same = request.form.get("answer") == "same"
    if not form.validate_on_submit():
        return _show(row, form), 422
    message = _("Label checked on a screen: %(client)s, %(key)s (%(locale)s)", client=client, key=key, locale=screen_locale)
    # None says that the screen shows our words; an empty field is a wording that was forgotten.
    typed = None if is_same else form.wording.data or ""
    try:
        done = check_label(the_desk(client), key, screen_locale, form.seen.data or "", typed, make_note(message))
    except WordingError as error:
        form.refuse(error.problem)
        return _show(row, form), 422
    except LabelChangedMeanwhileError:
        return _show(row, form, is_changed=True), 409
    # Whatever is the matter with the file, what was typed stays on the page.
    except (LabelFileError, SavingError, OSError):
        return _show(row, form, is_unwritable=True), 409
    return _checked(row, done)


@bp.post("/staff/labels/<client>/<key>/<screen_locale>/decision")
@staff_required
def decision_submit(client: str, key: str, screen_locale: str) -> ResponseReturnValue:
    """Let a label from memory be published although nobody has seen it, or take that back."""
    name, form = (client, key, screen_locale), DecisionForm()
    row, found = _get(name), services()
    if not form.validate_on_submit():
        return _show(row, decision_form=form), 422
    # Reworded or read since the page was shown: a decision is about one wording from memory.
    if form.text.data != row.label.text or not row.is_from_memory:
        return _show(row, decision_form=form, is_changed=True), 409
    if request.form.get("answer") == "withdraw":
        withdraw(db.session, found.clock, found.events, name, row.label.text, the_user())
        text = _("Withdrawn: sheets do not quote “%(label)s” any more.", label=row.label.text)
    else:
        decide(db.session, found.clock, found.events, name, row.label.text, the_user(), form.note.data or "")
        text = _("Published: sheets quote “%(label)s” and say that the name may differ.", label=row.label.text)
    db.session.commit()
    flash(text, "success")
    return back_to_list()


@bp.post("/staff/labels/<client>/<key>/<screen_locale>/dismiss")
@staff_required
def dismiss_submit(client: str, key: str, screen_locale: str) -> ResponseReturnValue:
    """There is nothing to what readers reported."""
    row = _get((client, key, screen_locale))
    if not DismissForm().validate_on_submit():
        return _show(row), 422
    close_flags(db.session, services().clock, row.name, the_user())
    db.session.commit()
    flash(_("Done: the reports about “%(label)s” are closed.", label=row.label.text), "success")
    return back_to_list()


@bp.post("/staff/labels/steps/<client>/<tutorial>/<step>/<screen_locale>/dismiss")
@staff_required
def dismiss_step_submit(client: str, tutorial: str, step: str, screen_locale: str) -> ResponseReturnValue:
    """The same for a step that quotes no label."""
    if not DismissForm().validate_on_submit():
        abort(400)
    close_flags(db.session, services().clock, (client, "", screen_locale), the_user(), tutorial=tutorial, step=step)
    db.session.commit()
    flash(_("Done: the reports about this step are closed."), "success")
    return back_to_list()


def the_choice() -> Chosen:
    """What the address of this page says."""
    given = request.args
    wanted = Wanted(given.get("client", ""), given.get("screen", ""), given.get("state", ""))
    return Chosen(wanted, given.get("page", 1, type=int))


def back_to_list() -> ResponseReturnValue:
    """The list as it was left."""
    return redirect(url_for("labels_staff.worklist") + the_choice().as_query())


def _checked(row: Row, done: Checked) -> ResponseReturnValue:
    """Readers' reports are answered by the look; every sheet that quotes the label is to be made anew."""
    found = services()
    # The file is written by now. Should this fail, the label is checked and the reports stay open: nothing is lost.
    close_flags(db.session, found.clock, row.name, the_user())
    found.events.publish(db.session, LabelChanged(*row.name))
    db.session.commit()
    if done.is_new_wording:
        flash(_("“%(label)s” is saved: the sheets that quote it show it from now on.", label=done.label.text), "success")
    else:
        flash(_("“%(label)s” is checked today. Thank you.", label=done.label.text), "success")
    if done.is_behind:
        flash(_("It is saved, but the history could not take it now: it will with the next save."), "error")
    return back_to_list()


def _get(name: LabelName) -> Row:
    row = the_worklist().find(name)
    return row if row is not None else abort(404)


def _show(
    row: Row,
    form: CheckForm | None = None,
    *,
    decision_form: DecisionForm | None = None,
    is_changed: bool = False,
    is_unwritable: bool = False,
) -> str:
    return render_template(
        "labels/label.html",
        row=row,
        form=form or CheckForm(formdata=None),
        decision_form=decision_form or DecisionForm(formdata=None),
        decisions=decisions_about(db.session, row.name),
        chosen=the_choice(),
        is_changed=is_changed,
        is_unwritable=is_unwritable,
    )


def _clients(found: Worklist) -> dict[str, str]:
    return dict(sorted({row.name[0]: row.client_name for row in found.rows}.items(), key=lambda item: item[1]))


def _locales(found: Worklist) -> dict[str, str]:
    code = request_locale().code
    names = {row.name[2]: screen_language(row.name[2], code).name for row in found.rows}
    return dict(sorted(names.items(), key=lambda item: item[1]))
