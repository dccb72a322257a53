"""What families follow (neutral and branded tutorials) and what members see of theirs."""

from dataclasses import replace
from pathlib import Path

from flask import Blueprint, Response, abort, make_response, render_template, request
from flask.typing import ResponseReturnValue

from helpcenter.articles.addresses import Addresses, make_addresses
from helpcenter.db import db
from helpcenter.i18n.locales import INTERFACE_LOCALES
from helpcenter.organisations.access import current_organisation, member_required
from helpcenter.organisations.addresses import AddressError, parse_sender_address
from helpcenter.organisations.colours import ColourError, choose_colour
from helpcenter.organisations.queries import find_organisation
from helpcenter.organisations.stamps import stamp_file
from helpcenter.pdf import PdfError, PdfUnavailable
from helpcenter.tutorials.branding import SheetBranding, find_public_branding, preview_branding, vendor_branding
from helpcenter.tutorials.choices import files_of_choices, list_choices, list_tutorials
from helpcenter.tutorials.pages import as_fragment, get_sheet, get_step, public_logo, public_place, the_tutorials
from helpcenter.tutorials.places import sheet_path
from helpcenter.tutorials.preview_pages import chosen_sheet, read_form, render_preview, show_draft
from helpcenter.tutorials.printing import colour_rule, make_document, qr_code
from helpcenter.tutorials.sheet import Sheet
from helpcenter.web.context import services
from helpcenter.web.errors import render_error
from helpcenter.web.headers import content_policy
from helpcenter.web.kept import keep
from helpcenter.web.locale import _, request_locale
from helpcenter.web.pages import external_url

bp = Blueprint("tutorials", __name__)
# A web worker has one thread: who waits here keeps others waiting. A sheet takes half a second.
PDF_WAIT_SECONDS = 5
TRY_AGAIN_SECONDS = 4
A_YEAR = "public, max-age=31536000, immutable"
SVG_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"


class NotPublicError(Exception):
    """The organisation's sender address waits for staff: nothing of it is public yet."""


@bp.errorhandler(NotPublicError)
def explain_waiting(_error: NotPublicError) -> ResponseReturnValue:
    """Say why there is no page."""
    advice = _(
        "The address from which this organisation sends its mails is being checked. Come back in a few days, or ask the organisation."
    )
    return render_error(404, _("This page is not ready yet"), advice)


@bp.get("/<locale:locale>/tutorials/")
def index(locale: str) -> str:
    """Which mail do you use? Neutral tutorials with the vendor's sender address."""
    keep(files_of_choices(the_tutorials(), locale))
    branding = vendor_branding(services().settings)
    return _render_choices(locale, branding, "tutorials.index")


@bp.get("/<locale:locale>/tutorials/<tutorial>")
def neutral(locale: str, tutorial: str) -> str:
    """A tutorial that belongs to no organisation."""
    sheet = get_sheet(tutorial, locale, vendor_branding(services().settings))
    keep(_files(sheet))
    return _render_sheet(sheet, _addresses("tutorials.neutral", sheet, tutorial=tutorial))


@bp.get("/<locale:locale>/tutorials/<tutorial>/pictures/<screen>/<step>-<digest>.svg")
def neutral_picture(locale: str, tutorial: str, screen: str, step: str, digest: str) -> Response:
    """A drawing of a neutral tutorial."""
    sheet = get_sheet(tutorial, locale, vendor_branding(services().settings), screen)
    keep(_files(sheet))
    return _picture(sheet, step, digest)


@bp.get("/<locale:locale>/o/<organisation>/")
def branded_index(locale: str, organisation: str) -> str:
    """An organisation's tutorials."""
    branding = _public(organisation)
    keep({*files_of_choices(the_tutorials(), locale), _stamp(organisation)})
    return _render_choices(locale, branding, "tutorials.branded_index", organisation=organisation)


@bp.get("/<locale:locale>/o/<organisation>/<tutorial>")
def branded(locale: str, organisation: str, tutorial: str) -> Response:
    """What the QR code leads to: the sheet on a phone. Others may show it inside their own site."""
    sheet = get_sheet(tutorial, locale, _public(organisation))
    keep({*_files(sheet), _stamp(organisation)})
    addresses = _addresses("tutorials.branded", sheet, organisation=organisation, tutorial=tutorial)
    response = make_response(_render_sheet(sheet, addresses))
    response.headers["Content-Security-Policy"] = content_policy(frame_ancestors="*")
    return response


@bp.get("/<locale:locale>/o/<organisation>/<tutorial>/pictures/<screen>/<step>-<digest>.svg")
def branded_picture(locale: str, organisation: str, tutorial: str, screen: str, step: str, digest: str) -> Response:
    """A drawing in the organisation's colour, with its sender address."""
    sheet = get_sheet(tutorial, locale, _public(organisation), screen)
    keep({*_files(sheet), _stamp(organisation)})
    return _picture(sheet, step, digest)


@bp.get("/<locale:locale>/o/<organisation>/<tutorial>.pdf")
def branded_pdf(locale: str, organisation: str, tutorial: str) -> ResponseReturnValue:
    """The sheet to print; in plain words when it cannot be made now."""
    sheet = get_sheet(tutorial, locale, _public(organisation))
    document = make_document(sheet, services().settings.public_url)
    try:
        pdf = services().pdfs.get(document, PDF_WAIT_SECONDS)
    except PdfError as error:
        return _without_pdf(sheet, is_for_long=isinstance(error, PdfUnavailable))
    if pdf is None:
        return _without_pdf(sheet, is_for_long=False)
    response = Response(pdf, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{sheet.id}-{locale}.pdf"'
    response.headers["Cache-Control"] = "no-cache"
    response.set_etag(document.key())
    response.make_conditional(request)
    return response


@bp.get("/o/<organisation>/colours-<colour>.css")
def colours(organisation: str, colour: str) -> Response:
    """The colour of a sheet as its own small stylesheet; all that it says stands in its address."""
    return Response(colour_rule(_colour(colour)) + "\n", mimetype="text/css", headers={"Cache-Control": A_YEAR})


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
    branding = _public(current_organisation().slug)
    sheet = get_sheet(tutorial, request.args.get("text") or request_locale().code, branding)
    return _svg(qr_code(public_place(sheet).page), "private, no-cache")


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
    sheet = get_sheet(tutorial, text, replace(branding, sender_address=sender, colour=colour), screen)
    return _svg(get_step(sheet, step).picture.data, "private, max-age=3600")


def _public(slug: str) -> SheetBranding:
    organisation = find_organisation(db.session, slug)
    if organisation is None:
        abort(404)
    branding = find_public_branding(db.session, organisation, services().settings)
    if branding is None:
        raise NotPublicError(slug)
    return branding


def _render_choices(locale: str, branding: SheetBranding, endpoint: str, **values: str) -> str:
    addresses = make_addresses(lambda code: external_url(endpoint, locale=code, **values), locale, INTERFACE_LOCALES)
    return render_template(
        "tutorials/index.html",
        choices=list_choices(the_tutorials(), locale),
        branding=branding,
        logo=public_logo(branding),
        addresses=addresses,
        address_of=lambda tutorial: sheet_path(branding, tutorial.id, locale),
    )


def _render_sheet(sheet: Sheet, addresses: Addresses) -> str:
    fragment = as_fragment(sheet, public_place(sheet), has_tools=True)
    return render_template("tutorials/page.html", sheet=sheet, fragment=fragment, addresses=addresses)


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


def _without_pdf(sheet: Sheet, *, is_for_long: bool) -> ResponseReturnValue:
    page = render_template("tutorials/no_pdf.html", sheet=sheet, page=public_place(sheet).page, is_for_long=is_for_long)
    if is_for_long:
        return page, 503, {"Cache-Control": "no-store", "Retry-After": "3600"}
    # The browser asks again by itself, without script.
    return page, 503, {"Cache-Control": "no-store", "Retry-After": str(TRY_AGAIN_SECONDS), "Refresh": str(TRY_AGAIN_SECONDS)}


def _stamp(organisation: str) -> Path:
    return stamp_file(services().settings.instance, organisation)


def _files(sheet: Sheet) -> set[Path]:
    tutorial = the_tutorials().find(sheet.id, sheet.locale.code)
    return the_tutorials().files(tutorial) if tutorial else set()
