"""Where a long mail address goes on in the next line: behind a sign that joins its words or before a dot, never within a word."""

import re

PLACES = re.compile(r"(?<=[@_-])|(?=\.)")


def address_parts(address: str) -> list[str]:
    """The address in pieces that stay whole."""
    return [part for part in PLACES.split(address) if part]
