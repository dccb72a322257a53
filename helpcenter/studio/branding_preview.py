"""The preview beside the branding form, in requests: the form's values in, the fragment that stands beside the form out."""

from dataclasses import dataclass, replace
from typing import Any

from flask import render_template, request, url_for
from markupsafe import Markup

from helpcenter.db import db
from helpcenter.i18n.locales import get_locale
from helpcenter.organisations.access import current_organisation
from helpcenter.organisations.explanations import explain_logo
from helpcenter.organisations.logo_store import LogoStore
from helpcenter.organisations.logos import LogoError, clean_logo
from helpcenter.organisations.models import Organisation
from helpcenter.organisations.queries import public_sender
from helpcenter.organisations.shown_branding import ShownBranding, preview_branding
from helpcenter.studio.preview import GOOD, Kept, KnownSenders, Preview, read_preview
from helpcenter.tutorials.choices import list_tutorials
from helpcenter.tutorials.pages import as_fragment, get_sheet, the_tutorials
from helpcenter.tutorials.places import SheetPlace
from helpcenter.tutorials.queries import find_customisation
from helpcenter.tutorials.sheet import Sheet, Step
from helpcenter.web.context import services
from helpcenter.web.locale import _, request_locale

LEVEL_BELOW_FORM = 2


@dataclass(frozen=True)
class LogoChoice:
    """The logo to show, and why an uploaded file cannot be it."""

    hash: str | None
    problem: str = ""


def preview_head(organisation: Organisation) -> str:
    """What the branding page needs in its head."""
    return render_template("studio/preview_head.html", organisation=organisation, colour=organisation.colour)


def preview_scripts(organisation: Organisation) -> str:
    """The script that lets the preview follow."""
    return render_template("studio/preview_scripts.html")


def preview_panel(organisation: Organisation) -> str:
    """The preview with its choices, as the branding looks that is saved."""
    saved = preview_branding(db.session, organisation, services().settings)
    locale = request_locale().code
    return render_template(
        "studio/preview.html",
        tutorials=list_tutorials(the_tutorials(), locale),
        locales=[get_locale(code) for code in organisation.locales or [locale]],
        sheet=render_preview(Preview(saved, ())),
    )


def read_form(organisation: Organisation) -> tuple[Preview, str]:
    """The preview of what stands in the branding form, and what is wrong with an uploaded logo."""
    settings = services().settings
    saved = preview_branding(db.session, organisation, settings)
    public = public_sender(db.session, organisation, settings.sender_address)
    preview = read_preview(request.form, saved, KnownSenders(settings.sender_address, public.address if public else None))
    chosen = _choose_logo(organisation)
    logo = LogoStore(settings.instance).find(organisation.id, chosen.hash)
    kept = (*preview.kept, Kept.LOGO) if chosen.problem else preview.kept
    return Preview(replace(preview.branding, logo=logo, logo_hash=chosen.hash), kept), chosen.problem


def _choose_logo(organisation: Organisation) -> LogoChoice:
    if request.form.get("remove_logo"):
        return LogoChoice(None)
    # The last good one travels with the form: a browser cannot put a file back into its field.
    before = request.form.get(f"{GOOD}logo") or request.form.get("logo_hash") or organisation.logo_hash
    file = request.files.get("logo")
    if file is None or not file.filename:
        return LogoChoice(before)
    try:
        # Kept at once, under its hash: the preview shows it by its address before anything is saved.
        return LogoChoice(LogoStore(services().settings.instance).keep(organisation.id, clean_logo(file.read())))
    except LogoError as error:
        return LogoChoice(before, explain_logo(error.problem))


def render_preview(preview: Preview, logo_problem: str = "") -> Markup:
    """The chosen sheet with this branding, and a note for each value that had to be kept."""
    branding = preview.branding
    sheet = chosen_sheet(branding)
    notes = _notes(preview, logo_problem)
    html = render_template(
        "studio/preview_sheet.html",
        branding=branding,
        sheet=show_draft(sheet) if sheet else "",
        notes=notes,
        is_logo_refused=bool(logo_problem),
    )
    return Markup(html)  # noqa: S704 - rendered by our template, which escapes


def chosen_sheet(branding: ShownBranding) -> Sheet | None:
    """The sheet that is chosen beside the preview, else the first; None when there is no tutorial."""
    locale = request_locale().code
    # The fragment is posted, the page behind it is not: either may name the sheet.
    wanted = request.values.get("preview_tutorial", "")
    known = [tutorial.id for tutorial in list_tutorials(the_tutorials(), locale)]
    chosen = wanted if wanted in known else next(iter(known), None)
    if chosen is None:
        return None
    text = request.values.get("preview_locale", "")
    custom = find_customisation(db.session, current_organisation().id)
    return get_sheet(chosen, text if text in the_tutorials().locales(chosen) else locale, branding, custom=custom)


def show_draft(sheet: Sheet, top: int = LEVEL_BELOW_FORM) -> Markup:
    """A sheet for members only: its pictures are drawn from what the address says, saved or not."""
    return as_fragment(sheet, private_place(sheet), top=top)


def private_place(sheet: Sheet) -> SheetPlace:
    """The addresses of a sheet that only members see."""
    branding = sheet.branding
    facts: dict[str, Any] = {"text": sheet.locale.code, "screen": sheet.screen.code}

    def picture(step: Step) -> str:
        colour = branding.colour.removeprefix("#")
        return url_for("studio.preview_picture", tutorial=sheet.id, step=step.id, sender=branding.sender_address, colour=colour, **facts)

    other = url_for("studio.sheet", tutorial=sheet.other_way.id, **facts) if sheet.other_way else ""
    logo = url_for("organisations.logo_preview", logo_hash=branding.logo_hash) if branding.logo else ""
    return SheetPlace(page="", other=other, picture=picture, logo=logo)


def _notes(preview: Preview, logo_problem: str) -> list[str]:
    texts = {
        Kept.NAME: _("The name cannot be used as it is: the preview keeps the last good one."),
        Kept.COLOUR: _("This is not a colour yet: the preview keeps the last good one."),
        Kept.SENDER_ADDRESS: _("This is not an address yet: the preview keeps the last good one."),
        Kept.CONTACT_LINE: _("The contact line is too long: the preview keeps the last good one."),
        Kept.LOGO: logo_problem,
    }
    return [texts[field] for field in preview.kept]
