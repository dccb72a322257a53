"""The number of a version as a browser sends it: in an address, or in a hidden field that anybody may change."""

# Nobody saves a million versions, and PostgreSQL refuses numbers without bound.
MOST_DIGITS = 6


def read_number(text: str) -> int | None:
    """The number; None for what is none."""
    # isdigit alone takes digits of every script, and signs such as ², which int() refuses.
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None
