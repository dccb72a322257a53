"""The limiter's key: a network, never a person's address."""

import pytest
from flask import Flask

from helpcenter.web.limits import limiter, network_of


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


def test_no_limit_is_meant_to_hold_everywhere_for_nobody_asks_for_it(app: Flask) -> None:
    """Such a limit would have no effect: init_limits lets each limit be checked at its view only."""
    limits = limiter.limit_manager
    assert [*limits.default_limits, *limits.application_limits] == []
    assert [name for name in app.blueprints if limits.blueprint_limits(app, name)] == []
