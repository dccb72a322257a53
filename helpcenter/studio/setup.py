"""Wires the studio into an application: its pages, the preview beside the branding form, its job, what it notes of the branding page."""

from types import ModuleType

from flask import Flask

from helpcenter.organisations.events import BrandingChanged
from helpcenter.studio import deciding_pages, download_pages, history_pages, routes, shaping_pages, tasks, words_pages
from helpcenter.studio.branding_preview import preview_head, preview_panel, preview_scripts
from helpcenter.studio.shelf import keep_ids
from helpcenter.tutorials.customising import note_branding
from helpcenter.tutorials.pages import EXTENSION as TUTORIALS
from helpcenter.web.context import Services
from helpcenter.web.slots import fill_slot

# A module of pages that is not named here has no address.
PAGES: tuple[ModuleType, ...] = (routes, shaping_pages, words_pages, history_pages, download_pages, deciding_pages)


def init(app: Flask) -> None:
    """Fill the slots, register the job, listen to the branding page; app.py registers the pages through `routes.bp`."""
    found: Services = app.extensions["helpcenter"]
    fill_slot(app, "branding_head", preview_head)
    fill_slot(app, "branding_preview", preview_panel)
    fill_slot(app, "branding_scripts", preview_scripts)
    fill_slot(app, "organisation_sheets", deciding_pages.home_notices)
    fill_slot(app, "undecided_sheets", deciding_pages.undecided_notice)
    app.extensions[deciding_pages.SHEETS] = keep_ids(app.extensions[TUTORIALS])
    tasks.register(app)
    found.events.subscribe(BrandingChanged, lambda session, event: note_branding(session, found.clock, event))
