"""The page of members: texts to copy, papers to print, and whether the address is safe to announce."""

from collections.abc import Sequence

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from helpcenter.db import db
from helpcenter.i18n.locales import FAMILY_LOCALES, LOCALES, get_locale
from helpcenter.kit.paper import find_paper_texts, make_paper, paper_name
from helpcenter.kit.safety_pages import ask_now, show_safety
from helpcenter.kit.texts import PAPERS, Announcement, Kind, find_text, list_texts
from helpcenter.organisations.access import current_organisation, member_required
from helpcenter.organisations.public_pages import get_public_branding
from helpcenter.organisations.queries import chosen_sender
from helpcenter.organisations.shown_branding import ShownBranding, find_public_branding
from helpcenter.tutorials.queries import find_customisation
from helpcenter.web.context import services
from helpcenter.web.limits import limiter
from helpcenter.web.pages import external_url
from helpcenter.web.pdf_pages import answer_pdf

bp = Blueprint("kit", __name__, url_prefix="/organisation/kit")


@bp.get("")
@member_required
def own() -> ResponseReturnValue:
    """Everything in one language of the organisation, with a copy button for each text."""
    organisation = current_organisation()
    settings = services().settings
    branding = find_public_branding(db.session, organisation, settings)
    locale = _chosen_locale(organisation.locales)
    sender = chosen_sender(db.session, organisation, settings.sender_address)
    return render_template(
        "kit/own.html",
        organisation=organisation,
        branding=branding,
        texts=list_texts(services().library, _announce(branding, [locale])[locale], locale) if branding else (),
        papers=PAPERS,
        text_locale=get_locale(locale),
        own_locales=[LOCALES[code] for code in organisation.locales],
        locales=[LOCALES[code] for code in FAMILY_LOCALES],
        sender=sender,
        safety=show_safety(sender.address, url_for("kit.check")),
    )


@bp.post("/check")
@member_required
# Each asks the domain name system some twenty questions.
@limiter.limit("30 per hour")
def check() -> ResponseReturnValue:
    """Let the queue look at what the domain of the organisation's address publishes."""
    sender = chosen_sender(db.session, current_organisation(), services().settings.sender_address)
    ask_now(sender.address)
    return redirect(url_for("kit.own", _anchor="check"))


@bp.get("/<kind>/<text>.txt")
@member_required
def download(kind: str, text: str) -> Response:
    """A text as a file."""
    branding = get_public_branding(current_organisation().slug)
    # Nothing is announced while the address waits: get_public_branding ends in a 404 then.
    found = find_text(services().library, _announce(branding, [_known(text)])[text], _kind(kind), text)
    if found is None:
        abort(404)
    headers = {"Content-Disposition": f'attachment; filename="{found.filename}.txt"', "Cache-Control": "private, no-cache"}
    # Windows programs read UTF-8 when a file says so at its beginning.
    return Response("\ufeff" + found.plain.replace("\n", "\r\n") + "\r\n", mimetype="text/plain", headers=headers)


@bp.get("/<kind>/<text>.pdf")
@member_required
def paper(kind: str, text: str) -> ResponseReturnValue:
    """The poster or the sign, with a second language when one is wanted (`?with=ar`)."""
    wanted = _kind(kind)
    branding = get_public_branding(current_organisation().slug)
    second = request.args.get("with", "")
    # The same language twice is one.
    locales = [_known(text), *([second] if second in FAMILY_LOCALES and second != text else [])]
    texts = find_paper_texts(services().library, _announce(branding, locales), wanted) if wanted in PAPERS else ()
    if not texts:
        abort(404)
    document = make_paper(wanted, texts, branding, [_sheets_url(branding, each.locale.code) for each in texts])
    return answer_pdf(document, paper_name(wanted, texts), external_url("kit.own", text=text))


def _announce(branding: ShownBranding, locales: Sequence[str]) -> dict[str, Announcement]:
    """What is announced, by language: each has its own page of sheets, and its own line of whom to ask where one is written."""
    custom = find_customisation(db.session, current_organisation().id)
    return {
        code: Announcement(branding.name, branding.sender_address, _sheets_url(branding, code), custom.in_language(branding, code).contact)
        for code in locales
    }


def _sheets_url(branding: ShownBranding, locale: str) -> str:
    return external_url("tutorials.branded_index", locale=locale, organisation=branding.slug)


def _chosen_locale(own: list[str]) -> str:
    wanted = (request.args.get("text", ""), *own)
    return next((code for code in wanted if code in FAMILY_LOCALES), FAMILY_LOCALES[0])


def _known(locale: str) -> str:
    return locale if locale in FAMILY_LOCALES else abort(404)


def _kind(text: str) -> Kind:
    return Kind(text) if text in set(Kind) else abort(404)
