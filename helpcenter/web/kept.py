"""Kept pages: an anonymous page is rendered once per version, kept compressed, and answered before Flask.

A route that calls `keep(paths)` promises that its answer depends on the URL and on these files only, never on the visitor.
Whether they changed is known on each request, so an edit is served at the next one, in every worker, without restart.
"""

import threading
import time
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import has_request_context, request

from helpcenter.web.file_watch import FileWatch, the_watch
from helpcenter.web.kept_page import Headers, IsCurrent, KeptPage, Promise, make_page

__all__ = ["KeptPages", "Promise", "collect", "keep", "keep_promise", "leave_unkept"]

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

KEY = "helpcenter.kept_files"
UNKEPT = "helpcenter.unkept"
LIMIT_BYTES = 8 * 1024 * 1024
# What is larger, as PDFs are, has half of the memory to share: a hundred sheets must not drive out the pages.
LARGE_BYTES = 64 * 1024
READING = {"GET", "HEAD"}
# Path and query of a page.
Name = tuple[str, str]
# No page of ours has a longer query: who invents some must not fill the memory with their names, nor drive out what others read.
LONGEST_QUERY = 40
# Nor a longer path: a picture answers whatever stands in the place of its digest.
LONGEST_PATH = 300


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
    files = tuple(sorted({*before.files, *promise.files}))
    request.environ[KEY] = Promise(
        files, min(times, default=None), (lambda: all(question() for question in questions)) if questions else None
    )


def leave_unkept() -> None:
    """Let nobody keep the answer to this request, if there is one: what it was made from could not be asked, and will say more later."""
    if has_request_context():
        request.environ[UNKEPT] = True


class KeptPages:
    """The WSGI layer that keeps pages; bounded in bytes, the longest unused go first."""

    def __init__(self, wsgi: "WSGIApplication", hosts: Iterable[str], limit: int = LIMIT_BYTES, watch: FileWatch | None = None) -> None:
        self._wsgi = wsgi
        self._limit = limit
        self._watch = watch or the_watch()
        self._pages: dict[Name, KeptPage] = {}
        self._size = 0
        self._lock = threading.Lock()
        known = frozenset(hosts)
        self._is_ours = lru_cache(maxsize=64)(lambda host: host.split(":")[0] in known)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer from memory when possible; else let Flask answer, and keep what it allows."""
        if environ["REQUEST_METHOD"] not in READING or not self._is_ours(environ.get("HTTP_HOST", "")):
            return self._wsgi(environ, start_response)
        query = environ.get("QUERY_STRING", "")
        if len(query) > LONGEST_QUERY or len(environ.get("PATH_INFO", "")) > LONGEST_PATH:
            return self._wsgi(environ, start_response)
        # A path may hold a question mark, as %3F.
        name = environ.get("PATH_INFO", ""), query
        page = self._pages.get(name)
        if page is not None and self._is_fresh(page):
            return page.answer(environ, start_response)
        if environ["REQUEST_METHOD"] == "HEAD":
            return self._wsgi(environ, start_response)
        return self._render(name, environ, start_response)

    def _is_fresh(self, page: KeptPage) -> bool:
        # First, for what is asked may look at other files, and say by a stamp of its own that they changed.
        if page.is_current is not None and not page.is_current():
            return False
        now, generation = time.monotonic(), self._watch.look()
        if page.generation != generation or now >= page.due:
            if not page.is_fresh():
                return False
            page.believe(generation, now)
        page.used_at = now
        return True

    def _render(self, name: Name, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        began, before, started = time.time_ns(), self._watch.look(), []

        def start(status: str, headers: Headers, *_rest: Any) -> Any:
            started.append((status, headers))

        chunks = self._wsgi(environ, start)
        status, headers = started[-1]
        if KEY not in environ or UNKEPT in environ or not status.startswith("200"):
            start_response(status, headers)
            return chunks
        page = self._make(headers, collect(chunks), environ[KEY])
        # A file that is moved into place while we read brings an old time along: only the watch tells of that.
        is_quiet = not page.is_watched or page.generation == before
        if is_quiet and page.is_settled(began):
            self._store(name, page)
        return page.answer(environ, start_response)

    def _make(self, headers: Headers, body: bytes, promise: Promise) -> KeptPage:
        # The watch comes before the stamps: what changes after it is told.
        is_watched, generation, now = self._watch.add(promise.files), self._watch.look(), time.monotonic()
        page = make_page(headers, body, promise)
        page.is_watched, page.used_at = is_watched, now
        page.believe(generation, now)
        return page

    def _store(self, name: Name, page: KeptPage) -> None:
        with self._lock:
            self._drop(name)
            self._pages[name] = page
            self._size += page.size
            while self._size > self._limit:
                self._drop_oldest(self._pages)
            while self._size_of(large := self._large()) > self._limit // 2:
                self._drop_oldest(large)

    def _large(self) -> dict[Name, KeptPage]:
        return {name: page for name, page in self._pages.items() if page.size > LARGE_BYTES}

    def _size_of(self, pages: dict[Name, KeptPage]) -> int:
        return sum(page.size for page in pages.values())

    def _drop_oldest(self, pages: dict[Name, KeptPage]) -> None:
        self._drop(min(pages, key=lambda other: pages[other].used_at))

    def _drop(self, name: Name) -> None:
        page = self._pages.pop(name, None)
        self._size -= page.size if page else 0


def collect(chunks: Iterable[bytes]) -> bytes:
    """The whole body of a WSGI answer, which is then closed."""
    try:
        return b"".join(chunks)
    finally:
        close = getattr(chunks, "close", None)
        if close:
            close()
