"""Sender addresses: what is accepted, and which cause a refusal names."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpcenter.organisations.addresses import AddressError, AddressProblem, parse_sender_address

PLAIN = re.compile(r"[A-Za-z0-9._+-]+@[a-z0-9.-]+\.[a-z0-9-]+")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("accueil@mairie.example", "accueil@mairie.example"),
        ("  Accueil.Jeunesse+2026@Mairie.Example ", "Accueil.Jeunesse+2026@mairie.example"),
        ("a@xn--mairie-cva.example", "a@xn--mairie-cva.example"),
    ],
)
def test_an_address_is_kept_in_its_canonical_form(typed: str, kept: str) -> None:
    assert parse_sender_address(typed) == kept


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("accueil@mairie.example\nBcc: autre@mairie.example", AddressProblem.INVISIBLE),
        ("accueil@mairie.example\r", AddressProblem.INVISIBLE),
        ("accueil\u202e@mairie.example", AddressProblem.INVISIBLE),
        ("accueil@mairie\u2028.example", AddressProblem.INVISIBLE),
        ("accueil\u200b@mairie.example", AddressProblem.INVISIBLE),
        ("a" * 65 + "@mairie.example", AddressProblem.TOO_LONG),
        ("a@" + "b" * 60 + ".example" * 30, AddressProblem.TOO_LONG),
        ("mairie.example", AddressProblem.NOT_ONE_AT),
        ("a@b@mairie.example", AddressProblem.NOT_ONE_AT),
        ("", AddressProblem.NOT_ONE_AT),
        ("@mairie.example", AddressProblem.LOCAL_PART),
        ("é@mairie.example", AddressProblem.LOCAL_PART),
        ('"a b"@mairie.example', AddressProblem.LOCAL_PART),
        ("-rf@mairie.example", AddressProblem.LOCAL_PART),
        ("a..b@mairie.example", AddressProblem.LOCAL_PART),
        ("a.@mairie.example", AddressProblem.LOCAL_PART),
        ("a)b@mairie.example", AddressProblem.LOCAL_PART),
        ("accueil@mairie", AddressProblem.DOMAIN),
        ("accueil@127.0.0.1", AddressProblem.DOMAIN),
        ("accueil@-mairie.example", AddressProblem.DOMAIN),
        ("accueil@mairie..example", AddressProblem.DOMAIN),
        ("accueil@mairié.example", AddressProblem.DOMAIN),
        ("accueil@mairie.example>", AddressProblem.DOMAIN),
    ],
)
def test_a_refusal_names_its_cause(typed: str, problem: AddressProblem) -> None:
    with pytest.raises(AddressError) as caught:
        parse_sender_address(typed)
    assert caught.value.problem is problem


@given(st.text(alphabet=st.sampled_from("aZ9._+-@é \n\r\u202e\"'<>&;()%"), max_size=40))
def test_whatever_is_accepted_is_safe_in_sentences_links_and_xml(typed: str) -> None:
    try:
        address = parse_sender_address(typed)
    except AddressError:
        return
    assert PLAIN.fullmatch(address)
    assert len(address) <= 254
    assert parse_sender_address(address) == address


@given(st.from_regex(r"[a-z0-9]{1,20}\.[a-z0-9+_-]{1,20}[a-z0-9]@[a-z0-9]{1,20}\.(example|fr)", fullmatch=True))
def test_ordinary_addresses_are_accepted(address: str) -> None:
    assert parse_sender_address(address) == address
