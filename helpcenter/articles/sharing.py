"""What members hand on to their families: the articles for families, with the organisation's own address, on their home page."""

from flask import render_template

from helpcenter.articles.lists import Shelved
from helpcenter.articles.pages import Reading
from helpcenter.db import db
from helpcenter.i18n.locales import INTERFACE_LOCALES, LOCALES
from helpcenter.organisations.models import Organisation
from helpcenter.organisations.shown_branding import find_public_branding
from helpcenter.web.context import services

SECTION = "families"


def share_panel(organisation: Organisation) -> str:
    """The articles of the families' section in the organisation's languages, with links to copy; empty without any article."""
    settings = services().settings
    branding = find_public_branding(db.session, organisation, settings)
    # Articles exist in the languages of the interface only; sheets, in all of the organisation's.
    readings = [Reading(code, branding) for code in organisation.locales if code in INTERFACE_LOCALES]
    languages = [(LOCALES[reading.locale], shelf) for reading in readings if (shelf := _families(reading))]
    if not languages:
        return ""
    return render_template(
        "articles/share.html",
        languages=languages,
        place=readings[0].place,
        is_public=branding is not None,
        public_url=settings.public_url,
    )


def _families(reading: Reading) -> Shelved | None:
    section = next((each for each in reading.sections if each.id == SECTION), None)
    return next(iter(reading.lists.beginnings([section])), None) if section else None
