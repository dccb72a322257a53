"""The address as a contact card and as a rule for Gmail."""

from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient

from helpcenter.organisations.addresses import AddressError
from helpcenter.tutorials.sender_files import make_gmail_filter, make_vcard
from tests.browsing import database
from tests.factories import make_organisation
from tests.labels.samples import decide_everything

SENDER = "bonjour@tilleuls.example"
APPS = "{http://schemas.google.com/apps/2006}property"


def properties(text: str) -> dict[str, str]:
    """The rule of a filter file."""
    found = ElementTree.fromstring(text.encode()).iter(APPS)  # noqa: S314 (our own file)
    return {each.attrib["name"]: each.attrib["value"] for each in found}


def test_the_rule_says_who_and_never_spam_and_nothing_else() -> None:
    assert properties(make_gmail_filter("Les Tilleuls", SENDER)) == {"from": SENDER, "shouldNeverSpam": "true"}


def test_an_address_with_a_plus_stands_in_parentheses() -> None:
    assert properties(make_gmail_filter("A", "a+b@c.example"))["from"] == "(a+b@c.example)"


def test_a_hostile_name_stays_a_title() -> None:
    text = make_gmail_filter("]]> <apps:property name='forwardTo' value='x'/> & --", SENDER)
    assert set(properties(text)) == {"from", "shouldNeverSpam"}


@pytest.mark.parametrize("address", ["a@b", "a b@c.example", "x OR y@c.example", 'a"@c.example', "a@c.example\r\nEMAIL:evil@x.example"])
def test_what_is_no_sender_address_gets_no_file(address: str) -> None:
    for make in (make_gmail_filter, make_vcard):
        with pytest.raises(AddressError):
            make("A", address)


def test_the_card_names_the_organisation_and_its_address() -> None:
    lines = make_vcard("Les Tilleuls", SENDER).split("\r\n")
    assert lines[:2] == ["BEGIN:VCARD", "VERSION:3.0"]
    assert "FN:Les Tilleuls" in lines
    assert f"EMAIL;TYPE=INTERNET,PREF:{SENDER}" in lines
    assert lines[-2:] == ["END:VCARD", ""]


def test_special_characters_of_a_name_are_escaped() -> None:
    assert "FN:A\\; B\\, C\\\\ D E" in make_vcard("A; B, C\\ D\nE", SENDER)


def test_long_lines_are_folded_between_letters() -> None:
    card = make_vcard("é" * 80, SENDER)
    assert all(len(line.encode()) <= 75 for line in card.split("\r\n"))
    assert "FN:" + "é" * 80 in card.replace("\r\n ", "")


def test_the_same_address_is_the_same_contact() -> None:
    uid = [line for line in make_vcard("A", SENDER).split("\r\n") if line.startswith("UID")]
    assert uid == [line for line in make_vcard("B", SENDER).split("\r\n") if line.startswith("UID")]


@pytest.fixture
def family(app: Flask) -> FlaskClient:
    """Somebody with a link of the centre."""
    with database(app) as session:
        make_organisation(session, slug="tilleuls", name="Les Tilleuls")
    return app.test_client()


@pytest.mark.parametrize("start", ["/ar/o/tilleuls", "/fr/tutorials"])
def test_both_files_are_public_in_every_language(family: FlaskClient, start: str) -> None:
    card, rule = family.get(f"{start}/contact.vcf"), family.get(f"{start}/mailFilters.xml")
    assert card.headers["Content-Type"] == "text/vcard; charset=utf-8"
    assert 'filename="mailFilters.xml"' in rule.headers["Content-Disposition"]
    assert properties(rule.get_data(as_text=True))["from"] == "ne-pas-repondre@ani.example"


def test_the_sheets_that_use_a_file_offer_it_and_others_do_not(app: Flask, family: FlaskClient) -> None:
    # One of them quotes labels from memory.
    decide_everything(app)
    offered = {
        sheet: [name for name in ("contact.vcf", "mailFilters.xml") if f'href="/fr/o/tilleuls/{name}"' in page]
        for sheet in ("gmail-web-filter-from-file", "apple-iphone-contact", "gmail-web-filter")
        if (page := family.get(f"/fr/o/tilleuls/{sheet}").get_data(as_text=True))
    }
    assert offered == {"gmail-web-filter-from-file": ["mailFilters.xml"], "apple-iphone-contact": ["contact.vcf"], "gmail-web-filter": []}
