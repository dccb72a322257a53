"""A text as a reader sees it: beside the form at each pause in typing, or as a whole page."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from helpcenter.accounts.access import staff_required
from helpcenter.articles.sections import read_sections
from helpcenter.documents.errors import ContentError
from helpcenter.documents.variables import site_variables
from helpcenter.i18n.locales import get_locale
from helpcenter.web.context import services
from helpcenter.writing.desk import the_desk
from helpcenter.writing.form_page import get_text, make_form
from helpcenter.writing.mistakes import Mistake, make_page, text_mistakes
from helpcenter.writing.service import Action
from helpcenter.writing.staff import bp
from helpcenter.writing.staff_editing import typed_text
from helpcenter.writing.texts import Text
from helpcenter.writing.words import explain


@bp.get("/staff/texts/<slug>/<locale:text_locale>/preview")
@staff_required
def preview(slug: str, text_locale: str) -> ResponseReturnValue:
    """The saved text as a page, whatever its state."""
    return render_template("writing/preview_page.html", **look(get_text(slug, text_locale).text))


@bp.post("/staff/texts/<slug>/<locale:text_locale>/preview")
@staff_required
def preview_submit(slug: str, text_locale: str) -> ResponseReturnValue:
    """What is typed in the form: a fragment for the script, a page without it. Nothing is saved."""
    form = make_form()
    text = typed_text(form, get_text(slug, text_locale), Action.SAVE)
    # Set by our script; without it a whole page, for browsers that run none.
    is_fragment = request.headers.get("X-Requested-With") == "fetch"
    return render_template("writing/preview.html" if is_fragment else "writing/preview_page.html", **look(text))


def look(text: Text) -> dict[str, object]:
    """What the preview shows."""
    library, values = the_desk().library, site_variables(services().settings)
    page = make_page(library, text)
    # A variable that nobody knows is named among the mistakes; here it is shown as it was typed.
    filled = page.rendered.fill({**{each.name: f"{{{{ {each.name} }}}}" for each in page.rendered.variables}, **values})
    section = next((each for each in read_sections(library) if each.id == text.fields.get("section")), None)
    return {
        "text": text,
        "title": _typeset(text, str(text.fields.get("title") or "")),
        "summary": _typeset(text, str(text.fields.get("summary") or "")),
        "html": filled.html,
        "contents": filled.contents,
        "mistakes": _mistakes(text),
        "written_in": get_locale(text.locale),
        "section": section,
        "explain": explain,
    }


def _mistakes(text: Text) -> list[Mistake]:
    return list(text_mistakes(the_desk().library, text))


def _typeset(text: Text, words: str) -> str:
    try:
        return make_page(the_desk().library, text).typeset(words, site_variables(services().settings))
    except ContentError:
        return words
