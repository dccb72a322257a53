from helpcenter.tutorials.places import SheetPlace, options_query, other_path, sheet_path
from tests.tutorials.samples import make_branding, real_sheet


def test_a_sheet_is_branded_for_an_organisation_and_neutral_for_the_vendor() -> None:
    assert sheet_path(make_branding(), "gmail-web-filter", "fr") == "/fr/o/tilleuls/gmail-web-filter"
    assert sheet_path(make_branding(slug=""), "gmail-web-filter", "en") == "/en/tutorials/gmail-web-filter"


def test_the_screens_language_is_named_only_when_it_is_another() -> None:
    assert options_query(real_sheet(locale="fr")) == ""
    assert options_query(real_sheet(locale="fr", screen="de")) == "?screen=de"
    assert other_path(real_sheet(locale="fr", screen="en")) == "/fr/o/tilleuls/gmail-web-not-spam?screen=en"


def test_the_short_address_can_be_typed() -> None:
    place = SheetPlace(page="https://aide.example/fr/o/tilleuls/x", other="", picture=lambda step: "")
    assert place.short_page == "aide.example/fr/o/tilleuls/x"
