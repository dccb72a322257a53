"""The page of the form: the text in its fields, in the middle of whatever has to be said around it."""

from dataclasses import dataclass
from typing import Any

from flask import Response, abort, make_response, render_template
from werkzeug.datastructures import MultiDict

from helpcenter.accounts.access import the_user
from helpcenter.accounts.models import User
from helpcenter.articles.sections import read_sections
from helpcenter.db import db
from helpcenter.documents.errors import ContentError
from helpcenter.documents.saving import ABSENT
from helpcenter.documents.variables import site_variables
from helpcenter.i18n.locales import INTERFACE_LOCALES, get_locale
from helpcenter.web.context import services
from helpcenter.web.forms import make_choices
from helpcenter.web.locale import request_locale
from helpcenter.writing.conflicts import Conflict
from helpcenter.writing.desk import the_desk
from helpcenter.writing.drafts import Draft
from helpcenter.writing.forms import ArticleForm
from helpcenter.writing.mistakes import Mistake, text_mistakes
from helpcenter.writing.service import Action
from helpcenter.writing.texts import Opened, Text, file_of, open_text
from helpcenter.writing.words import explain, names_of_pages


@dataclass(frozen=True)
class Before:
    """What happened before the page is shown."""

    mistakes: tuple[Mistake, ...] = ()
    """A save was refused for these."""
    draft: Draft | None = None
    """The person had typed this and not saved it."""
    conflict: Conflict | None = None
    """Somebody else had saved."""
    action: Action | None = None
    """What the person wanted when that came up."""
    is_merged: bool = False
    """Both changes were put together."""


NOTHING = Before()


def get_text(slug: str, locale: str) -> Opened:
    """The text at this address; ends the request with 404 when there is none, with words when its file cannot be taken apart."""
    try:
        opened = open_text(the_desk().library, slug, locale)
    except ContentError as error:
        return abort(409, response=broken(slug, locale, error))
    return opened or abort(404)


def broken(slug: str, locale: str, error: ContentError) -> Response:
    """The page of a file that only an editor of plain files can mend."""
    return make_response(render_template("writing/broken.html", slug=slug, locale=get_locale(locale), error=error), 409)


def make_form(typed: "MultiDict[str, str] | None" = None, **options: Any) -> ArticleForm:
    """The form with the sections as choices; of this request's words unless others are given."""
    form = ArticleForm(formdata=typed, **options) if typed is not None or options else ArticleForm()
    locale = request_locale().code
    form.section.choices = make_choices({section.id: section.title_in(locale) for section in read_sections(the_desk().library)})
    return form


def others_here(slug: str, locale: str) -> list[str]:
    """The names of other people who are writing on this text now."""
    numbers = the_desk().drafts.others(the_user().id, slug, locale, services().clock())
    people = (db.session.get(User, number) for number in numbers)
    return [person.display_name for person in people if person]


def show(opened: Opened, form: ArticleForm, text: Text | None = None, before: Before = NOTHING) -> str:
    """The page; `text` is what was typed, when that is not what the file holds."""
    shown, left = text or opened.text, _beside_fields(form, before.mistakes)
    return render_template(
        "writing/edit.html",
        form=form,
        text=shown,
        opened=opened,
        before=before,
        # Without a refused save, what one would say of the text stands there from the beginning.
        mistakes=left or list(text_mistakes(the_desk().library, shown)),
        others=others_here(shown.slug, shown.locale),
        latest=the_desk().history.latest(file_of(the_desk().library, shown.slug, shown.locale)) if before.conflict else None,
        **_state(shown),
        **_choices(shown),
    )


def _beside_fields(form: ArticleForm, mistakes: tuple[Mistake, ...]) -> list[Mistake]:
    """Put each mistake beside its field; gives those that have none on the page."""
    left = []
    for mistake in mistakes:
        if mistake.field and hasattr(form, mistake.field):
            field = getattr(form, mistake.field)
            field.errors = [*field.errors, explain(mistake.message)]
        else:
            left.append(mistake)
    return left


def _state(text: Text) -> dict[str, Any]:
    """What readers see of the text at this moment."""
    now, catalogue = services().clock(), the_desk().catalogue
    catalogue.look()
    row = catalogue.find(text.slug, text.locale)
    return {"row": row, "now": now, "is_public": bool(row and row.is_public(now))}


def _choices(text: Text) -> dict[str, Any]:
    """What the page offers, and the words for it."""
    return {
        "written_in": get_locale(text.locale),
        "languages": [get_locale(code) for code in INTERFACE_LOCALES],
        "pages": names_of_pages(),
        "variables": site_variables(services().settings),
        "absent": ABSENT,
        "explain": explain,
    }
