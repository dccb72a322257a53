"""One kept page: its answer per encoding, ready to be sent, and what must still be true for it to be sent."""

import gzip
import hashlib
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import brotli

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

# Brotli's highest quality takes ten times as long for a few percent: too slow for a page that waits.
BROTLI_QUALITY = 6
# File systems tell times coarsely: a file that changed a moment ago may change again with the same stamp.
SETTLE_NANOSECONDS = 50_000_000
# From here on, a time in the future is that of a clock which was wrong then: pages of such a file would not be kept until that day comes.
WRONG_NANOSECONDS = 60_000_000_000
# What a page needs in memory beside its bodies: headers, stamps, its name.
OVERHEAD = 3000
# However sure the watch is, the files themselves are looked at this often: a folder above them may have been exchanged.
BELIEVED_SECONDS = 1.0
# Compressed already: packing it again saves nothing, and unpacking it for each reader costs more than sending it.
PACKED_TYPES = ("application/pdf", "application/zip", "image/png", "image/jpeg", "image/webp")
# Headers that belong to one way of sending, or that are made anew.
OWN_HEADERS = {"content-length", "content-encoding", "vary", "etag"}
# A weight of zero means "not acceptable", however many zeros are written (RFC 9110, 12.4.2).
REFUSED = re.compile(r";\s*q\s*=\s*0(?:\.0*)?\s*(?:;|$)")
Headers = list[tuple[str, str]]
Stamp = tuple[int, int, int, int] | None
IsCurrent = Callable[[], bool]


@dataclass(frozen=True)
class Promise:
    """What an answer depends on: these files, nothing before `until` (seconds since 1970), and what `is_current` says."""

    files: tuple[Path, ...]
    until: float | None = None
    is_current: IsCurrent | None = None


def stamp(path: Path) -> Stamp:
    """What changes when a file does; None when there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    # The time of its entry too: who unpacks or copies a file in place may set back the time of its text.
    return found.st_mtime_ns, found.st_size, found.st_ino, found.st_ctime_ns


@dataclass(frozen=True, slots=True)
class Form:
    """The answer in one encoding: the headers of a 200 and of a 304, and the body; that of no encoding is unpacked when asked for."""

    headers: Headers
    not_modified: Headers
    body: bytes


@dataclass(slots=True)
class KeptPage:
    """One answer in all encodings, with the stamps of what it was made from.

    When the watch tells of its files, a look at them holds while `generation` (the watch's count of changes) is the same, and until `due`
    (seconds, monotonic). `used_at` is when somebody last read the page.
    """

    etag: str
    forms: dict[str, Form]
    stamps: tuple[tuple[Path, Stamp], ...]
    until: float | None = None
    is_current: IsCurrent | None = None
    is_watched: bool = False
    generation: int = -1
    due: float = 0.0
    used_at: float = 0.0
    size: int = field(init=False)

    def __post_init__(self) -> None:
        # One body may serve several encodings.
        self.size = OVERHEAD + sum(len(form.body) for form in {id(form): form for form in self.forms.values()}.values())

    def is_fresh(self) -> bool:
        """True while its time is not over and none of its files has changed."""
        if self.until is not None and time.time() >= self.until:
            return False
        return all(stamp(path) == seen for path, seen in self.stamps)

    def believe(self, generation: int, now: float) -> None:
        """Remember that it was fresh at this count of changes, `now` (seconds, monotonic)."""
        if self.is_watched:
            self.generation = generation
            self.due = now + BELIEVED_SECONDS
            if self.until is not None:
                self.due = min(self.due, now + self.until - time.time())

    def is_settled(self, began: int) -> bool:
        """False when a file changed so shortly before `began` (nanoseconds) that the page may hold its old text."""
        return all(seen is None or not began - SETTLE_NANOSECONDS <= seen[0] < began + WRONG_NANOSECONDS for _, seen in self.stamps)

    def answer(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Send it: whole, only its headers, or the word that the reader's copy is good."""
        form = self.forms[best_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))]
        known = environ.get("HTTP_IF_NONE_MATCH")
        # Copies, for a server may change the list that it is given.
        if known is not None and self.etag in known:
            start_response("304 Not Modified", form.not_modified.copy())
            return []
        start_response("200 OK", form.headers.copy())
        if environ["REQUEST_METHOD"] == "HEAD":
            return []
        return [form.body or self._unpacked()]

    def _unpacked(self) -> bytes:
        # Every browser takes gzip: what hardly anybody asks for is not worth three times the memory.
        return gzip.decompress(self.forms["gzip"].body)


def make_page(headers: Headers, body: bytes, promise: Promise) -> KeptPage:
    """Compress once; a page with a cookie would be somebody's, and is a mistake of ours."""
    if any(name.lower() == "set-cookie" for name, _ in headers):
        raise RuntimeError("a kept page must not set a cookie")
    kept = [(name, value) for name, value in headers if name.lower() not in OWN_HEADERS]
    kept.append(("Vary", "Accept-Encoding"))
    if not any(name.lower() == "cache-control" for name, _ in kept):
        # Always asked again, usually answered with 304: an edit is seen at once.
        kept.append(("Cache-Control", "no-cache"))
    etag = hashlib.sha256(body).hexdigest()[:20]
    forms = _keep_as_is(kept, etag, body) if _is_packed(kept) else _compress(kept, etag, body)
    return KeptPage(etag, forms, tuple((path, stamp(path)) for path in promise.files), promise.until, promise.is_current)


def _is_packed(headers: Headers) -> bool:
    return any(name.lower() == "content-type" and value.startswith(PACKED_TYPES) for name, value in headers)


def _keep_as_is(kept: Headers, etag: str, body: bytes) -> dict[str, Form]:
    return dict.fromkeys(("br", "gzip", ""), _make_form(kept, etag, "", body, len(body)))


def _compress(kept: Headers, etag: str, body: bytes) -> dict[str, Form]:
    bodies = {"br": brotli.compress(body, quality=BROTLI_QUALITY), "gzip": gzip.compress(body, 6, mtime=0)}
    forms = {encoding: _make_form(kept, etag, encoding, packed, len(packed)) for encoding, packed in bodies.items()}
    return {**forms, "": _make_form(kept, etag, "", b"", len(body))}


def _make_form(kept: Headers, etag: str, encoding: str, body: bytes, length: int) -> Form:
    headers = [*kept, ("ETag", f'"{etag}{"-" + encoding if encoding else ""}"')]
    not_modified = [item for item in headers if item[0].lower() != "content-type"]
    encoded = [("Content-Encoding", encoding)] if encoding else []
    return Form([*headers, *encoded, ("Content-Length", str(length))], not_modified, body)


# Browsers say this in a handful of ways; whoever invents others only fills a small memory.
@lru_cache(maxsize=64)
def best_encoding(accepted: str) -> str:
    """The encoding to send to a reader who says `Accept-Encoding: accepted`: br, gzip, or none (an empty text)."""
    words = {part.split(";")[0].strip() for part in accepted.lower().split(",") if not REFUSED.search(part)}
    return next((encoding for encoding in ("br", "gzip") if encoding in words), "")
