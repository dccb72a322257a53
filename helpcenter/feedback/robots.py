"""Obvious robots by what they call themselves; the rest is counted, and the figures say so."""

import re
from functools import lru_cache

# CUBOT makes telephones.
NAMES = re.compile(
    r"(?<!cu)bot\b|bot[/_-]|crawl|spider|slurp|facebookexternal|whatsapp|telegram|preview|feedfetcher|headless|phantom|lighthouse"
    r"|curl|wget|python|httpx|aiohttp|okhttp|go-http|java/|libwww|apache-http|node-fetch|axios|monitor|uptime|pingdom|scan",
    re.IGNORECASE,
)
LONGEST_NAME = 400


def is_robot(agent: str) -> bool:
    """True for a User-Agent that names a program other than a browser, or nothing at all."""
    # Cut first: what is remembered of invented names must stay small.
    return not agent or _names_robot(agent[:LONGEST_NAME])


@lru_cache(maxsize=1024)
def _names_robot(agent: str) -> bool:
    return NAMES.search(agent) is not None
