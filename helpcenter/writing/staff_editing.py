"""The page on which an article is written: the form, saving in every state, two people at once, words that were not saved."""

from flask import abort, flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from helpcenter.accounts.access import staff_required, the_user
from helpcenter.documents.saving import ChangedMeanwhileError, OutsideError
from helpcenter.i18n.formats import HOUSE_ZONE, house_day
from helpcenter.web.context import services
from helpcenter.web.locale import _
from helpcenter.writing.conflicts import Conflict, make_conflict
from helpcenter.writing.desk import make_note, the_desk
from helpcenter.writing.drafts import Draft, says_the_same
from helpcenter.writing.form_page import Before, get_text, make_form, others_here, show
from helpcenter.writing.forms import ArticleForm
from helpcenter.writing.service import Action, Outcome, in_state, save_text, with_day
from helpcenter.writing.staff import bp
from helpcenter.writing.texts import Opened, Text, file_of, read_text
from helpcenter.writing.words import done, noted

NOT_TYPED = {"csrf_token", "action", "action_before", "resolve", "theirs"}
# More than the form has: whoever posts others fills no disk.
MOST_VALUES = 40


@bp.get("/staff/texts/<slug>/<locale:text_locale>")
@staff_required
def edit(slug: str, text_locale: str) -> ResponseReturnValue:
    """The article in the form; with ?draft=1 the words that the person had not saved."""
    opened = get_text(slug, text_locale)
    desk, now = the_desk(), services().clock()
    draft = desk.drafts.find(the_user().id, slug, text_locale, now)
    # Saved in another window meanwhile: nothing is left to offer.
    if draft and not opened.is_new and says_the_same(draft, opened.text):
        desk.drafts.drop(the_user().id, slug, text_locale)
        draft = None
    if draft and request.args.get("draft"):
        form = make_form(MultiDict([(name, value) for name, values in draft.values.items() for value in values]))
        form.opened.data = draft.opened
        return show(opened, form)
    form = make_form(None, data=ArticleForm.values_of(opened.text))
    form.opened.data = opened.digest
    if not opened.is_new:
        # What two people's changes are brought together from later (docs/decisions/0015).
        desk.drafts.keep_base(file_of(desk.library, slug, text_locale).read_bytes(), now)
    return show(opened, form, before=Before(draft=draft))


@bp.post("/staff/texts/<slug>/<locale:text_locale>")
@staff_required
def edit_submit(slug: str, text_locale: str) -> ResponseReturnValue:
    """Save the article in the state that the pressed button means."""
    opened = get_text(slug, text_locale)
    form, action = make_form(), _action()
    if request.form.get("resolve") == "theirs":
        the_desk().drafts.drop(the_user().id, slug, text_locale)
        flash(_("Your words were dropped. This is the text as it stands now."), "success")
        return redirect(url_for("writing.edit", slug=slug, text_locale=text_locale))
    mine = typed_text(form, opened, action)
    is_valid = form.validate_on_submit()
    if form.refuse_moment(action, services().clock()) or not is_valid:
        return show(opened, form, mine), 422
    if request.form.get("resolve") == "merge":
        return _show_merged(opened, form, mine)
    return save_and_answer(opened, form, mine, action)


@bp.post("/staff/texts/<slug>/<locale:text_locale>/draft")
@staff_required
def keep_draft(slug: str, text_locale: str) -> ResponseReturnValue:
    """Keep what is being typed; says when, and who else is writing here."""
    get_text(slug, text_locale)
    now, person = services().clock(), the_user().id
    names = [name for name in request.form if name not in NOT_TYPED][:MOST_VALUES]
    values = {name: request.form.getlist(name) for name in names}
    the_desk().drafts.keep(person, slug, text_locale, Draft(values, request.form.get("opened", ""), now))
    at = now.astimezone(HOUSE_ZONE).strftime("%H:%M")
    return jsonify(at=_("Kept at %(time)s, not saved yet", time=at), others=others_here(slug, text_locale))


@bp.post("/staff/texts/<slug>/<locale:text_locale>/draft/drop")
@staff_required
def drop_draft(slug: str, text_locale: str) -> ResponseReturnValue:
    """Forget the words that were not saved."""
    get_text(slug, text_locale)
    the_desk().drafts.drop(the_user().id, slug, text_locale)
    flash(_("Your words were dropped. This is the text as it stands now."), "success")
    return redirect(url_for("writing.edit", slug=slug, text_locale=text_locale))


def typed_text(form: ArticleForm, opened: Opened, action: Action) -> Text:
    """What was typed, on top of the text that the form was opened with."""
    before = _base(form, opened) or opened.text
    mine = in_state(form.text_on(before), action, form.moment())
    today = house_day(services().clock())
    return with_day(mine, before, today, is_small=bool(form.is_small.data))


def save_and_answer(opened: Opened, form: ArticleForm, mine: Text, action: Action) -> ResponseReturnValue:
    """Save, and lead back to the form; or show what stands in the way."""
    keeps_mine = request.form.get("resolve") == "mine"
    # “Keep mine” means over what I was shown, not over what somebody saved since.
    expected = request.form.get("theirs", "") if keeps_mine else form.opened.data or ""
    message = form.note.data or noted(action)
    try:
        outcome = save_text(the_desk(), mine, expected, make_note(message))
    except ChangedMeanwhileError:
        return _show_conflict(opened, form, mine, action), 409
    except OutsideError:
        return abort(403)
    if outcome.saved is None:
        return show(opened, form, mine, Before(mistakes=outcome.mistakes)), 422
    return _saved(outcome, action)


def _saved(outcome: Outcome, action: Action) -> ResponseReturnValue:
    text = outcome.text
    the_desk().drafts.drop(the_user().id, text.slug, text.locale)
    flash(done(action, text.title), "success")
    if any(mistake.is_error for mistake in outcome.mistakes):
        flash(_("It has mistakes that must be mended before it can be published."), "error")
    if outcome.is_behind:
        flash(_("The text is saved, but the history could not take it now: it will with the next save."), "error")
    return redirect(url_for("writing.edit", slug=text.slug, text_locale=text.locale))


def _show_conflict(opened: Opened, form: ArticleForm, mine: Text, action: Action) -> str:
    return show(opened, form, mine, Before(conflict=_conflict(opened, form, mine), action=action))


def _show_merged(opened: Opened, form: ArticleForm, mine: Text) -> ResponseReturnValue:
    merged = _conflict(opened, form, mine).merged
    if merged is None:
        return _show_conflict(opened, form, mine, _action()), 409
    fresh = make_form(None, data=ArticleForm.values_of(merged))
    fresh.opened.data, fresh.note.data = opened.digest, form.note.data
    the_desk().drafts.keep_base(file_of(the_desk().library, mine.slug, mine.locale).read_bytes(), services().clock())
    return show(opened, fresh, merged, Before(is_merged=True))


def _conflict(opened: Opened, form: ArticleForm, mine: Text) -> Conflict:
    return make_conflict(_base(form, opened), mine, None if opened.is_new else opened)


def _base(form: ArticleForm, opened: Opened) -> Text | None:
    """The text that the form was opened with, if it is still known."""
    digest = form.opened.data or ""
    if digest == opened.digest:
        return opened.text
    data = the_desk().drafts.find_base(digest)
    file = file_of(the_desk().library, opened.text.slug, opened.text.locale)
    return read_text(data, opened.text.slug, opened.text.locale, file) if data else None


def _action() -> Action:
    typed = request.form.get("action") or request.form.get("action_before") or Action.SAVE
    # What is no action of ours changes no state.
    return Action(typed) if typed in list(Action) else Action.SAVE
