"""Where families get the sender address as a file: /<locale>/o/<organisation>/contact.vcf and mailFilters.xml, and their neutral twins."""

from flask import Blueprint, Response

from helpcenter.organisations.public_pages import get_public_branding, public_stamp
from helpcenter.organisations.shown_branding import ShownBranding, vendor_branding
from helpcenter.tutorials.sender_files import FILTER_TYPE, VCARD_TYPE, make_gmail_filter, make_vcard
from helpcenter.web.context import services
from helpcenter.web.kept import keep

bp = Blueprint("tutorials_files", __name__)


@bp.get("/<family:locale>/tutorials/contact.vcf")
def contact(locale: str) -> Response:
    """The vendor's address as a contact."""
    return _vcard(vendor_branding(services().settings))


@bp.get("/<family:locale>/tutorials/mailFilters.xml")
def gmail_filter(locale: str) -> Response:
    """The vendor's address as a rule for Gmail."""
    return _filter(vendor_branding(services().settings))


@bp.get("/<family:locale>/o/<organisation>/contact.vcf")
def branded_contact(locale: str, organisation: str) -> Response:
    """The organisation's address as a contact."""
    return _vcard(get_public_branding(organisation))


@bp.get("/<family:locale>/o/<organisation>/mailFilters.xml")
def branded_gmail_filter(locale: str, organisation: str) -> Response:
    """The organisation's address as a rule for Gmail."""
    return _filter(get_public_branding(organisation))


def _vcard(branding: ShownBranding) -> Response:
    # Shown, not downloaded: a telephone then offers to add the contact at once.
    return _file(branding, make_vcard(branding.name, branding.sender_address), VCARD_TYPE, 'inline; filename="contact.vcf"')


def _filter(branding: ShownBranding) -> Response:
    text = make_gmail_filter(branding.name, branding.sender_address)
    return _file(branding, text, FILTER_TYPE, 'attachment; filename="mailFilters.xml"')


def _file(branding: ShownBranding, text: str, kind: str, disposition: str) -> Response:
    # The vendor's own address is a setting: it changes with a start only.
    keep([public_stamp(branding.slug)] if branding.slug else [])
    headers = {"Content-Disposition": disposition, "Cache-Control": "no-cache"}
    return Response(text, content_type=f"{kind}; charset=utf-8", headers=headers)
