"""The form in which an organisation shapes its sheets, with the preview that follows it, and what happens when two save at once."""

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpcenter.accounts.access import the_user
from helpcenter.db import db
from helpcenter.i18n.locales import FAMILY_LOCALES, get_locale
from helpcenter.organisations.access import current_organisation, member_required
from helpcenter.organisations.logo_store import LogoStore
from helpcenter.organisations.models import Organisation
from helpcenter.studio.changes import list_changes, merge
from helpcenter.studio.documents import View, Wanted, show_document
from helpcenter.studio.explanations import describe, explain, show_value
from helpcenter.studio.routes import SELF, bp
from helpcenter.studio.shape_form import ShapeForm
from helpcenter.studio.shelf import known_sheets
from helpcenter.studio.version_numbers import read_number
from helpcenter.tutorials.customisation import LogoPosition
from helpcenter.tutorials.customising import ChangedMeanwhileError, Workshop, current_shape, save_shape
from helpcenter.tutorials.options import Size
from helpcenter.tutorials.pages import the_tutorials
from helpcenter.tutorials.queries import find_version
from helpcenter.tutorials.shape import WORDS_LENGTH, WORDS_LINES, Shape
from helpcenter.tutorials.tutorial import Tutorial
from helpcenter.web.context import services
from helpcenter.web.headers import content_policy
from helpcenter.web.locale import _, request_locale

MOVES = {"up": -1, "down": 1}


@bp.get("/organisation/tutorials/studio")
@member_required
def shape() -> ResponseReturnValue:
    """The form, as it is stored."""
    organisation = current_organisation()
    stored, number = current_shape(db.session, organisation)
    return show_form(organisation, stored, ShapeForm.of_shape(stored, number, all_sheets()))


@bp.post("/organisation/tutorials/studio")
@member_required
def shape_submit() -> ResponseReturnValue:
    """Save a version, move a mail client, or show each error beside its field."""
    organisation = current_organisation()
    stored, number = current_shape(db.session, organisation)
    form = read_form()
    direction, _colon, client = request.form.get("move", "").partition(":")
    # Before the mistakes: whoever moves a row has not finished writing.
    if direction in MOVES:
        return show_form(organisation, stored, form.moved(client, MOVES[direction]))
    if form.mistakes:
        return show_form(organisation, stored, form, status=422)
    return _save(organisation, stored, number, form)


@bp.post("/organisation/tutorials/studio/preview")
@member_required
def shape_preview() -> ResponseReturnValue:
    """The sheet as the form would make it; nothing is saved."""
    organisation = current_organisation()
    stored, _number = current_shape(db.session, organisation)
    form = read_form()
    wished = form.shape(stored)
    notes = tuple(explain(mistake) for mistake in form.mistakes.values())
    return show_document(organisation, wished, Wanted.of_request(wished), notes)


@bp.get("/organisation/tutorials/studio/preview")
@member_required
def saved_preview() -> ResponseReturnValue:
    """The sheet as it is stored, or as it was in an old version."""
    organisation = current_organisation()
    stored, _number = current_shape(db.session, organisation)
    asked = read_number(request.args.get("version", ""))
    version = find_version(db.session, organisation.id, asked) if asked is not None else None
    shown = version.shape if version else stored
    return show_document(organisation, shown, Wanted.of_request(shown, locale=request.args.get("preview_locale", "")))


def read_form() -> ShapeForm:
    """What was sent."""
    return ShapeForm.of_values(request.form.to_dict(flat=False), all_sheets())


def all_sheets() -> tuple[Tutorial, ...]:
    """What there is to choose from, in the reader's language."""
    return known_sheets(the_tutorials(), request_locale().code)


def the_workshop() -> Workshop:
    """What the verbs need in this application."""
    found = services()
    return Workshop(db.session, found.clock, found.events, LogoStore(found.settings.instance))


def _save(organisation: Organisation, stored: Shape, number: int, form: ShapeForm) -> ResponseReturnValue:
    base = find_version(db.session, organisation.id, form.opened)
    base_shape = base.shape if base else _before_any(organisation, stored)
    is_merged = "merge" in request.form
    together = merge(base_shape, form.shape(base_shape), stored) if is_merged else None
    if is_merged and together is None:
        # What was typed since both were shown contradicts the other one's: saved as it is, it would undo theirs unasked.
        return _show_conflict(organisation, form, base_shape, number)
    try:
        saved = save_shape(the_workshop(), organisation, together or form.shape(stored), opened=_opened(form), by=the_user())
    except ChangedMeanwhileError as error:
        # The lock on the organisation goes with it: the page that follows only reads.
        db.session.rollback()
        return _show_conflict(organisation, form, base_shape, error.latest.number)
    db.session.commit()
    flash(_("Saved. Your sheets and pages show it from now on.") if saved else _("Nothing has changed."), "success")
    return redirect(url_for("studio.shape"))


def _opened(form: ShapeForm) -> int:
    """The version on which this is saved: the one that was shown with the conflict, when somebody has judged it."""
    theirs = read_number(request.form.get("theirs", ""))
    # Only who has seen both may save over the other one's.
    is_judged = "mine" in request.form or "merge" in request.form
    return theirs if is_judged and theirs is not None else form.opened


def _before_any(organisation: Organisation, stored: Shape) -> Shape:
    """What was there before the first version."""
    # The first version holds what was there before anybody saved (docs/decisions/0021).
    first = find_version(db.session, organisation.id, 1)
    return first.shape if first else stored


def _show_conflict(organisation: Organisation, form: ShapeForm, base: Shape, number: int) -> ResponseReturnValue:
    latest = find_version(db.session, organisation.id, number)
    # Gone in between: there is nothing to compare with.
    if latest is None:
        return redirect(url_for("studio.shape"))
    conflict = {
        "latest": latest,
        "changes": list_changes(base, latest.shape),
        "can_merge": merge(base, form.shape(base), latest.shape) is not None,
    }
    return show_form(organisation, latest.shape, form, status=409, conflict=conflict)


def show_form(
    organisation: Organisation, stored: Shape, form: ShapeForm, *, status: int = 200, conflict: Mapping[str, object] | None = None
) -> ResponseReturnValue:
    """The form with what stands in it, and the preview of what is stored beside it."""
    wanted = Wanted.of_request(stored)
    html = render_template(
        "studio/shape.html",
        organisation=organisation,
        form=form,
        conflict=conflict,
        locales=[get_locale(code) for code in FAMILY_LOCALES],
        positions=LogoPosition,
        sizes=Size,
        views=View,
        wanted=wanted,
        sheets=[each for row in form.rows for each in row.sheets],
        words_length=WORDS_LENGTH,
        words_lines=WORDS_LINES,
        explain=explain,
        describe=describe,
        show_value=show_value,
    )
    return html, status, {"Content-Security-Policy": content_policy(frame_sources=SELF)}
