"""The limiter's key: a network, never a person's address."""

import pytest

from helpcenter.web.limits import network_of


@pytest.mark.parametrize(
    ("address", "network"),
    [("203.0.113.77", "203.0.113"), ("2001:db8:1:2::9", "2001:db8:1"), ("", "")],
)
def test_addresses_of_one_network_count_together(address: str, network: str) -> None:
    assert network_of(address) == network
