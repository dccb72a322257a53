"""What the queue process does for the studio: it makes the PDFs of a bundle, a few at a time, so that others come in between."""

from dataclasses import replace

import structlog
from flask import Flask

from helpcenter.db import db
from helpcenter.documents.errors import ContentError
from helpcenter.organisations.models import Organisation
from helpcenter.organisations.shown_branding import ShownBranding, find_public_branding
from helpcenter.pdf import PdfError
from helpcenter.studio.bundles import Bundle, BundleStore, Item
from helpcenter.tutorials.customisation import Customisation
from helpcenter.tutorials.pages import the_tutorials
from helpcenter.tutorials.printing import make_document
from helpcenter.tutorials.queries import find_customisation
from helpcenter.tutorials.sheet import make_sheet
from helpcenter.web.context import Services, services

FILL = "studio.fill_bundle"
# Between two portions other jobs have their turn, mails among them.
AT_ONCE = 5
log = structlog.get_logger("helpcenter.studio")


def register(app: Flask) -> None:
    """Let the queue process fill bundles."""
    found: Services = app.extensions["helpcenter"]

    def fill(organisation_id: int, token: str) -> None:
        with app.app_context():
            fill_bundle(organisation_id, token)

    found.jobs.register(FILL, fill)


def fill_bundle(organisation_id: int, token: str) -> None:
    """Make the next few PDFs, and ask for the rest to be made later."""
    store = BundleStore(services().settings.instance, organisation_id)
    bundle, organisation = store.find(token), db.session.get(Organisation, organisation_id)
    branding = find_public_branding(db.session, organisation, services().settings) if organisation else None
    # Swept, or the address is not verified any more: nobody waits for this.
    if bundle is None or branding is None:
        return
    custom = find_customisation(db.session, organisation_id)
    # Rendering takes long: no transaction stays open meanwhile.
    db.session.rollback()
    bundle = _make_some(store, bundle, branding, custom)
    if not bundle.is_ready:
        services().jobs.enqueue(FILL, organisation_id=organisation_id, token=token)


def _make_some(store: BundleStore, bundle: Bundle, branding: ShownBranding, custom: Customisation) -> Bundle:
    waiting = [number for number, item in enumerate(bundle.items) if not item.is_done]
    for number in waiting[:AT_ONCE]:
        bundle = bundle.with_item(number, _make(bundle.items[number], branding, custom))
        # After each one: the page that waits shows how far it is, and a cut loses one sheet.
        store.put(bundle)
    return bundle


def _make(item: Item, branding: ShownBranding, custom: Customisation) -> Item:
    try:
        tutorial = the_tutorials().find(item.tutorial, item.locale)
        if tutorial is None:
            return replace(item, is_failed=True)
        document = make_document(make_sheet(the_tutorials(), tutorial, branding, custom=custom), services().settings.public_url)
        services().pdfs.render_now(document)
    except (ContentError, LookupError, PdfError) as error:
        # One sheet that cannot be made keeps no other from the member; the page names it.
        log.error("bundle without a sheet", tutorial=item.tutorial, locale=item.locale, cause=str(error))
        return replace(item, is_failed=True)
    return replace(item, key=document.key())
