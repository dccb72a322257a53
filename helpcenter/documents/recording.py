"""Commits one file and nothing else: other staged or changed files of the checkout stay as they are."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from dulwich.file import FileLocked, GitFile
from dulwich.index import Index, IndexChecksumWriter, IndexEntry, IndexExtension, index_entry_from_stat, write_index_dict
from dulwich.object_store import commit_tree_changes
from dulwich.objects import Blob, Commit, ObjectID, Tree
from dulwich.refs import HEADREF

from helpcenter.documents.checkout import Checkout
from helpcenter.i18n.formats import HOUSE_ZONE

PLAIN_FILE = 0o100644
# A person's `git commit` holds the lock for moments; a lock that stays is left behind by a crash.
TRIES, PAUSE_SECONDS = 20, 0.1
Pause = Callable[[float], None]
# Git makes these again by itself; one that no longer fits the entries would lead it astray.
CACHES = {b"TREE", b"UNTR", b"FSMN", b"EOIE", b"IEOT"}


class BehindError(Exception):
    """The history could not take the change now; the file itself is saved."""


@dataclass(frozen=True)
class Author:
    """Who changed a text."""

    name: str
    email: str

    def signature(self) -> bytes:
        """As git writes people: `Name <address>`."""
        name, email = (_without(text, "<>\n\r\0").strip() for text in (self.name, self.email))
        return f"{name or 'Helpcenter'} <{email}>".encode()


@dataclass(frozen=True)
class Change:
    """New bytes of one file, by whom, when (aware) and why."""

    data: bytes
    author: Author
    moment: datetime
    message: str


def record(checkout: Checkout, file: Path, changes: list[Change], pause: Pause) -> ObjectID | None:
    """Commit these changes of one file, one after the other; gives the last commit, None when all was recorded already.

    Raises BehindError when the checkout is busy or stays locked.
    """
    if checkout.is_busy:
        raise BehindError("somebody is in the middle of a merge or a rebase")
    with _locked_index(checkout, pause) as lock:
        return _record(checkout, file, changes, lock)


def blob_at(checkout: Checkout, commit: ObjectID | None, path: bytes) -> tuple[int, ObjectID] | None:
    """Mode and id of a file in a commit; None where it is not."""
    if commit is None:
        return None
    store = checkout.repo.object_store
    with suppress(KeyError):
        tree = store[commit_of(checkout, commit).tree]
        if isinstance(tree, Tree):
            mode, found = tree.lookup_path(store.__getitem__, path)
            return mode, found
    return None


def commit_of(checkout: Checkout, name: ObjectID) -> Commit:
    """The commit of this id; KeyError when there is none."""
    found = checkout.repo.object_store[name]
    if not isinstance(found, Commit):
        raise KeyError(name)
    return found


def head_of(checkout: Checkout) -> ObjectID | None:
    """The commit that the checkout stands on; None before the first."""
    try:
        return checkout.repo.refs[HEADREF]
    except KeyError:
        return None


def _record(checkout: Checkout, file: Path, changes: list[Change], lock: Any) -> ObjectID | None:
    store, path = checkout.repo.object_store, checkout.path_of(file)
    old = head = head_of(checkout)
    entry = blob_at(checkout, head, path)
    for change in changes:
        blob = Blob.from_string(change.data)
        # Recorded already, perhaps by somebody's own git: an empty commit would only puzzle.
        if entry and entry[1] == blob.id:
            continue
        # A file keeps the mode that its authors gave it.
        mode = entry[0] if entry else PLAIN_FILE
        store.add_object(blob)
        head, entry = _commit(checkout, head, (path, mode, blob.id), change), (mode, blob.id)
    if head is None or head == old or entry is None:
        return None
    # First, and into the lock file only: if the branch moved meanwhile, it is dropped and nothing has changed.
    _write_index(checkout, file, path, entry, lock)
    _move_head(checkout, old, head, changes[-1])
    return head


def _commit(checkout: Checkout, parent: ObjectID | None, entry: tuple[bytes, int, ObjectID], change: Change) -> ObjectID:
    store = checkout.repo.object_store
    tree: ObjectID | Tree = commit_of(checkout, parent).tree if parent else Tree()
    commit = Commit()
    commit.tree = commit_tree_changes(store, tree, [entry])
    commit.parents = [parent] if parent else []
    commit.author = commit.committer = change.author.signature()
    # That day's offset: the history shows the hour that the author's clock showed, in summer and in winter.
    offset = change.moment.astimezone(HOUSE_ZONE).utcoffset()
    commit.author_time = commit.commit_time = int(change.moment.timestamp())
    commit.author_timezone = commit.commit_timezone = int(offset.total_seconds()) if offset else 0
    commit.encoding = b"UTF-8"
    commit.message = (_without(change.message, "\0\r").strip() + "\n").encode()
    store.add_object(commit)
    return commit.id


def _move_head(checkout: Checkout, old: ObjectID | None, new: ObjectID, change: Change) -> None:
    refs, committer = checkout.repo.refs, change.author.signature()
    said, moment = b"commit: " + change.message.split("\n")[0].encode(), int(change.moment.timestamp())
    if old is None:
        moved = refs.add_if_new(HEADREF, new, message=said, committer=committer, timestamp=moment)
    else:
        # Compared and set in one step: a commit that somebody's git made in between is not lost.
        moved = refs.set_if_equals(HEADREF, old, new, message=said, committer=committer, timestamp=moment)
    if not moved:
        raise BehindError("the branch moved meanwhile")


@contextmanager
def _locked_index(checkout: Checkout, pause: Pause) -> Iterator[Any]:
    """Hold git's own lock, so that neither a person's git nor another process of ours commits at the same time."""
    lock = _take_lock(checkout.index_file, pause)
    try:
        yield lock
        # Renames the new index into place; an unwritten one is dropped below.
        if lock.tell():
            lock.close()
    finally:
        lock.abort()


def _take_lock(index_file: Path, pause: Pause) -> Any:
    for attempt in range(TRIES):
        with suppress(FileLocked):
            return GitFile(str(index_file), "wb")
        if attempt + 1 < TRIES:
            pause(PAUSE_SECONDS)
    raise BehindError("another program holds the lock of the repository")


def _write_index(checkout: Checkout, file: Path, path: bytes, entry: tuple[int, ObjectID], lock: Any) -> None:
    """Write the whole index into the lock file, with this one entry renewed."""
    index = _read_index(checkout)
    status = file.resolve().stat()
    fresh = index_entry_from_stat(status, entry[1], mode=entry[0])
    if Blob.from_string(file.read_bytes()).id != entry[1]:
        # The file was changed again: without size and times git looks at its bytes.
        fresh = IndexEntry(0, 0, 0, 0, entry[0], 0, 0, 0, entry[1])
    index[path] = fresh
    kept = [extension for extension in _extensions(index) if extension.signature not in CACHES]
    writer = IndexChecksumWriter(lock, checkout.repo.object_format)
    entries = dict(index.items())
    write_index_dict(writer, entries, version=index._version, extensions=kept, object_format=checkout.repo.object_format)
    writer.write_checksum()


def _read_index(checkout: Checkout) -> Index:
    try:
        return Index(str(checkout.index_file), object_format=checkout.repo.object_format)
    except Exception as error:
        # A format that dulwich does not know (a split index): better no commit than one that the index would undo.
        raise BehindError("the index of the checkout cannot be read") from error


def _extensions(index: Index) -> list[IndexExtension]:
    return list(index._extensions)


def _without(text: str, signs: str) -> str:
    return "".join(sign for sign in text if sign not in signs)
