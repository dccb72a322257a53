"""Finds the organisation's slug in what the sending software attached to a mail. See docs/operations.md, "whose mail"."""

import json
import re
from collections.abc import Iterator

from helpcenter.events.fields import mapping, text

MOST = 4
LONGEST = 500
# The slug alone, or before a separator and a number of the sender's own: mairie-a, mairie-a:4711, mairie-a/campaign.
SLUG = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)(?=$|[:/|;, ])")
NAME = "organisation"


def find_hint(*attached: object) -> str:
    """Every word that may be a slug, in this order, separated by blanks; the database knows which of them is one."""
    found = dict.fromkeys(slug for each in attached for slug in _slugs(each))
    return " ".join(list(found)[:MOST])


def _slugs(attached: object) -> Iterator[str]:
    if isinstance(attached, list):
        for each in attached[:MOST]:
            yield from _slugs(each)
    elif isinstance(attached, dict):
        yield from _slugs(attached.get(NAME))
    elif isinstance(attached, str) and attached[:1] == "{":
        yield from _slugs(_object(attached))
    elif match := SLUG.match(text(attached, LONGEST)):
        yield match[1][:60]


def _object(written: str) -> object:
    try:
        return mapping(json.loads(written[:LONGEST]))
    except (ValueError, RecursionError):
        return None
