"""What happened to an organisation that other rooms want to know."""

from dataclasses import dataclass

from helpcenter.accounts.models import User
from helpcenter.organisations.models import Organisation
from helpcenter.organisations.service import Branding


@dataclass(frozen=True)
class SheetsChanged:
    """The sheets of this organisation look different from now on."""

    organisation_id: int


@dataclass(frozen=True)
class BrandingChanged:
    """Somebody saved the branding page; `before` is how the organisation presented itself until then."""

    organisation: Organisation
    before: Branding
    by: User | None = None


@dataclass(frozen=True)
class MemberLeft:
    """This person no longer belongs to this organisation."""

    organisation_id: int
    user_id: int
