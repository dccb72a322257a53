"""The history of content files, kept by git through dulwich: record a save, list the versions of a file, read an old one.

The repository is the checkout that content/ lies in, or our own in the instance folder. A file counts, not git: when git cannot
take a change, the file is saved all the same and the history says that it is behind.
"""

import re
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parseaddr
from pathlib import Path

import structlog
from dulwich.objects import Blob, Commit, ObjectID

from helpcenter.documents.checkout import Checkout, open_checkout
from helpcenter.documents.recording import Author, BehindError, Change, Pause, blob_at, commit_of, head_of, record
from helpcenter.documents.saving import Saved, read_bytes
from helpcenter.documents.walking import Walk

log = structlog.get_logger()
PAGE = 20
# Commits looked at for one page: a quarter of a second in a checkout whose history is mostly about other files.
LOOKED_AT = 1000
KEPT_PAGES = 256
# SHA-1 or SHA-256, whole: a shortened number could come to mean two commits.
COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


@dataclass(frozen=True)
class Version:
    """One recorded state of a file: `number` names it; `message` is its first line."""

    number: str
    author: str
    email: str
    moment: datetime
    message: str
    is_removal: bool = False


@dataclass(frozen=True)
class Versions:
    """One page of versions, newest first; `more` leads on, empty at the end; `is_behind` when the file holds what no version has."""

    items: tuple[Version, ...]
    more: tuple[str, ...] = ()
    is_behind: bool = False


class History:
    """The history of the files below one content folder; safe in threads and processes."""

    def __init__(self, content: Path, own: Path, house: Author, pause: Pause = time.sleep) -> None:
        """`own` is the folder of our own repository; `house` signs what was changed by somebody we do not know."""
        self._content = content
        self._own = own
        self._house = house
        self._pause = pause
        self._pages: OrderedDict[tuple[bytes, tuple[str, ...]], Versions] = OrderedDict()

    def record(self, saved: Saved, author: Author, moment: datetime, message: str, outside: str) -> str | None:
        """Record a save; what stood there unrecorded is recorded first, with the message `outside`.

        Gives the number of the version, None when it was recorded already; raises BehindError when git cannot take it.
        """
        changes = [Change(saved.after, author, moment, message)]
        if saved.before is not None:
            changes.insert(0, Change(saved.before, self._house, moment, outside))
        with self._opened() as checkout:
            done = record(checkout, saved.file, changes, self._pause)
        return done.decode() if done else None

    def record_or_wait(self, saved: Saved, author: Author, moment: datetime, message: str, outside: str) -> bool:
        """Record a save; False when that must wait: the words are safe in their file, and the next save brings them in."""
        try:
            self.record(saved, author, moment, message, outside)
        except BehindError as error:
            log.warning("history_behind", reason=str(error))
            return False
        except Exception as error:
            # Whatever is wrong with a repository, a saved text must not look lost.
            log.exception("history_failed", kind=type(error).__name__)
            return False
        return True

    def versions(self, file: Path, after: tuple[str, ...] = ()) -> Versions:
        """The versions of a file; `after` is the `more` of the page before."""
        with self._opened() as checkout:
            head = head_of(checkout)
            if head is None:
                return Versions((), is_behind=file.exists())
            path = checkout.path_of(file)
            start = after or (head.decode(),)
            page = self._page(checkout, path, start)
            return Versions(page.items, page.more, self._is_behind(checkout, head, path, file))

    def read(self, file: Path, number: str) -> bytes | None:
        """The file as it was in a version; None when there is no such version or the file was not there."""
        if not COMMIT.fullmatch(number):
            return None
        with self._opened() as checkout:
            return _read(checkout, checkout.path_of(file), ObjectID(number.encode()))

    def find(self, file: Path, number: str) -> tuple[Version, bytes | None] | None:
        """A version and the bytes of the file before it (None when it made the file); None when there is no such version."""
        if not COMMIT.fullmatch(number):
            return None
        with self._opened() as checkout:
            try:
                commit = commit_of(checkout, ObjectID(number.encode()))
            except KeyError:
                return None
            path = checkout.path_of(file)
            before = _read(checkout, path, commit.parents[0]) if commit.parents else None
            return _version(commit, blob_at(checkout, commit.id, path) is None), before

    def latest(self, file: Path) -> Version | None:
        """The newest version of a file."""
        found = self.versions(file).items
        return found[0] if found else None

    def _page(self, checkout: Checkout, path: bytes, start: tuple[str, ...]) -> Versions:
        # Commits never change: what was found below one is found again.
        key = (path, start)
        known = self._pages.get(key)
        if known is None:
            names = [ObjectID(name.encode()) for name in start if _is_commit(checkout, name)]
            found = Walk(checkout, path).run(names, PAGE, LOOKED_AT)
            items = tuple(_version(commit, blob_at(checkout, commit.id, path) is None) for commit in found.commits)
            known = self._pages[key] = Versions(items, tuple(name.decode() for name in found.rest))
            while len(self._pages) > KEPT_PAGES:
                self._pages.popitem(last=False)
        return known

    def _is_behind(self, checkout: Checkout, head: ObjectID, path: bytes, file: Path) -> bool:
        data, entry = read_bytes(file), blob_at(checkout, head, path)
        return (data is None) != (entry is None) or bool(data is not None and entry and Blob.from_string(data).id != entry[1])

    @contextmanager
    def _opened(self) -> Iterator[Checkout]:
        with open_checkout(self._content, self._own) as checkout:
            yield checkout


def _read(checkout: Checkout, path: bytes, commit: ObjectID) -> bytes | None:
    try:
        entry = blob_at(checkout, commit, path)
        found = checkout.repo.object_store[entry[1]] if entry else None
    except KeyError:
        return None
    return found.data if isinstance(found, Blob) else None


def _is_commit(checkout: Checkout, name: str) -> bool:
    # The numbers come back from a browser.
    try:
        return COMMIT.fullmatch(name) is not None and commit_of(checkout, ObjectID(name.encode())) is not None
    except KeyError:
        return False


def _version(commit: Commit, is_removal: bool) -> Version:
    name, email = parseaddr(commit.author.decode("utf-8", "replace"))
    zone = timezone(timedelta(seconds=commit.author_timezone))
    moment = datetime.fromtimestamp(commit.author_time, zone).astimezone(UTC)
    message = commit.message.decode("utf-8", "replace").strip().split("\n")[0]
    return Version(commit.id.decode(), name or email, email, moment, message, is_removal)


__all__ = ["Author", "BehindError", "History", "Version", "Versions"]
