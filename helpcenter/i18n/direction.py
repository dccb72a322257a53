"""Which way words run whose language nobody knows, such as the name of an organisation on an Arabic page."""

from unicodedata import bidirectional

DIRECTIONS = {"L": "ltr", "R": "rtl", "AL": "rtl"}


def direction_of(text: str) -> str:
    """That of the first letter that has one, as `dir="auto"` finds it; the PDF engine does not know that word."""
    return next((DIRECTIONS[kind] for kind in map(bidirectional, text) if kind in DIRECTIONS), "ltr")
