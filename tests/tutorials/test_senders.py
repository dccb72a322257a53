import pytest

from helpcenter.organisations.addresses import AddressError
from helpcenter.tutorials.senders import fill_link, search_form

URL = "https://mail.google.com/mail/u/0/#create-filter/from={sender}&sizeoperator=s_sl"


def test_a_plain_address_is_typed_as_it_is() -> None:
    assert search_form("a.b-c@ani.example") == "a.b-c@ani.example"


def test_a_plus_stands_in_parentheses_and_is_encoded_in_links() -> None:
    assert search_form("a+b@ani.example") == "(a+b@ani.example)"
    assert "from=%28a%2Bb%40ani.example%29&" in fill_link(URL, "a+b@ani.example")


@pytest.mark.parametrize("address", ["a&b@ani.example", "a b@ani.example", "a'b@ani.example", "a\n@ani.example", "<a@ani.example>"])
def test_no_other_sign_reaches_a_link(address: str) -> None:
    with pytest.raises(AddressError):
        fill_link(URL, address)
