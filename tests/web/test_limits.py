"""The limiter's key: a network, never a person's address."""

import pytest

from helpcenter.web.limits import network_of


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0"),
        ("2001:db8:1:2::9", "2001:db8:1::"),
        # However it is written.
        ("2001:db8::9", "2001:db8::"),
        ("2001:db8:0:0:1::9", "2001:db8::"),
        # What a server that listens on IPv6 sees of IPv4: all of it would be one network, and one guesser would shut everybody out.
        ("::ffff:203.0.113.77", "203.0.113.0"),
        ("::ffff:198.51.100.1", "198.51.100.0"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_addresses_of_one_network_count_together(address: str, network: str) -> None:
    assert network_of(address) == network
