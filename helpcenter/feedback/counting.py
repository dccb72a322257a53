"""The WSGI layer that counts readers of articles and clicks on search results, outside everything else.

Most articles are answered before Flask (web/kept.py), so Flask cannot count them. No cookie, no network address, nothing about the
reader: a request adds one to a number. The cost is one to two microseconds (docs/decisions/0014).
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from helpcenter.feedback.robots import is_robot
from helpcenter.feedback.tally import CLICK, VIEW, Subject, Tally

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LOCALE = r"[a-z]{2}(?:_[A-Z]{2})?"
SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
# An article, also as an organisation shows it; a tutorial counts only as what a search led to.
PAGE = re.compile(rf"/({LOCALE})/(?:o/{SLUG}/)?(articles|tutorials)/({SLUG})")
SEARCH = re.compile(rf"/({LOCALE})/search")
ANSWERED = ("200", "304")
LONGEST_REFERER = 2000
# Longer than any article's address; what is remembered of invented ones must stay small.
LONGEST_PATH = 250


class CountingLayer:
    """Answers like the inner application, and adds one for each page that a person was given."""

    def __init__(self, wsgi: "WSGIApplication", tally: Tally) -> None:
        self._wsgi = wsgi
        self._tally = tally

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Count once the answer is known to be a page."""
        path = environ.get("PATH_INFO", "")
        if ("/articles/" not in path and "/tutorials/" not in path) or len(path) > LONGEST_PATH or environ["REQUEST_METHOD"] != "GET":
            return self._wsgi(environ, start_response)
        viewed = subject_of(path)
        # A page that a browser fetches in advance has not been read.
        if viewed is None or "HTTP_SEC_PURPOSE" in environ or is_robot(environ.get("HTTP_USER_AGENT", "")):
            return self._wsgi(environ, start_response)

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            # Also a 304: a browser that has the page already shows it to its reader again.
            if status.startswith(ANSWERED):
                self._note(viewed, environ)
            return start_response(status, headers, *rest)

        return self._wsgi(environ, start)

    def _note(self, viewed: Subject, environ: "WSGIEnvironment") -> None:
        if viewed[0] == VIEW:
            self._tally.add(viewed)
        referer = environ.get("HTTP_REFERER", "")
        if "/search?" in referer:
            searched = read_search(referer[:LONGEST_REFERER], environ.get("HTTP_HOST", ""))
            if searched:
                self._tally.add((CLICK, *searched))


@lru_cache(maxsize=4096)
def subject_of(path: str) -> Subject | None:
    """What a request for this path counts as; None when it is no page that is counted."""
    found = PAGE.fullmatch(path)
    return (VIEW if found[2] == "articles" else "", found[1], found[3]) if found else None


def read_search(referer: str, host: str) -> tuple[str, str] | None:
    """Language and words of the search page of this site from which a reader came; None for any other page."""
    try:
        parts = urlsplit(referer)
        words = parse_qs(parts.query, max_num_fields=20).get("q", [""])[0]
    except ValueError:
        return None
    found = SEARCH.fullmatch(parts.path)
    # A page of another site could name any words.
    return (found[1], words) if found and words and parts.netloc == host else None
