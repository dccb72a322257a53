"""Sheets in requests: which one, in what language, and where their pictures are."""

from flask import Response, abort, current_app, request
from markupsafe import Markup

from helpcenter.db import db
from helpcenter.organisations.public_pages import get_public_branding, public_logo
from helpcenter.organisations.queries import find_organisation
from helpcenter.organisations.shown_branding import ShownBranding
from helpcenter.tutorials.customisation import PLAIN, Customisation
from helpcenter.tutorials.library import Tutorials
from helpcenter.tutorials.options import SheetOptions
from helpcenter.tutorials.places import SheetPlace, options_query, other_path, sheet_path, stuck_path, stuck_query
from helpcenter.tutorials.printing import render
from helpcenter.tutorials.queries import find_customisation
from helpcenter.tutorials.sheet import Sheet, Step, make_sheet
from helpcenter.web.context import services

EXTENSION = "tutorials"
# Opened by itself, a drawing is a page: it may run nothing, load nothing, and stand in no frame.
SVG_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"


def the_tutorials() -> Tutorials:
    """The tutorials of this application."""
    found: Tutorials = current_app.extensions[EXTENSION]
    return found


def get_sheet(
    tutorial_id: str, locale: str, branding: ShownBranding, options: SheetOptions | None = None, custom: Customisation = PLAIN
) -> Sheet:
    """The sheet of this page as its address wishes it; 404 when there is no such tutorial in this language."""
    tutorials = the_tutorials()
    tutorial = tutorials.find_shown(tutorial_id, locale)
    if tutorial is None:
        abort(404)
    return make_sheet(tutorials, tutorial, branding, options or SheetOptions.from_args(request.args), custom)


def get_public_sheet(slug: str, tutorial_id: str, locale: str, options: SheetOptions | None = None) -> Sheet:
    """The sheet as families of this organisation see it."""
    branding = get_public_branding(slug)
    return get_sheet(tutorial_id, locale, branding, options, get_customisation(slug))


def get_customisation(slug: str) -> Customisation:
    """What this organisation made of its sheets."""
    organisation = find_organisation(db.session, slug)
    return find_customisation(db.session, organisation.id) if organisation else PLAIN


def get_step(sheet: Sheet, step_id: str) -> Step:
    """A step of a sheet; 404 when it has no such step."""
    found = next((step for step in sheet.steps if step.id == step_id), None)
    if found is None:
        abort(404)
    return found


def public_place(sheet: Sheet) -> SheetPlace:
    """The addresses of a public page."""
    page = sheet_path(sheet.branding, sheet.id, sheet.locale.code)
    return SheetPlace(
        page=services().settings.public_url + page + options_query(sheet),
        other=other_path(sheet),
        picture=lambda step: f"{page}/pictures/{sheet.screen.code}/{step.id}-{step.picture.digest}.svg",
        logo=public_logo(sheet.branding),
        stuck=stuck_path(sheet),
        file=lambda name: sheet_path(sheet.branding, name, sheet.locale.code),
        stuck_query=stuck_query(sheet),
    )


def answer_svg(data: bytes, keep_for: str) -> Response:
    """A drawing as an answer; on its own it can run and load nothing."""
    return Response(data, mimetype="image/svg+xml", headers={"Cache-Control": keep_for, "Content-Security-Policy": SVG_POLICY})


def as_fragment(sheet: Sheet, place: SheetPlace, *, has_tools: bool = False, top: int = 1) -> Markup:
    """The sheet as part of a page."""
    # The template has escaped what is not its own.
    return Markup(render(sheet, place, has_tools=has_tools, top=top))  # noqa: S704
