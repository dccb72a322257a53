"""The right sheet for a person."""

import pytest

from helpcenter.tutorials.choices import list_tutorials
from helpcenter.tutorials.choosing import Chooser, Mailbox, is_probably_phone, read_ending
from helpcenter.tutorials.customisation import PLAIN, Customisation
from helpcenter.tutorials.tutorial import GENERIC, Device
from tests.tutorials.samples import real_tutorials


def chooser(custom: Customisation = PLAIN) -> Chooser:
    """The rule over the house's own tutorials in French."""
    tutorials = real_tutorials()
    domains = {name: tutorials.client(name).domains for name in tutorials.clients()}
    return Chooser(list_tutorials(tutorials, "fr"), domains, custom)


def find(domain: str, custom: Customisation = PLAIN) -> Mailbox:
    found = chooser(custom).find_by_domain(domain)
    assert found
    return found


@pytest.mark.parametrize(
    ("domain", "client"),
    [
        ("gmail.com", "gmail"),
        ("GMAIL.COM", "gmail"),
        ("googlemail.com", "gmail"),
        ("hotmail.fr", "outlook_web"),
        ("hotmail.be", "outlook_web"),
        ("live.co.uk", "outlook_web"),
        ("outlook.com.tr", "outlook_web"),
        ("msn.com", "outlook_web"),
        ("orange.fr", "orange"),
        ("wanadoo.fr", "orange"),
        ("free.fr", "free_zimbra"),
        ("sfr.fr", "sfr"),
        ("neuf.fr", "sfr"),
        ("laposte.net", "laposte"),
        ("bbox.fr", "bouygues"),
        ("yahoo.it", "yahoo"),
        ("icloud.com", "apple"),
        ("proton.me", "proton"),
        ("mairie.example", GENERIC),
        ("nothotmail.fr", GENERIC),
        ("hotmail.fr.evil.example", GENERIC),
    ],
)
def test_the_end_of_an_address_tells_the_mailbox(domain: str, client: str) -> None:
    assert find(domain).client == client


def test_on_a_phone_only_what_works_there_the_mail_in_the_spam_folder_first() -> None:
    ways = chooser().ways(find("gmail.com"), Device.PHONE)
    assert ways.in_order[0].id == "gmail-android-ios-not-spam"
    assert {sheet.meta.device for sheet in ways.in_order} == {Device.PHONE}


def test_on_a_computer_the_strongest_way_first() -> None:
    ways = chooser().ways(find("gmail.com"), Device.COMPUTER)
    assert {sheet.meta.device for sheet in ways.in_order} == {Device.COMPUTER}
    assert ways.after_a_mail[0].id == "gmail-web-not-spam"
    assert ways.in_order[0].meta.strength == "strong"
    assert not ways.in_order[0].meta.needs_received_mail


def test_outlook_addresses_on_a_phone_get_the_sheet_of_its_app() -> None:
    assert chooser().ways(find("hotmail.fr"), Device.PHONE).in_order[0].meta.client == "outlook_mobile"


@pytest.mark.parametrize(("domain", "device"), [("sfr.fr", Device.COMPUTER), ("orange.fr", Device.PHONE), ("mairie.example", Device.PHONE)])
def test_where_nobody_knows_the_way_the_sheet_says_so(domain: str, device: Device) -> None:
    ways = chooser().ways(find(domain), device)
    assert ways.in_order
    assert all(sheet.is_generic for sheet in ways.in_order)


def test_programs_without_addresses_are_offered_on_their_device() -> None:
    names = {device: {each.client for each in chooser().programs(device)} for device in Device}
    assert "thunderbird" in names[Device.COMPUTER]
    assert "thunderbird" not in names[Device.PHONE]
    assert {"apple", "outlook_mobile"} <= names[Device.PHONE]


def test_every_sheet_can_be_reached() -> None:
    rule = chooser()
    reached = {sheet.id for box in rule.mailboxes() for device in box.devices for sheet in rule.ways(box, device).in_order}
    assert reached == set(real_tutorials().ids())


def test_an_organisation_s_choice_and_order_are_kept() -> None:
    custom = Customisation(tutorials=("orange-web-green-list", "gmail-web-filter", "gmail-web-filter-from-file", "gone"))
    rule = chooser(custom)
    assert [each.client for each in rule.mailboxes()] == ["orange", "gmail"]
    ways = rule.ways(find("gmail.com", custom), Device.COMPUTER)
    assert [sheet.id for sheet in ways.in_order] == ["gmail-web-filter", "gmail-web-filter-from-file"]
    assert rule.find_by_domain("yahoo.fr") is None


@pytest.mark.parametrize(
    ("typed", "ending"),
    [
        ("orange.fr", "orange.fr"),
        ("@Orange.FR ", "orange.fr"),
        ("jean.dupont@orange.fr", "orange.fr"),
        ("jean@dupont@orange.fr", "orange.fr"),
        ("orange", ""),
        ("", ""),
        ("<script>.fr", ""),
        ("a." * 200 + "fr", ""),
    ],
)
def test_only_what_stands_behind_the_at_is_read(typed: str, ending: str) -> None:
    assert read_ending(typed) == ending


def test_the_name_of_the_browser_is_a_hint() -> None:
    assert is_probably_phone("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) Mobile/15E148")
    assert not is_probably_phone("Mozilla/5.0 (X11; Linux x86_64)")
