"""The sender address in the forms that a mail client wants: typed, in a search expression, in a link."""

from urllib.parse import quote

from helpcenter.organisations.addresses import parse_sender_address


def search_form(address: str) -> str:
    """The address as a search expression: + has a meaning there, so such an address stands in parentheses."""
    return f"({address})" if "+" in address else address


def fill_link(url: str, address: str) -> str:
    """A direct link with the address in it, encoded as part of a search expression."""
    return url.replace("{sender}", quote(search_form(parse_sender_address(address)), safe=""))
