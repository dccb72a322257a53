"""What families follow (neutral and branded tutorials) and what members see of theirs."""

from dataclasses import replace
from pathlib import Path

from flask import Blueprint, Response, abort, make_response, render_template, request
from flask.typing import ResponseReturnValue

from helpcenter.articles.addresses import Addresses, make_addresses
from helpcenter.db import db
from helpcenter.organisations.access import current_organisation, member_required
from helpcenter.organisations.addresses import AddressError, parse_sender_address
from helpcenter.organisations.colours import ColourError, choose_colour
from helpcenter.organisations.public_pages import get_public_branding, public_stamp
from helpcenter.organisations.shown_branding import find_public_branding, preview_branding, vendor_branding
from helpcenter.tutorials.choices import list_tutorials
from helpcenter.tutorials.finder import branded_finder, neutral_finder, render_start
from helpcenter.tutorials.options import SheetOptions
from helpcenter.tutorials.pages import as_fragment, get_public_sheet, get_sheet, get_step, public_place, the_tutorials
from helpcenter.tutorials.places import options_query
from helpcenter.tutorials.preview_pages import chosen_sheet, read_form, render_preview, show_draft
from helpcenter.tutorials.printing import make_document, pdf_name
from helpcenter.tutorials.sheet import Sheet
from helpcenter.web.context import services
from helpcenter.web.headers import content_policy
from helpcenter.web.kept import keep
from helpcenter.web.locale import request_locale
from helpcenter.web.pages import external_url
from helpcenter.web.pdf_pages import answer_pdf
from helpcenter.web.qr import qr_picture

bp = Blueprint("tutorials", __name__)
A_YEAR = "public, max-age=31536000, immutable"
SVG_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"


@bp.get("/<family:locale>/tutorials/")
def index(locale: str) -> str:
    """Which mail do you use? Neutral tutorials with the vendor's sender address."""
    return render_start(neutral_finder(locale))


@bp.get("/<family:locale>/tutorials/<tutorial>")
def neutral(locale: str, tutorial: str) -> str:
    """A tutorial that belongs to no organisation."""
    sheet = get_sheet(tutorial, locale, vendor_branding(services().settings))
    keep(_files(sheet))
    return _render_sheet(sheet, _addresses("tutorials.neutral", sheet, tutorial=tutorial))


@bp.get("/<family:locale>/tutorials/<tutorial>/pictures/<screen>/<step>-<digest>.svg")
def neutral_picture(locale: str, tutorial: str, screen: str, step: str, digest: str) -> Response:
    """A drawing of a neutral tutorial."""
    sheet = get_sheet(tutorial, locale, vendor_branding(services().settings), SheetOptions(screen=screen))
    keep(_files(sheet))
    return _picture(sheet, step, digest)


@bp.get("/<family:locale>/o/<organisation>/")
def branded_index(locale: str, organisation: str) -> str:
    """An organisation's tutorials."""
    return render_start(branded_finder(locale, organisation))


@bp.get("/<family:locale>/o/<organisation>/<tutorial>")
def branded(locale: str, organisation: str, tutorial: str) -> Response:
    """What the QR code leads to: the sheet on a phone. Others may show it inside their own site."""
    sheet = get_public_sheet(organisation, tutorial, locale)
    keep({*_files(sheet), public_stamp(organisation)})
    addresses = _addresses("tutorials.branded", sheet, organisation=organisation, tutorial=tutorial)
    response = make_response(_render_sheet(sheet, addresses))
    response.headers["Content-Security-Policy"] = content_policy(frame_ancestors="*")
    return response


@bp.get("/<family:locale>/o/<organisation>/<tutorial>/pictures/<screen>/<step>-<digest>.svg")
def branded_picture(locale: str, organisation: str, tutorial: str, screen: str, step: str, digest: str) -> Response:
    """A drawing in the organisation's colour, with its sender address."""
    sheet = get_public_sheet(organisation, tutorial, locale, SheetOptions(screen=screen))
    keep({*_files(sheet), public_stamp(organisation)})
    return _picture(sheet, step, digest)


@bp.get("/<family:locale>/o/<organisation>/<tutorial>.pdf")
def branded_pdf(locale: str, organisation: str, tutorial: str) -> ResponseReturnValue:
    """The sheet to print; in plain words when it cannot be made now."""
    sheet = get_public_sheet(organisation, tutorial, locale)
    document = make_document(sheet, services().settings.public_url)
    # Only the finished PDF is kept (a 200); the page that says "in a moment" is not.
    keep({*_files(sheet), public_stamp(organisation)})
    return answer_pdf(document, pdf_name(sheet), public_place(sheet).page)


@bp.get("/organisation/tutorials")
@member_required
def own() -> str:
    """The organisation's sheets: preview, link, QR code, PDF."""
    organisation = current_organisation()
    settings = services().settings
    public = find_public_branding(db.session, organisation, settings)
    wished = preview_branding(db.session, organisation, settings)
    sheets = [get_sheet(each.id, code, public or wished) for code in organisation.locales for each in list_tutorials(the_tutorials(), code)]
    return render_template(
        "tutorials/own.html", organisation=organisation, sheets=sheets, is_public=public is not None, wished=wished, place=public_place
    )


@bp.get("/organisation/tutorials/<tutorial>")
@member_required
def own_sheet(tutorial: str) -> str:
    """A sheet as it would be with the address last asked for."""
    branding = preview_branding(db.session, current_organisation(), services().settings)
    sheet = get_sheet(tutorial, request.args.get("text") or request_locale().code, branding)
    return render_template("tutorials/own_sheet.html", sheet=sheet, fragment=show_draft(sheet, top=1))


@bp.get("/organisation/tutorials/<tutorial>/qr.svg")
@member_required
def own_qr(tutorial: str) -> Response:
    """The QR code of a public sheet, for posters and letters."""
    branding = get_public_branding(current_organisation().slug)
    sheet = get_sheet(tutorial, request.args.get("text") or request_locale().code, branding)
    return _svg(qr_picture(public_place(sheet).page), "private, no-cache")


@bp.post("/organisation/tutorials/preview")
@member_required
def preview() -> str:
    """The sheet with the values of the branding form, saved or not: a fragment for the script, a page without it."""
    result, logo_problem = read_form(current_organisation())
    fragment = render_preview(result, logo_problem)
    if request.headers.get("X-Requested-With") == "fetch":
        return fragment
    return render_template("tutorials/preview_page.html", fragment=fragment, branding=result.branding, sheet=chosen_sheet(result.branding))


@bp.get("/organisation/tutorials/preview/<tutorial>/<text>/<screen>/<step>.svg")
@member_required
def preview_picture(tutorial: str, text: str, screen: str, step: str) -> Response:
    """A drawing with the address and the colour that stand in its own address."""
    try:
        sender = parse_sender_address(request.args.get("sender", ""))
    except AddressError:
        abort(404)
    branding = preview_branding(db.session, current_organisation(), services().settings)
    colour = _colour(request.args.get("colour", ""))
    sheet = get_sheet(tutorial, text, replace(branding, sender_address=sender, colour=colour), SheetOptions(screen=screen))
    return _svg(get_step(sheet, step).picture.data, "private, max-age=3600")


def _render_sheet(sheet: Sheet, addresses: Addresses) -> str:
    fragment = as_fragment(sheet, public_place(sheet), has_tools=True)
    return render_template(
        "tutorials/page.html",
        sheet=sheet,
        fragment=fragment,
        addresses=addresses,
        query=options_query(sheet),
        query_with=lambda **wishes: replace(sheet.options, **wishes).query() or request.path,
    )


def _addresses(endpoint: str, sheet: Sheet, **values: str) -> Addresses:
    locales = the_tutorials().locales(sheet.id)
    return make_addresses(lambda code: external_url(endpoint, locale=code, **values), sheet.locale.code, locales)


def _picture(sheet: Sheet, step_id: str, digest: str) -> Response:
    picture = get_step(sheet, step_id).picture
    # An older page may still ask for the drawing before: it gets the present one, but not for ever.
    return _svg(picture.data, A_YEAR if picture.digest == digest else "no-cache")


def _svg(data: bytes, keep_for: str) -> Response:
    return Response(data, mimetype="image/svg+xml", headers={"Cache-Control": keep_for, "Content-Security-Policy": SVG_POLICY})


def _colour(text: str) -> str:
    try:
        return choose_colour(text).used
    except ColourError:
        abort(404)


def _files(sheet: Sheet) -> set[Path]:
    tutorial = the_tutorials().find_shown(sheet.id, sheet.locale.code)
    return the_tutorials().files(tutorial) if tutorial else set()
