"""What families follow: neutral and branded tutorials."""

from dataclasses import replace
from pathlib import Path

from flask import Blueprint, Response, make_response, render_template, request
from flask.typing import ResponseReturnValue

from helpcenter.articles.addresses import Addresses, make_addresses
from helpcenter.organisations.public_pages import public_stamp
from helpcenter.organisations.shown_branding import vendor_branding
from helpcenter.tutorials.finder import branded_finder, neutral_finder, render_start
from helpcenter.tutorials.options import SheetOptions
from helpcenter.tutorials.pages import (
    answer_svg,
    as_fragment,
    get_public_sheet,
    get_sheet,
    get_step,
    public_place,
    the_tutorials,
)
from helpcenter.tutorials.places import options_query
from helpcenter.tutorials.printing import make_document, pdf_name
from helpcenter.tutorials.sheet import Sheet
from helpcenter.web.context import services
from helpcenter.web.headers import content_policy
from helpcenter.web.kept import keep
from helpcenter.web.pages import external_url
from helpcenter.web.pdf_pages import answer_pdf

bp = Blueprint("tutorials", __name__)
# The address of a drawing holds its digest: another drawing has another address.
A_YEAR = "public, max-age=31536000, immutable"
# In the address of a page that another site shows in a frame: without the site's own head and foot.
EMBEDDED = "embed"


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
    response = make_response(_render_sheet(sheet, addresses, is_embedded=EMBEDDED in request.args))
    # The only pages that others may frame: nobody is signed in on them (docs/decisions/0021).
    response.headers["Content-Security-Policy"] = content_policy(frame_ancestors="*")
    return response


@bp.get("/<family:locale>/o/<organisation>/<tutorial>/pictures/<screen>/<step>-<digest>.svg")
def branded_picture(locale: str, organisation: str, tutorial: str, screen: str, step: str, digest: str) -> Response:
    """A drawing in the organisation's colour, with its sender address."""
    sheet = get_public_sheet(organisation, tutorial, locale, SheetOptions(screen=screen))
    return _picture(sheet, step, digest)


@bp.get("/<family:locale>/o/<organisation>/<tutorial>.pdf")
def branded_pdf(locale: str, organisation: str, tutorial: str) -> ResponseReturnValue:
    """The sheet to print; in plain words when it cannot be made now."""
    sheet = get_public_sheet(organisation, tutorial, locale)
    document = make_document(sheet, services().settings.public_url)
    # Only the finished PDF is kept (a 200); the page that says "in a moment" is not.
    keep({*_files(sheet), public_stamp(organisation)})
    return answer_pdf(document, pdf_name(sheet), public_place(sheet).page)


def _render_sheet(sheet: Sheet, addresses: Addresses, *, is_embedded: bool = False) -> str:
    fragment = as_fragment(sheet, public_place(sheet), has_tools=True)
    return render_template(
        "tutorials/page.html",
        sheet=sheet,
        fragment=fragment,
        addresses=addresses,
        query=options_query(sheet),
        query_with=lambda **wishes: _with_frame(replace(sheet.options, **wishes).query(), is_embedded) or request.path,
        is_embedded=is_embedded,
    )


def _with_frame(query: str, is_embedded: bool) -> str:
    """The wishes, and that the page stands in a frame."""
    return f"{query}{'&' if query else '?'}{EMBEDDED}=1" if is_embedded else query


def _addresses(endpoint: str, sheet: Sheet, **values: str) -> Addresses:
    locales = the_tutorials().locales(sheet.id)
    return make_addresses(lambda code: external_url(endpoint, locale=code, **values), sheet.locale.code, locales)


def _picture(sheet: Sheet, step_id: str, digest: str) -> Response:
    picture = get_step(sheet, step_id).picture
    if picture.digest != digest:
        # An older page may still ask for the drawing before: it gets the present one, but not for ever. Whoever invents
        # digests must not fill the memory.
        return answer_svg(picture.data, "no-cache")
    stamps = {public_stamp(sheet.branding.slug)} if sheet.branding.slug else set()
    keep({*_files(sheet), *stamps})
    return answer_svg(picture.data, A_YEAR)


def _files(sheet: Sheet) -> set[Path]:
    tutorial = the_tutorials().find_shown(sheet.id, sheet.locale.code)
    return the_tutorials().files(tutorial) if tutorial else set()
