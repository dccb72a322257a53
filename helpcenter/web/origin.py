"""Whether a form was sent from a page of this site: the protection of forms that need no cookie."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

# "none": typed, reloaded or opened from a bookmark by the person.
OWN_SITES = frozenset({"same-origin", "none"})


def is_from_own_page(headers: Mapping[str, str], hosts: Iterable[str]) -> bool:
    """False when the browser says that another site sent this form; old browsers say nothing, and are believed."""
    site = headers.get("Sec-Fetch-Site", "")
    if site:
        return site in OWN_SITES
    origin = headers.get("Origin", "")
    try:
        return not origin or urlsplit(origin).hostname in set(hosts)
    except ValueError:
        # No browser writes an address that is none, such as http://[.
        return False
