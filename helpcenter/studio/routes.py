"""The workspace: the sheets that an organisation hands out, and all that belongs to one of them."""

from dataclasses import dataclass, replace

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpcenter.db import db
from helpcenter.i18n.locales import FAMILY_LOCALES, get_locale
from helpcenter.organisations.access import current_organisation, member_required
from helpcenter.organisations.addresses import AddressError, parse_sender_address
from helpcenter.organisations.colours import ColourError, choose_colour
from helpcenter.organisations.models import Organisation
from helpcenter.organisations.public_pages import get_public_branding
from helpcenter.organisations.shown_branding import ShownBranding, find_public_branding, preview_branding
from helpcenter.studio.branding_preview import chosen_sheet, read_form, render_preview
from helpcenter.studio.embedding import embed_code
from helpcenter.studio.shelf import known_sheets
from helpcenter.studio.words_form import outdated_words
from helpcenter.tutorials.choices import in_order, list_tutorials
from helpcenter.tutorials.customising import current_shape
from helpcenter.tutorials.options import AS_IT_IS, SheetOptions
from helpcenter.tutorials.pages import answer_svg, get_sheet, get_step, the_tutorials
from helpcenter.tutorials.places import sheet_path
from helpcenter.tutorials.shape import OwnWords, Shape
from helpcenter.web.context import services
from helpcenter.web.headers import content_policy
from helpcenter.web.locale import request_locale
from helpcenter.web.pages import external_url
from helpcenter.web.qr import qr_picture, qr_png

bp = Blueprint("studio", __name__)
SELF = "'self'"


@dataclass(frozen=True)
class Standing:
    """Whether families can see anything yet: the public branding, and the one that is wished."""

    public: ShownBranding | None
    wished: ShownBranding


@bp.get("/organisation/tutorials")
@member_required
def sheets() -> str:
    """The sheets in the organisation's order, in one of its languages; one link for all of them."""
    organisation = current_organisation()
    shape, _number = current_shape(db.session, organisation)
    code = chosen_text(shape)
    found = list_tutorials(the_tutorials(), code)
    chosen = in_order(found, shape)
    return render_template(
        "studio/sheets.html",
        organisation=organisation,
        standing=standing_of(organisation),
        sheets=chosen,
        unused=len(found) - len(chosen),
        text=get_locale(code),
        locales=[get_locale(each) for each in shape.look.locales],
        own={each.place[:2] for each in shape.overrides},
        outdated={each.place[:2] for each in outdated_words(shape, the_tutorials())},
        page=external_url("tutorials.branded_index", locale=code, organisation=organisation.slug),
        total=sum(len(in_order(list_tutorials(the_tutorials(), each), shape)) for each in shape.look.locales),
    )


@bp.get("/organisation/tutorials/<tutorial>")
@member_required
def sheet(tutorial: str) -> ResponseReturnValue:
    """One sheet: how it looks, and everything to hand it out with."""
    organisation = current_organisation()
    shape, _number = current_shape(db.session, organisation)
    code = chosen_text(shape)
    standing = standing_of(organisation)
    # Before anything is public, members see what they wish for, marked as a draft.
    shown = get_sheet(tutorial, code, standing.public or standing.wished, AS_IT_IS, shape.customisation())
    page = services().settings.public_url + sheet_path(shown.branding, tutorial, code)
    html = render_template(
        "studio/sheet.html",
        organisation=organisation,
        standing=standing,
        sheet=shown,
        text=shown.locale,
        locales=[get_locale(each) for each in dict.fromkeys((*shape.look.locales, code)) if each in the_tutorials().locales(tutorial)],
        page=page,
        embed=embed_code(page, shown.title),
        frame=url_for("studio.saved_preview", preview_tutorial=tutorial, preview_locale=code),
        has_own=any(each.place[:2] == (tutorial, code) for each in shape.overrides),
        is_outdated=any(each.place[:2] == (tutorial, code) for each in outdated_words(shape, the_tutorials())),
    )
    return html, {"Content-Security-Policy": content_policy(frame_sources=SELF)}


@bp.get("/organisation/tutorials/<tutorial>/qr.<kind>")
@member_required
def qr(tutorial: str, kind: str) -> Response:
    """The QR code of a public sheet, for posters and letters: svg or png."""
    branding = get_public_branding(current_organisation().slug)
    shown = get_sheet(tutorial, request.args.get("text") or request_locale().code, branding, AS_IT_IS)
    page = services().settings.public_url + sheet_path(branding, tutorial, shown.locale.code)
    return _code(page, kind, f"qr-{tutorial}-{shown.locale.code}")


@bp.get("/organisation/tutorials/qr.<kind>")
@member_required
def index_qr(kind: str) -> Response:
    """The QR code of the page with all sheets."""
    branding = get_public_branding(current_organisation().slug)
    text = request.args.get("text", "")
    code = text if text in FAMILY_LOCALES else request_locale().code
    return _code(external_url("tutorials.branded_index", locale=code, organisation=branding.slug), kind, f"qr-{branding.slug}-{code}")


@bp.post("/organisation/tutorials/preview")
@member_required
def branding_preview() -> str:
    """The sheet with the values of the branding form, saved or not: a fragment for the script, a page without it."""
    result, logo_problem = read_form(current_organisation())
    fragment = render_preview(result, logo_problem)
    # Without script the button of the form leads here too.
    if request.headers.get("X-Requested-With") == "fetch":
        return fragment
    return render_template("studio/preview_page.html", fragment=fragment, branding=result.branding, sheet=chosen_sheet(result.branding))


@bp.get("/organisation/tutorials/preview/<tutorial>/<text>/<screen>/<step>.svg")
@member_required
def preview_picture(tutorial: str, text: str, screen: str, step: str) -> Response:
    """A drawing with the address and the colour that stand in its own address."""
    try:
        # Both stand in the address of the picture, where anybody may change them.
        sender = parse_sender_address(request.args.get("sender", ""))
        colour = choose_colour(request.args.get("colour", "")).used
    except (AddressError, ColourError):
        abort(404)
    branding = preview_branding(db.session, current_organisation(), services().settings)
    shown = get_sheet(tutorial, text, replace(branding, sender_address=sender, colour=colour), SheetOptions(screen=screen))
    # An hour, and for this member only: labels may change while the address stays.
    return answer_svg(get_step(shown, step).picture.data, "private, max-age=3600")


@bp.get("/organisation/tutorials/preview/<tutorial>/<text>/qr.svg")
@member_required
def preview_qr(tutorial: str, text: str) -> Response:
    """The code that stands on the preview of the paper."""
    branding = preview_branding(db.session, current_organisation(), services().settings)
    shown = get_sheet(tutorial, text, branding, AS_IT_IS)
    page = services().settings.public_url + sheet_path(branding, tutorial, shown.locale.code)
    return answer_svg(qr_picture(f"{page}/stuck" if "stuck" in request.args else page), "private, max-age=3600")


def chosen_text(shape: Shape) -> str:
    """The language of the sheets on this page: the one asked for, else the reader's when the organisation has it, else its first."""
    asked, here = request.args.get("text", ""), request_locale().code
    offered = shape.look.locales
    if asked in FAMILY_LOCALES:
        return asked
    return here if here in offered else offered[0]


def standing_of(organisation: Organisation) -> Standing:
    """Whether its sheets are public."""
    settings = services().settings
    public = find_public_branding(db.session, organisation, settings)
    return Standing(public, preview_branding(db.session, organisation, settings))


def outdated_notice(shape: Shape) -> str:
    """Own words whose original has changed since; empty without any."""
    found = list(outdated_words(shape, the_tutorials()))
    return render_template("studio/outdated.html", outdated=_by_sheet(found)) if found else ""


def _by_sheet(found: list[OwnWords]) -> list[tuple[str, str, str]]:
    """Tutorial, language and title of each sheet that is concerned."""
    titles = {each.id: each.title for each in known_sheets(the_tutorials(), request_locale().code)}
    return [(tutorial, code, titles.get(tutorial, tutorial)) for tutorial, code in dict.fromkeys(own.place[:2] for own in found)]


def _code(page: str, kind: str, name: str) -> Response:
    if kind == "svg":
        return answer_svg(qr_picture(page), "private, no-cache")
    if kind != "png":
        abort(404)
    headers = {"Cache-Control": "private, no-cache", "Content-Disposition": f'inline; filename="{name}.png"'}
    return Response(qr_png(page), mimetype="image/png", headers=headers)
