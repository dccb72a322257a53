from sqlalchemy.orm import Session

from helpcenter.config import Settings
from helpcenter.organisations.logo_store import LogoStore
from helpcenter.organisations.logos import clean_logo
from helpcenter.organisations.models import AddressState
from helpcenter.organisations.shown_branding import find_public_branding, preview_branding, vendor_branding
from tests.factories import make_organisation, make_sender_address
from tests.organisations.pictures import make_picture


def test_without_an_own_address_the_vendors_is_public(session: Session, settings: Settings) -> None:
    organisation = make_organisation(session, slug="tilleuls")
    public = find_public_branding(session, organisation, settings)
    assert public
    assert (public.sender_address, public.is_draft, public.slug) == (settings.sender_address, False, "tilleuls")


def test_a_first_own_address_that_waits_hides_everything_but_the_preview(session: Session, settings: Settings) -> None:
    organisation = make_organisation(session)
    make_sender_address(session, organisation=organisation, address="a@tilleuls.example", state=AddressState.PENDING)
    assert find_public_branding(session, organisation, settings) is None
    preview = preview_branding(session, organisation, settings)
    assert (preview.sender_address, preview.is_draft) == ("a@tilleuls.example", True)


def test_a_second_address_that_waits_leaves_the_verified_one_public(session: Session, settings: Settings) -> None:
    organisation = make_organisation(session)
    make_sender_address(session, organisation=organisation, address="a@tilleuls.example")
    make_sender_address(session, organisation=organisation, address="b@tilleuls.example", state=AddressState.PENDING)
    public = find_public_branding(session, organisation, settings)
    assert public
    assert public.sender_address == "a@tilleuls.example"
    assert preview_branding(session, organisation, settings).sender_address == "b@tilleuls.example"


def test_the_logo_comes_from_the_organisations_own_store(session: Session, settings: Settings) -> None:
    organisation = make_organisation(session)
    logo = clean_logo(make_picture())
    organisation.logo_hash = LogoStore(settings.instance).keep(organisation.id, logo)
    public = find_public_branding(session, organisation, settings)
    assert public
    assert public.logo == logo.data


def test_neutral_sheets_are_the_vendors(settings: Settings) -> None:
    vendor = vendor_branding(settings)
    assert (vendor.name, vendor.slug, vendor.sender_address) == ("ANI", "", settings.sender_address)
