"""The list of all texts, and a new article; other modules `staff_….py` of this room add their pages to the same blueprint."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpcenter.accounts.access import staff_required
from helpcenter.articles.sections import read_sections
from helpcenter.documents.shelf import LONGEST_SLUG
from helpcenter.organisations.texts import make_slug
from helpcenter.web.context import services
from helpcenter.web.forms import make_choices
from helpcenter.web.locale import _, request_locale
from helpcenter.writing.desk import make_note, the_desk
from helpcenter.writing.forms import NewArticleForm
from helpcenter.writing.overview import list_texts
from helpcenter.writing.service import SlugError, TakenError, begin_article

bp = Blueprint("writing", __name__)


@bp.get("/staff/texts")
@staff_required
def overview() -> ResponseReturnValue:
    """All articles by section, in every language, with what is due."""
    desk, query = the_desk(), request.args.get("q", "").strip()[:200]
    number = request.args.get("page", 1, type=int)
    sections = read_sections(desk.library)
    page = list_texts(desk.library, desk.catalogue, sections, request_locale().code, services().clock(), query, number)
    return render_template("writing/overview.html", page=page, query=query)


@bp.get("/staff/texts/new")
@staff_required
def new() -> ResponseReturnValue:
    """The form of a new article."""
    return _show_new(_new_form())


@bp.post("/staff/texts/new")
@staff_required
def new_submit() -> ResponseReturnValue:
    """Begin an article in every language, then lead to its first page."""
    form = _new_form()
    if not form.validate_on_submit():
        return _show_new(form), 422
    slug = form.slug.data or make_slug(form.title.data or "", LONGEST_SLUG)
    form.slug.data = slug
    try:
        begin_article(
            the_desk(), slug, form.title.data or "", form.section.data, make_note(_("New article: %(title)s", title=form.title.data))
        )
    # The second is for two people at the same moment.
    except (TakenError, FileExistsError):
        form.slug.errors = [_("There is an article at this address already. Choose another one.")]
    except SlugError:
        form.slug.errors = [_("No address can be made from this title. Type one.")]
    else:
        flash(_("The article is begun, in every language. Nobody but us sees it until it is published."), "success")
        return redirect(url_for("writing.edit", slug=slug, text_locale=request_locale().code))
    return _show_new(form), 422


def _new_form() -> NewArticleForm:
    form = NewArticleForm()
    locale = request_locale().code
    form.section.choices = make_choices({section.id: section.title_in(locale) for section in read_sections(the_desk().library)})
    return form


def _show_new(form: NewArticleForm) -> str:
    return render_template("writing/new.html", form=form)
