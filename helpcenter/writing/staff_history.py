"""The history of a text: its versions, what each changed, and an old one made new."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpcenter.accounts.access import staff_required
from helpcenter.documents.differences import compare
from helpcenter.documents.errors import ContentError
from helpcenter.documents.history import Version
from helpcenter.i18n.formats import HOUSE_ZONE
from helpcenter.i18n.locales import get_locale
from helpcenter.web.locale import _
from helpcenter.writing.desk import the_desk
from helpcenter.writing.form_page import get_text, make_form
from helpcenter.writing.forms import ArticleForm
from helpcenter.writing.service import Action, in_state
from helpcenter.writing.staff import bp
from helpcenter.writing.staff_editing import save_and_answer
from helpcenter.writing.texts import Opened, Text, file_of, read_text

MOST_PLACES = 20


@bp.get("/staff/texts/<slug>/<locale:text_locale>/history")
@staff_required
def history(slug: str, text_locale: str) -> ResponseReturnValue:
    """The versions of a text, newest first, a page at a time."""
    opened, desk = get_text(slug, text_locale), the_desk()
    # A page goes on from every branch that was open at its end; who invents more is not followed.
    after = tuple(request.args.get("after", "").split(",")[:MOST_PLACES]) if request.args.get("after") else ()
    versions = desk.history.versions(file_of(desk.library, slug, text_locale), after)
    return render_template(
        "writing/history.html", text=opened.text, versions=versions, written_in=get_locale(text_locale), is_first=not after
    )


@bp.get("/staff/texts/<slug>/<locale:text_locale>/history/<number>")
@staff_required
def version(slug: str, text_locale: str, number: str) -> ResponseReturnValue:
    """What a version changed (?against=now: what has changed since), and the way back to it."""
    opened, desk = get_text(slug, text_locale), the_desk()
    found, before, then = _find(slug, text_locale, number)
    now = file_of(desk.library, slug, text_locale).read_bytes() if not opened.is_new else b""
    is_since = request.args.get("against") == "now"
    changes = compare(_words(then), _words(now)) if is_since else compare(_words(before), _words(then))
    return render_template(
        "writing/version.html",
        text=opened.text,
        opened=opened,
        version=found,
        changes_of=changes,
        is_since=is_since,
        is_current=then == now,
        can_restore=then is not None,
        written_in=get_locale(text_locale),
        form=ArticleForm(formdata=None),
    )


@bp.get("/staff/texts/<slug>/<locale:text_locale>/history/unrecorded")
@staff_required
def unrecorded(slug: str, text_locale: str) -> ResponseReturnValue:
    """What the file holds that no version has."""
    opened, desk = get_text(slug, text_locale), the_desk()
    file = file_of(desk.library, slug, text_locale)
    latest = desk.history.latest(file)
    before = desk.history.read(file, latest.number) if latest else None
    changes = compare(_words(before), _words(file.read_bytes() if not opened.is_new else None))
    return render_template("writing/version.html", text=opened.text, version=None, changes_of=changes, written_in=get_locale(text_locale))


@bp.post("/staff/texts/<slug>/<locale:text_locale>/history/<number>/restore")
@staff_required
def restore(slug: str, text_locale: str, number: str) -> ResponseReturnValue:
    """Save an old version anew, by the same checks as any other text; its state stays what it is now."""
    opened = get_text(slug, text_locale)
    found, _before, then = _find(slug, text_locale, number)
    if then is None:
        return abort(404)
    file = file_of(the_desk().library, slug, text_locale)
    try:
        old = read_text(then, slug, text_locale, file)
    except ContentError:
        return redirect(url_for("writing.version", slug=slug, text_locale=text_locale, number=number))
    return _restored(opened, old, found)


def _restored(opened: Opened, old: Text, found: Version) -> ResponseReturnValue:
    # Old words, not old decisions: going back publishes nothing, moves nothing, and no translation becomes fresh by it.
    keep = {name: opened.text.fields.get(name, "") for name in ("status", "publish_at", "updated_on", "section", "translation")}
    text = in_state(old.with_fields(keep), Action.SAVE, "")
    form = make_form(None, data=ArticleForm.values_of(text))
    form.opened.data = request.form.get("opened", "")
    form.note.data = _("Back to the version of %(day)s", day=found.moment.astimezone(HOUSE_ZONE).strftime("%d/%m/%Y"))
    return save_and_answer(opened, form, text, Action.SAVE)


def _find(slug: str, locale: str, number: str) -> tuple[Version, bytes | None, bytes | None]:
    """A version, the file before it, and the file in it."""
    desk = the_desk()
    file = file_of(desk.library, slug, locale)
    found = desk.history.find(file, number)
    if found is None:
        return abort(404)
    return found[0], found[1], desk.history.read(file, number)


def _words(data: bytes | None) -> str:
    return (data or b"").decode("utf-8", "replace").replace("\r\n", "\n")
