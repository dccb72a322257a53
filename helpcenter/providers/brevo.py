"""Brevo: an address is taken from the list of blocked contacts with one DELETE."""

import logging
from urllib.parse import quote

import httpx

from helpcenter.providers.removal import Clock, Outcome, Removed, judge_status

SITE = "https://api.brevo.com"
TIMEOUT = httpx.Timeout(10, connect=5)
# It writes each address that it opens into the log, and the address holds a person's.
logging.getLogger("httpx").setLevel(logging.WARNING)


class BrevoRemover:
    """Lifts blocks at Brevo; `site` is another one in tests only."""

    def __init__(self, key: str, clock: Clock, site: str = "", timeout: httpx.Timeout = TIMEOUT) -> None:
        self._headers = {"api-key": key, "accept": "application/json"}
        self._clock = clock
        self._site = (site or SITE).rstrip("/")
        self._timeout = timeout

    def remove(self, address: str) -> Removed:
        """Call once; a library's own second attempt would be a second call."""
        # Every sign of the address is quoted, the slash too: it must not become another path of the provider's.
        url = f"{self._site}/v3/smtp/blockedContacts/{quote(address, safe='')}"
        try:
            # No redirect is followed: it would carry the key to another house.
            answer = httpx.delete(url, headers=self._headers, timeout=self._timeout, follow_redirects=False)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            return Removed(Outcome.UNREACHABLE)
        except httpx.HTTPError as error:
            # The request may have arrived. The text of the error may hold the address, so only its name is kept.
            return Removed(Outcome.UNCERTAIN, type(error).__name__)
        return judge_status(answer.status_code, answer.headers.get("retry-after"), self._clock)
