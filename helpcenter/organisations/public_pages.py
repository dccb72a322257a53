"""What the public sees of an organisation: only with a sender address that staff have verified, kept by its stamp."""

from pathlib import Path

from flask import Flask, abort, url_for
from flask.typing import ResponseReturnValue

from helpcenter.db import db
from helpcenter.organisations.queries import find_organisation
from helpcenter.organisations.shown_branding import ShownBranding, find_public_branding
from helpcenter.organisations.stamps import stamp_file
from helpcenter.web.context import services
from helpcenter.web.errors import render_error
from helpcenter.web.locale import _


class NotPublicError(Exception):
    """The organisation's sender address waits for staff: nothing of it is public yet."""


def init_public_pages(app: Flask) -> None:
    """Let every room's pages of an organisation explain the wait in the same words."""
    app.register_error_handler(NotPublicError, explain_waiting)


def explain_waiting(_error: NotPublicError) -> ResponseReturnValue:
    """Say why there is no page."""
    advice = _(
        "The address from which this organisation sends its mails is being checked. Come back in a few days, or ask the organisation."
    )
    # For the public there is no such page yet; nobody is refused anything.
    return render_error(404, _("This page is not ready yet"), advice)


def get_public_branding(slug: str) -> ShownBranding:
    """How this organisation shows itself; 404 without such an organisation, NotPublicError while its address waits."""
    organisation = find_organisation(db.session, slug)
    if organisation is None:
        abort(404)
    branding = find_public_branding(db.session, organisation, services().settings)
    if branding is None:
        raise NotPublicError(slug)
    return branding


def public_logo(branding: ShownBranding) -> str:
    """The address of an organisation's logo; empty when it has none."""
    if not branding.logo:
        return ""
    return url_for("organisations.logo", organisation=branding.slug, logo_hash=branding.logo_hash)


def public_stamp(slug: str) -> Path:
    """The file that an organisation's pages are kept by."""
    return stamp_file(services().settings.instance, slug)
