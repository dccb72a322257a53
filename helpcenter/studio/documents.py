"""What the preview shows: the very page of the PDF, or the page on a phone or a computer, as a document for a frame."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from flask import make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from markupsafe import Markup

from helpcenter.articles.addresses import make_addresses
from helpcenter.db import db
from helpcenter.organisations.logo_store import LogoStore
from helpcenter.organisations.models import Organisation
from helpcenter.organisations.shown_branding import ShownBranding, preview_branding
from helpcenter.studio.branding_preview import private_place
from helpcenter.tutorials.choices import in_order, list_tutorials
from helpcenter.tutorials.options import AS_IT_IS
from helpcenter.tutorials.pages import get_sheet, the_tutorials
from helpcenter.tutorials.places import SheetPlace
from helpcenter.tutorials.printing import render
from helpcenter.tutorials.shape import Look, Shape
from helpcenter.tutorials.sheet import Sheet
from helpcenter.web.context import services
from helpcenter.web.headers import content_policy
from helpcenter.web.locale import request_locale
from helpcenter.web.pages import external_url


class View(StrEnum):
    """How the preview shows a sheet."""

    PAPER = "paper"
    """The page of the PDF."""
    PHONE = "phone"
    """The public page on a telephone."""
    DESKTOP = "desktop"
    """The public page on a computer."""


@dataclass(frozen=True)
class Wanted:
    """Which sheet the preview shows, and how."""

    tutorial: str
    locale: str
    view: View

    @classmethod
    def of_request(cls, shape: Shape, *, tutorial: str = "", locale: str = "") -> "Wanted":
        """What the preview's own fields say; what they do not say is chosen: the first sheet, the first language, paper."""
        view = request.values.get("preview_view", "")
        text = request.values.get("preview_locale", "") or locale
        offered = shape.look.locales
        code = text if text in offered or (text and text == locale) else _first_locale(offered)
        # Those that are handed out come first; one that is not may be looked at before it is chosen.
        known = [each.id for each in in_order(list_tutorials(the_tutorials(), code), shape)]
        everything = [each.id for each in list_tutorials(the_tutorials(), code)]
        asked = request.values.get("preview_tutorial", "") or tutorial
        chosen = asked if asked in everything else next(iter([*known, *everything]), "")
        return cls(chosen, code, View(view) if view in set(View) else View.PAPER)


def _first_locale(offered: tuple[str, ...]) -> str:
    here = request_locale().code
    return here if here in offered else offered[0]


def branding_of(organisation: Organisation, look: Look) -> ShownBranding:
    """The organisation's branding with the look of a version or of a form; a draft while its address waits."""
    saved = preview_branding(db.session, organisation, services().settings)
    logo = LogoStore(services().settings.instance).find(organisation.id, look.logo_hash)
    return replace(saved, colour=look.colour, contact_line=look.contact_line, logo=logo, logo_hash=look.logo_hash if logo else None)


def show_document(organisation: Organisation, shape: Shape, wanted: Wanted, notes: tuple[str, ...] = ()) -> ResponseReturnValue:
    """The document for the frame beside the form: only our own pages may hold it."""
    branding = branding_of(organisation, shape.look)
    sheet = get_sheet(wanted.tutorial, wanted.locale, branding, AS_IT_IS, shape.customisation())
    html = _paper(sheet, notes) if wanted.view is View.PAPER else _screen(sheet, notes)
    response = make_response(html)
    # Framed by our own pages only, and kept nowhere: it may show what was never saved.
    response.headers["Content-Security-Policy"] = content_policy(frame_ancestors="'self'")
    response.headers["Cache-Control"] = "no-store"
    return response


def _paper(sheet: Sheet, notes: tuple[str, ...]) -> str:
    fragment = render(sheet, _paper_place(sheet), is_paper=True)
    return render_template("studio/paper_document.html", sheet=sheet, fragment=Markup(fragment), notes=notes)  # noqa: S704 - escaped


def _screen(sheet: Sheet, notes: tuple[str, ...]) -> str:
    fragment = Markup(render(sheet, private_place(sheet), has_tools=True))  # noqa: S704 - rendered by our template, which escapes
    locales = the_tutorials().locales(sheet.id)
    slug, code = sheet.branding.slug, sheet.locale.code

    def address_of(locale: str) -> str:
        return external_url("tutorials.branded", locale=locale, organisation=slug, tutorial=sheet.id)

    # The page is in the language of the sheet, whatever the member reads.
    with force_locale(code):
        return render_template(
            "studio/screen_document.html",
            sheet=sheet,
            fragment=fragment,
            notes=notes,
            addresses=make_addresses(address_of, code, locales),
            query="",
            query_with=lambda **_wishes: address_of(code),
            is_embedded=False,
        )


def _paper_place(sheet: Sheet) -> SheetPlace:
    """As on paper, with codes that lead where the printed ones will."""
    place = private_place(sheet)
    page = external_url("tutorials.branded", locale=sheet.locale.code, organisation=sheet.branding.slug, tutorial=sheet.id)
    code: dict[str, Any] = {"tutorial": sheet.id, "text": sheet.locale.code}
    return replace(
        place,
        page=page,
        qr=url_for("studio.preview_qr", **code),
        stuck=f"{page}/stuck",
        stuck_qr=url_for("studio.preview_qr", stuck="1", **code),
    )
