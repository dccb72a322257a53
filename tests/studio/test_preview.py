import pytest

from helpcenter.studio.preview import Kept, KnownSenders, read_preview
from tests.tutorials.samples import SENDER, make_branding

OWN = "bonjour@tilleuls.example"
SENDERS = KnownSenders(vendor=SENDER, verified=OWN)
GOOD = {
    "name": "Les Érables",
    "colour": "#8a2f4f",
    "sender_address": "",
    "contact_line": "Accueil",
    "good_name": "Les Ormes",
    "good_colour": "#123456",
    "good_sender_address": OWN,
    "good_contact_line": "Bureau",
}


def test_values_that_can_be_used_are_shown() -> None:
    preview = read_preview(GOOD, make_branding(), SENDERS)
    assert preview.kept == ()
    shown = preview.branding
    assert (shown.name, shown.colour, shown.sender_address, shown.contact_line) == ("Les Érables", "#8a2f4f", SENDER, "Accueil")


def test_a_value_that_cannot_be_used_keeps_the_last_good_one_and_says_so() -> None:
    bad = {"name": "   ", "colour": "reddish", "sender_address": "nobody", "contact_line": "x" * 300}
    preview = read_preview(GOOD | bad, make_branding(), SENDERS)
    assert set(preview.kept) == {Kept.NAME, Kept.COLOUR, Kept.SENDER_ADDRESS, Kept.CONTACT_LINE}
    shown = preview.branding
    assert (shown.name, shown.colour, shown.sender_address, shown.contact_line) == ("Les Ormes", "#123456", OWN, "Bureau")


def test_without_a_last_good_one_the_saved_one_stays() -> None:
    saved = make_branding()
    preview = read_preview({"colour": "no", "name": "", "sender_address": "a\nb@c.example"}, saved, SENDERS)
    assert preview.branding == saved


def test_a_forged_last_good_value_is_checked_like_a_typed_one() -> None:
    forged = {"colour": "no", "good_colour": "red}", "name": "", "good_name": "\u202e", "sender_address": "x", "good_sender_address": "<x>"}
    assert read_preview(forged, make_branding(), SENDERS).branding == make_branding()


def test_a_pale_colour_is_shown_darker() -> None:
    assert read_preview(GOOD | {"colour": "#ffee00"}, make_branding(), SENDERS).branding.colour != "#ffee00"


@pytest.mark.parametrize(("typed", "is_draft"), [("", False), (SENDER, False), (OWN, False), ("neuve@tilleuls.example", True)])
def test_an_address_that_nobody_has_verified_makes_a_draft(typed: str, is_draft: bool) -> None:
    assert read_preview(GOOD | {"sender_address": typed}, make_branding(), SENDERS).branding.is_draft is is_draft
