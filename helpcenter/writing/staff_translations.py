"""The matrix of translations for staff: what is stale and why, and saying that a text still says the same."""

from collections.abc import Mapping
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpcenter.accounts.access import staff_required
from helpcenter.articles.accepting import Acceptance, AcceptError, accept, read_languages
from helpcenter.articles.checks import sides_of
from helpcenter.articles.content import ArticleMatter
from helpcenter.articles.sections import Section, read_sections
from helpcenter.articles.translations import compare, original_of
from helpcenter.documents.digests import section_texts, text_digest
from helpcenter.documents.errors import ContentError
from helpcenter.documents.saving import ChangedMeanwhileError
from helpcenter.documents.shelf import Page
from helpcenter.i18n.locales import get_locale
from helpcenter.web.forms import BaseForm
from helpcenter.web.locale import _
from helpcenter.writing.desk import make_note, the_desk, the_memory
from helpcenter.writing.marking import remember, write
from helpcenter.writing.since import changes_since
from helpcenter.writing.staff import bp
from helpcenter.writing.titles import readable
from helpcenter.writing.translations import Filter, make_matrix

Texts = Mapping[str, Page[ArticleMatter]]


@bp.get("/staff/texts/translations")
@staff_required
def translations() -> ResponseReturnValue:
    """Articles × languages: by default those that need work."""
    desk = the_desk()
    sections = read_sections(desk.library)
    wanted = _filter(sections)
    desk.catalogue.look()
    matrix = make_matrix(desk.library, the_memory(), desk.catalogue.rows(), sections, wanted)
    return render_template("writing/translations.html", matrix=matrix, sections=sections, wanted=wanted, form=BaseForm(), readable=readable)


@bp.get("/staff/texts/translations/<slug>/<locale:text_locale>")
@staff_required
def translation(slug: str, text_locale: str) -> ResponseReturnValue:
    """One translation: each section of the original that changed, what it was, what it is, and the translation beside it."""
    texts = _get_texts(slug)
    sides = sides_of(list(texts.values()))
    source = original_of(text_locale, sides.get(text_locale))
    if text_locale not in texts or source not in texts or source == text_locale:
        abort(404)
    state = compare(text_locale, sides)
    kept = texts[text_locale].meta.translation
    original, translated = texts[source].document, texts[text_locale].document
    changes = changes_since(the_desk().history, original, kept.sections if kept else {}, (*state.changed, *state.gone))
    return render_template(
        "writing/translation.html",
        state=state,
        changes=changes,
        texts=section_texts(translated),
        page=texts[text_locale],
        original=texts[source],
        seen=text_digest(original),
        written_in=get_locale(text_locale),
        original_in=get_locale(source),
        form=BaseForm(),
        readable=readable,
    )


@bp.post("/staff/texts/translations/<slug>/<locale:text_locale>")
@staff_required
def accept_translation(slug: str, text_locale: str) -> ResponseReturnValue:
    """Keep that the translation says the same as the original that the person has seen: in all sections, or in one."""
    if not BaseForm().validate_on_submit():
        abort(400)
    anchor = request.form.get("section") or None
    found = _accept(slug, text_locale, anchor)
    if found is None:
        flash(_("The original has changed while you were reading. Look at it again."), "error")
        return redirect(url_for("writing.translation", slug=slug, text_locale=text_locale))
    flash(_("Kept: this translation says the same as its original."), "success")
    if anchor and len(found.state.changed) + len(found.state.gone) > 1:
        return redirect(url_for("writing.translation", slug=slug, text_locale=text_locale))
    return redirect(url_for("writing.translations", **_back()))


def _accept(slug: str, locale: str, anchor: str | None) -> Acceptance | None:
    """Write the acceptance; None when the original is not the one that the person has seen, or the file changes meanwhile."""
    try:
        found = accept(the_desk().library, slug, locale, anchor)
    except (AcceptError, ContentError):
        abort(404)
    # Nobody accepts what they have not seen (docs/decisions/0016).
    if request.form.get("seen") != found.original:
        return None
    note = make_note(_("Says the same as its original"))
    # So that the next change can be shown as a difference from what was accepted (docs/decisions/0016).
    remember(the_desk(), found.original_file, note)
    try:
        write(the_desk(), found.file, found.before, found.after, note)
    except ChangedMeanwhileError:
        return None
    return found


def _filter(sections: tuple[Section, ...]) -> Filter:
    section = request.args.get("section", "")
    known = section if section in {each.id for each in sections} else ""
    return Filter(request.args.get("show") == "all", known, request.args.get("page", 1, type=int))


def _back() -> dict[str, Any]:
    """The part of the matrix from which the person came."""
    return {name: request.args[name][:80] for name in ("show", "section", "page") if name in request.args}


def _get_texts(slug: str) -> Texts:
    try:
        return read_languages(the_desk().library, slug)
    except ContentError:
        abort(404)
