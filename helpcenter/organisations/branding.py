"""The branding page at work: what the form holds, what is saved, what is shown again."""

from flask import render_template
from werkzeug.datastructures import FileStorage

from helpcenter.accounts.access import the_user
from helpcenter.db import db
from helpcenter.db.engine import only_looking
from helpcenter.organisations.colours import ColourChoice, ColourError, choose_colour
from helpcenter.organisations.events import BrandingChanged, SheetsChanged
from helpcenter.organisations.forms import BrandingForm
from helpcenter.organisations.logo_store import LogoStore
from helpcenter.organisations.models import Organisation
from helpcenter.organisations.queries import chosen_sender, latest_address, public_sender
from helpcenter.organisations.service import Branding, branding_of, change_branding, request_address
from helpcenter.web.context import services


class BrandingPage:
    """One request of the branding page, for one organisation."""

    def __init__(self, organisation: Organisation) -> None:
        self.organisation = organisation
        self.settings = services().settings
        self.store = LogoStore(self.settings.instance)
        self.sender = chosen_sender(db.session, organisation, self.settings.sender_address)
        own = self.sender.address if self.sender.is_own else ""
        self.form = BrandingForm(obj=organisation, sender_address=own)
        self.corrected_colour: str | None = None

    def accept(self) -> bool:
        """Save what was sent; False when something in it is wrong, and then nothing but the logo is kept."""
        # A large picture takes a second to open and to write anew: on SQLite no family could answer meanwhile.
        with only_looking(db.session):
            is_valid = self.form.validate_on_submit()
        self._keep_logo()
        if not is_valid:
            return False
        colour = choose_colour(self.form.colour.data or "")
        self.corrected_colour = colour.asked if colour.is_corrected else None
        before = branding_of(self.organisation)
        change_branding(self.organisation, self._branding(colour))
        request_address(db.session, services().clock, self.organisation, self.form.sender_address.data or "", self.settings.sender_address)
        events = services().events
        events.publish(db.session, BrandingChanged(self.organisation, before, the_user()))
        events.publish(db.session, SheetsChanged(self.organisation.id))
        return True

    def show(self, asked_colour: str = "") -> str:
        """The page, with the colour that was asked for when it had to be darkened."""
        # A browser never sends a chosen file twice: what was uploaded is remembered by its hash.
        if isinstance(self.form.logo.data, FileStorage):
            self.form.logo.data = None
        return render_template(
            "organisations/branding.html",
            form=self.form,
            organisation=self.organisation,
            sender=self.sender,
            latest=latest_address(db.session, self.organisation),
            is_public=public_sender(db.session, self.organisation, self.settings.sender_address) is not None,
            vendor_address=self.settings.sender_address,
            colour=_read_colour(asked_colour or self.form.colour.data or ""),
        )

    def _keep_logo(self) -> None:
        form = self.form
        if form.uploaded:
            form.logo_hash.data = self.store.keep(self.organisation.id, form.uploaded)
            form.remove_logo.data = False
        # The hash comes back from the browser: only what this very organisation has uploaded can become its logo.
        elif not self.store.has(self.organisation.id, form.logo_hash.data or ""):
            form.logo_hash.data = self.organisation.logo_hash or ""

    def _branding(self, colour: ColourChoice) -> Branding:
        form = self.form
        logo_hash = None if form.remove_logo.data else form.logo_hash.data or None
        locales = tuple(form.locales.data or ())
        return Branding(form.name.data or "", colour.used, logo_hash, form.contact_line.data or "", locales)


def _read_colour(text: str) -> ColourChoice | None:
    try:
        return choose_colour(text)
    except ColourError:
        return None
