"""Addresses: read, compared, shown in part."""

import pytest

from helpcenter.consent.addresses import canonical_address, mask_address, parse_address
from helpcenter.consent.domains import likely_address, likely_domain


@pytest.mark.parametrize(
    ("address", "shown"),
    [("marie@free.fr", "m…@free.fr"), ("al@free.fr", "…@free.fr"), ("x@free.fr", "…@free.fr"), ("élodie@free.fr", "é…@free.fr")],
)
def test_an_address_is_never_shown_whole(address: str, shown: str) -> None:
    assert mask_address(address) == shown


@pytest.mark.parametrize(
    "text",
    ["", "marie", "marie@", "@free.fr", "marie@free", "a b@c", "marie@free.fr\r\nBcc: x@y.fr,z", "marie@@free.fr", "a" * 300 + "@free.fr"],
)
def test_what_is_not_an_address_is_none(text: str) -> None:
    assert parse_address(text) is None


def test_two_writings_of_one_mailbox_are_equal() -> None:
    assert canonical_address("Ma.Rie+x@GoogleMail.com") == canonical_address("marie@gmail.com")
    assert canonical_address("Marie@Free.FR") == canonical_address("marie@free.fr")
    assert canonical_address("ma.rie@free.fr") != canonical_address("marie@free.fr")


@pytest.mark.parametrize(
    ("domain", "meant"),
    [
        ("gmial.com", "gmail.com"),
        ("gmail.fr", "gmail.com"),
        ("gmail.con", "gmail.com"),
        ("hotmial.fr", "hotmail.fr"),
        ("orange.com", "orange.fr"),
        ("wanado.fr", "wanadoo.fr"),
        ("laposte.fr", "laposte.net"),
        ("yaho.fr", "yahoo.fr"),
        ("outlok.com", "outlook.com"),
    ],
)
def test_a_typing_mistake_in_a_domain_is_named(domain: str, meant: str) -> None:
    assert likely_domain(domain) == meant


@pytest.mark.parametrize(
    "domain",
    [
        "gmail.com",
        "free.fr",
        "sfr.fr",
        "gmx.fr",
        "mairie-bourg.fr",
        "courrier.example",
        "ac-lyon.fr",
        "icloud.com",
        "hotmail.co.uk",
        "aol.com",
    ],
)
def test_a_domain_without_doubt_raises_none(domain: str) -> None:
    assert likely_domain(domain) is None


def test_the_likely_address_keeps_what_stands_before_the_at() -> None:
    assert likely_address("marie.d@gmial.com") == "marie.d@gmail.com"
    assert likely_address("marie.d@gmail.com") is None
