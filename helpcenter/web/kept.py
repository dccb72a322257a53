"""Kept pages: an anonymous page is rendered once per version, kept compressed, and answered before Flask.

A route that calls `keep(paths)` promises that its answer depends on the URL and on these files only, never on the visitor.
The files are looked at on each request, so an edit is served at the next one, in every worker, without restart.
"""

import gzip
import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

import brotli
from flask import request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

KEY = "helpcenter.kept_files"
LIMIT_BYTES = 48 * 1024 * 1024
# Brotli's highest quality takes ten times as long for a few percent: too slow for a page that waits.
BROTLI_QUALITY = 6
# File systems tell times coarsely: a file that changed a moment ago may change again with the same stamp.
SETTLE_NANOSECONDS = 50_000_000
Headers = list[tuple[str, str]]
Stamp = tuple[int, int] | None
IsCurrent = Callable[[], bool]


@dataclass(frozen=True)
class Promise:
    """What an answer depends on: these files, nothing before `until` (seconds since 1970), and what `is_current` says."""

    files: tuple[Path, ...]
    until: float | None = None
    is_current: IsCurrent | None = None


def keep(files: Iterable[Path], until: datetime | None = None, is_current: IsCurrent | None = None) -> None:
    """Let the answer to this request be kept until one of these files changes, appears or goes.

    It is kept no longer than `until`, and only while `is_current()` holds: that is asked on each request, and must be quick.
    """
    request.environ[KEY] = Promise(tuple(sorted(set(files))), until.timestamp() if until else None, is_current)


def keep_promise(promise: Promise) -> None:
    """Let the answer to this request depend on this too, beside what it depends on already."""
    before: Promise = request.environ.get(KEY, Promise(()))
    times = [moment for moment in (before.until, promise.until) if moment is not None]
    questions = [question for question in (before.is_current, promise.is_current) if question]
    request.environ[KEY] = Promise(
        tuple(sorted({*before.files, *promise.files})), min(times, default=None), lambda: all(question() for question in questions)
    )


def stamp(path: Path) -> Stamp:
    """What changes when a file does; None when there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


@dataclass(frozen=True)
class KeptPage:
    """One answer in three encodings, with the stamps of what it was made from."""

    headers: Headers
    etag: str
    bodies: dict[str, bytes]
    stamps: tuple[tuple[Path, Stamp], ...]
    until: float | None = None
    is_current: IsCurrent | None = None

    @property
    def size(self) -> int:
        """Bytes in memory, roughly."""
        return sum(len(body) for body in self.bodies.values())

    def is_fresh(self) -> bool:
        """True while its time is not over and none of its files has changed."""
        if self.until is not None and time.time() >= self.until:
            return False
        if self.is_current is not None and not self.is_current():
            return False
        return all(stamp(path) == seen for path, seen in self.stamps)

    def is_settled(self, began: int) -> bool:
        """False when a file changed so shortly before `began` (nanoseconds) that the page may hold its old text."""
        return all(seen is None or seen[0] < began - SETTLE_NANOSECONDS for _, seen in self.stamps)


class KeptPages:
    """The WSGI layer that keeps pages; bounded in bytes, the longest unused go first."""

    def __init__(self, wsgi: "WSGIApplication", hosts: Iterable[str], limit: int = LIMIT_BYTES) -> None:
        self._wsgi = wsgi
        self._hosts = frozenset(hosts)
        self._limit = limit
        self._pages: OrderedDict[str, KeptPage] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer from memory when possible; else let Flask answer, and keep what it allows."""
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or environ.get("HTTP_HOST", "").split(":")[0] not in self._hosts:
            return self._wsgi(environ, start_response)
        name = f"{environ.get('PATH_INFO', '')}?{environ.get('QUERY_STRING', '')}"
        page = self._find(name)
        if page is not None:
            return _answer(page, environ, start_response)
        if environ["REQUEST_METHOD"] == "HEAD":
            return self._wsgi(environ, start_response)
        return self._render(name, environ, start_response)

    def _find(self, name: str) -> KeptPage | None:
        with self._lock:
            page = self._pages.get(name)
            if page is not None:
                self._pages.move_to_end(name)
        return page if page is not None and page.is_fresh() else None

    def _render(self, name: str, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        began, started = time.time_ns(), []

        def start(status: str, headers: Headers, *_rest: Any) -> Any:
            started.append((status, headers))

        chunks = self._wsgi(environ, start)
        status, headers = started[-1]
        if KEY not in environ or not status.startswith("200"):
            start_response(status, headers)
            return chunks
        page = make_page(headers, _collect(chunks), environ[KEY])
        if page.is_settled(began):
            self._store(name, page)
        return _answer(page, environ, start_response)

    def _store(self, name: str, page: KeptPage) -> None:
        with self._lock:
            old = self._pages.pop(name, None)
            self._pages[name] = page
            self._size += page.size - (old.size if old else 0)
            while self._size > self._limit and self._pages:
                _, dropped = self._pages.popitem(last=False)
                self._size -= dropped.size


def _collect(chunks: Iterable[bytes]) -> bytes:
    try:
        return b"".join(chunks)
    finally:
        close = getattr(chunks, "close", None)
        if close:
            close()


def make_page(headers: Headers, body: bytes, promise: Promise) -> KeptPage:
    """Compress once; a page with a cookie would be somebody's, and is a mistake of ours."""
    if any(name.lower() == "set-cookie" for name, _ in headers):
        raise RuntimeError("a kept page must not set a cookie")
    bodies = {"": body, "br": brotli.compress(body, quality=BROTLI_QUALITY), "gzip": gzip.compress(body, 6, mtime=0)}
    kept = [(name, value) for name, value in headers if name.lower() not in {"content-length", "vary", "etag"}]
    kept.append(("Vary", "Accept-Encoding"))
    if not any(name.lower() == "cache-control" for name, _ in kept):
        # Always asked again, usually answered with 304: an edit is seen at once.
        kept.append(("Cache-Control", "no-cache"))
    etag = hashlib.sha256(body).hexdigest()[:20]
    return KeptPage(kept, etag, bodies, tuple((path, stamp(path)) for path in promise.files), promise.until, promise.is_current)


def _answer(page: KeptPage, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    encoding = next(_encodings(environ.get("HTTP_ACCEPT_ENCODING", "")))
    etag = f'"{page.etag}{"-" + encoding if encoding else ""}"'
    headers = [*page.headers, ("ETag", etag)]
    if page.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
        status = HTTPStatus.NOT_MODIFIED
        start_response(f"{status.value} {status.phrase}", [item for item in headers if item[0] != "Content-Type"])
        return []
    body = page.bodies[encoding]
    encoded = [("Content-Encoding", encoding)] if encoding else []
    start_response("200 OK", [*headers, *encoded, ("Content-Length", str(len(body)))])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _encodings(accepted: str) -> Iterator[str]:
    words = {part.split(";")[0].strip() for part in accepted.lower().split(",") if "q=0" not in part.replace(" ", "").split(";")[1:]}
    for encoding in ("br", "gzip"):
        if encoding in words:
            yield encoding
    yield ""
