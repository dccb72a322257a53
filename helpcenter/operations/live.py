"""Pages that show themselves anew: the layer that `content serve` puts around the site, and its stream of changes.

The pages themselves stay as they are; the script and the ribbon of drafts are put into the finished HTML, in this mode only.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from markupsafe import escape

from helpcenter.web.kept import collect

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CHANGES = "/content-serve/changes"
# A browser that has left is noticed when nothing can be written to it any more.
HEARTBEAT_SECONDS = 10.0
Headers = list[tuple[str, str]]
# What a browser kept, or what is compressed, could not be changed on its way.
UNWANTED = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_ACCEPT_ENCODING")
DROPPED = {"content-length", "etag", "last-modified", "cache-control"}


class Bell:
    """Rings in every open page when a text has changed."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._rings = 0
        self._is_over = False

    def ring(self) -> None:
        """Tell all who wait."""
        with self._changed:
            self._rings += 1
            self._changed.notify_all()

    def close(self) -> None:
        """Let all streams end."""
        with self._changed:
            self._is_over = True
            self._changed.notify_all()

    def stream(self, heartbeat: float = HEARTBEAT_SECONDS) -> Iterator[bytes]:
        """Server-sent events: one message per ring from now on, a comment when nothing happens for a while."""
        seen = self._rings
        yield b"retry: 1000\n\n"
        while True:
            rings = self._wait(seen, heartbeat)
            if rings is None:
                return
            yield f"data: {rings}\n\n".encode() if rings != seen else b": waiting\n\n"
            seen = rings

    def _wait(self, seen: int, seconds: float) -> int | None:
        """The number of rings once it is another one or the time is over; None when there will be no more."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_over or self._rings != seen, timeout=seconds)
            return None if self._is_over else self._rings


class LivePages:
    """The WSGI layer: answers the stream, and puts script and ribbon into pages."""

    def __init__(self, wsgi: "WSGIApplication", bell: Bell, head: str, find_ribbons: Callable[[str], Iterable[str]]) -> None:
        """`head` is HTML for the head of each page; `find_ribbons` gives the words for a path, one ribbon each."""
        self._wsgi = wsgi
        self._bell = bell
        self._head = head
        self._find_ribbons = find_ribbons

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a request."""
        path = str(environ.get("PATH_INFO", ""))
        if path == CHANGES:
            start_response("200 OK", [("Content-Type", "text/event-stream"), ("Cache-Control", "no-store")])
            return self._bell.stream()
        if environ["REQUEST_METHOD"] != "GET" or "text/html" not in str(environ.get("HTTP_ACCEPT", "")):
            return self._wsgi(environ, start_response)
        return self._change(path, environ, start_response)

    def _change(self, path: str, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        for name in UNWANTED:
            environ.pop(name, None)
        started: list[tuple[str, Headers]] = []

        def start(status: str, headers: Headers, *_rest: Any) -> Any:
            started.append((status, headers))

        chunks = self._wsgi(environ, start)
        body = collect(chunks)
        status, headers = started[-1]
        if any(name.lower() == "content-type" and value.startswith("text/html") for name, value in headers):
            body = self._put_in(body, path)
            headers = [*((name, value) for name, value in headers if name.lower() not in DROPPED), ("Cache-Control", "no-store")]
            headers.append(("Content-Length", str(len(body))))
        start_response(status, headers)
        return [body]

    def _put_in(self, body: bytes, path: str) -> bytes:
        page = body.replace(b"</head>", self._head.encode() + b"</head>", 1)
        start = page.find(b">", page.find(b"<body")) + 1
        ribbons = "".join(f'<p class="live-ribbon">{escape(words)}</p>' for words in self._find_ribbons(path))
        return page[:start] + ribbons.encode() + page[start:]
