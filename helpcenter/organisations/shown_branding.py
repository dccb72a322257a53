"""How an organisation, or the vendor, shows itself on sheets and pages that families see."""

import re
from dataclasses import dataclass

from sqlalchemy.orm import Session

from helpcenter.config import Settings
from helpcenter.organisations.logo_store import LogoStore
from helpcenter.organisations.models import Organisation
from helpcenter.organisations.queries import Sender, chosen_sender, public_sender

# The house's brand colour, for what belongs to no organisation.
VENDOR_COLOUR = "#0b6b6b"
BETWEEN_DIGITS = re.compile(r"(?<=\d) (?=\d)")


@dataclass(frozen=True)
class ShownBranding:
    """Whose sheet or page it is. An empty slug means the vendor; a draft must not leave the house."""

    name: str
    sender_address: str
    slug: str = ""
    colour: str = VENDOR_COLOUR
    contact_line: str = ""
    logo: bytes | None = None
    logo_hash: str | None = None
    is_draft: bool = False

    @property
    def owner(self) -> str:
        """Whose its PDFs are, for the cache; empty for the vendor."""
        return pdf_owner(self.slug) if self.slug else ""

    @property
    def contact(self) -> str:
        """Whom to ask, with telephone numbers that stay in one piece."""
        return BETWEEN_DIGITS.sub("\u00a0", self.contact_line)


def pdf_owner(slug: str) -> str:
    """The name under which the PDFs of an organisation are kept."""
    # With a beginning of its own: no short name can be that of another owner in the same cache, such as the dossiers'.
    return f"o-{slug}"


def vendor_branding(settings: Settings) -> ShownBranding:
    """The branding of what belongs to no organisation: the vendor and its single sender address."""
    return ShownBranding(name=settings.vendor_name, sender_address=settings.sender_address)


def find_public_branding(session: Session, organisation: Organisation, settings: Settings) -> ShownBranding | None:
    """The branding for public pages and PDFs; None while the organisation's own address waits for staff."""
    sender = public_sender(session, organisation, settings.sender_address)
    return _branding(organisation, sender, settings) if sender else None


def preview_branding(session: Session, organisation: Organisation, settings: Settings) -> ShownBranding:
    """The branding as it would be: with an address that nobody has verified it is a draft."""
    return _branding(organisation, chosen_sender(session, organisation, settings.sender_address), settings)


def _branding(organisation: Organisation, sender: Sender, settings: Settings) -> ShownBranding:
    return ShownBranding(
        name=organisation.name,
        sender_address=sender.address,
        slug=organisation.slug,
        colour=organisation.colour,
        contact_line=organisation.contact_line,
        logo=LogoStore(settings.instance).find(organisation.id, organisation.logo_hash),
        logo_hash=organisation.logo_hash,
        is_draft=not sender.is_verified,
    )
