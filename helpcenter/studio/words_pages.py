"""An organisation's own words for the steps of a sheet, and the choice when ours have changed since."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpcenter.accounts.access import the_user
from helpcenter.db import db
from helpcenter.i18n.locales import FAMILY_LOCALES, get_locale
from helpcenter.organisations.access import current_organisation, member_required
from helpcenter.organisations.models import Organisation
from helpcenter.studio.documents import View, Wanted, branding_of, show_document
from helpcenter.studio.explanations import explain_words
from helpcenter.studio.routes import SELF, bp, chosen_text
from helpcenter.studio.shaping_pages import the_workshop
from helpcenter.studio.version_numbers import read_number
from helpcenter.studio.words_form import Choice, WordsForm, lost_words
from helpcenter.tutorials.customising import ChangedMeanwhileError, current_shape, save_shape
from helpcenter.tutorials.models import Version
from helpcenter.tutorials.options import AS_IT_IS
from helpcenter.tutorials.pages import get_sheet, the_tutorials
from helpcenter.tutorials.queries import find_latest, find_version
from helpcenter.tutorials.shape import HELP_LENGTH, INSTRUCTION_LENGTH, Shape
from helpcenter.tutorials.tutorial import Tutorial
from helpcenter.web.headers import content_policy
from helpcenter.web.locale import _


@bp.get("/organisation/tutorials/<tutorial>/words")
@member_required
def words(tutorial: str) -> ResponseReturnValue:
    """Each step in our words and in theirs."""
    organisation = current_organisation()
    shape, number = current_shape(db.session, organisation)
    found = _get_tutorial(tutorial, chosen_text(shape))
    return _show(organisation, shape, WordsForm.of_shape(shape, number, found, the_tutorials()))


@bp.post("/organisation/tutorials/<tutorial>/words")
@member_required
def words_submit(tutorial: str) -> ResponseReturnValue:
    """Save a version with these words, or show each error beside its field."""
    organisation = current_organisation()
    shape, number = current_shape(db.session, organisation)
    form = _read(tutorial, _opened_shape(organisation, shape), number)
    if form.has_mistakes:
        return _show(organisation, shape, form, status=422)
    # On top of what is stored now: were it newer than what the form was opened on, saving would refuse.
    wanted = form.shape(shape)
    # Only what the member ticked: own words are never thrown away by us.
    for own in lost_words(shape, form.tutorial):
        wanted = wanted.without_words(own.place) if request.form.get(f"drop-{own.step}") else wanted
    try:
        saved = save_shape(the_workshop(), organisation, wanted, opened=form.opened, by=the_user())
    except ChangedMeanwhileError:
        db.session.rollback()
        latest = WordsForm.of_shape(shape, number, form.tutorial, the_tutorials())
        return _show(organisation, shape, form.after(latest), status=409, latest=find_latest(db.session, organisation.id))
    db.session.commit()
    flash(_("Saved. Your sheets and pages show it from now on.") if saved else _("Nothing has changed."), "success")
    return redirect(url_for("studio.words", tutorial=tutorial, text=form.tutorial.locale))


@bp.post("/organisation/tutorials/<tutorial>/words/preview")
@member_required
def words_preview(tutorial: str) -> ResponseReturnValue:
    """The sheet with these words; nothing is saved."""
    organisation = current_organisation()
    shape, number = current_shape(db.session, organisation)
    form = _read(tutorial, shape, number)
    wished = form.shape(shape)
    wanted = Wanted.of_request(wished, tutorial=form.tutorial.id, locale=form.tutorial.locale)
    notes = [explain_words(mistake, each, name) for each in form.steps for name, mistake in each.mistakes.items()]
    return show_document(organisation, wished, wanted, tuple(notes))


def _get_tutorial(tutorial: str, code: str) -> Tutorial:
    found = the_tutorials().find(tutorial, code)
    if found is None:
        abort(404)
    return found


def _opened_shape(organisation: Organisation, stored: Shape) -> Shape:
    """The version on which the form was opened."""
    opened = read_number(request.form.get("opened", ""))
    found = find_version(db.session, organisation.id, opened) if opened is not None else None
    return found.shape if found else stored


def _read(tutorial: str, shape: Shape, number: int) -> WordsForm:
    text = request.form.get("text", "")
    found = _get_tutorial(tutorial, text if text in FAMILY_LOCALES else shape.look.locales[0])
    return WordsForm.of_shape(shape, number, found, the_tutorials()).with_values(request.form)


def _show(
    organisation: Organisation, shape: Shape, form: WordsForm, *, status: int = 200, latest: Version | None = None
) -> ResponseReturnValue:
    tutorial = form.tutorial
    sheet = get_sheet(tutorial.id, tutorial.locale, branding_of(organisation, shape.look), AS_IT_IS)
    screen = sheet.screen.code
    client = the_tutorials().client(tutorial.meta.client)
    html = render_template(
        "studio/words.html",
        organisation=organisation,
        form=form,
        sheet=sheet,
        label_of=lambda key: client.find_label(key, screen),
        locales=[get_locale(each) for each in the_tutorials().locales(tutorial.id) if each in (*shape.look.locales, tutorial.locale)],
        lost=lost_words(shape, tutorial),
        choices=Choice,
        views=View,
        wanted=Wanted.of_request(shape, tutorial=tutorial.id, locale=tutorial.locale),
        lengths=(INSTRUCTION_LENGTH, HELP_LENGTH),
        latest=latest,
        explain=explain_words,
    )
    return html, status, {"Content-Security-Policy": content_policy(frame_sources=SELF)}
