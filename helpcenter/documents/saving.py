"""Writes into content/: whole or not at all, never over somebody else's words, never outside the folder."""

import fcntl
import hashlib
import os
import re
import secrets
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

# Ten times the longest article; a form of this size still fits the site's limit.
LARGEST_TEXT = 300_000
ABSENT = "absent"
# Controls that no text needs (tab and line end stay), and the private marks that stand for variables while a text is rendered.
UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ue000-\ue003]")


class SavingError(ValueError):
    """A text that is not written; the message says why."""


class OutsideError(SavingError):
    """The place leads out of the content folder."""


class TooLargeError(SavingError):
    """More bytes than a text may have."""


class ChangedMeanwhileError(SavingError):
    """The file is not what it was when it was opened; `current` holds its bytes, None when it is gone."""

    def __init__(self, current: bytes | None) -> None:
        super().__init__("the file has changed since it was opened")
        self.current = current


@dataclass(frozen=True)
class Saved:
    """What a save did: the bytes before (None for a new file) and after, and the digest of the new file."""

    file: Path
    before: bytes | None
    after: bytes

    @property
    def digest(self) -> str:
        """The digest of the file as it is now."""
        return digest_of(self.after)

    @property
    def is_change(self) -> bool:
        """False when the file held these bytes already."""
        return self.before != self.after


def digest_of(data: bytes | None) -> str:
    """What a form carries to say which file it was opened with: 64 hex digits over all bytes, ABSENT for no file."""
    return ABSENT if data is None else hashlib.sha256(data).hexdigest()


def clean_text(text: str) -> str:
    """A typed text as files hold it: line ends of one kind and one at the end, no byte order mark, no controls, composed letters."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    composed = unicodedata.normalize("NFC", UNWANTED.sub("", plain))
    return composed.rstrip("\n") + "\n" if composed.strip() else ""


def read_bytes(file: Path) -> bytes | None:
    """The bytes of a file; None when there is none."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None


def save(root: Path, file: Path, data: bytes, expected: str) -> Saved:
    """Write a file inside `root` if it still has the digest `expected`.

    Raises ChangedMeanwhileError with what is there instead, OutsideError, TooLargeError.
    """
    if len(data) > LARGEST_TEXT:
        raise TooLargeError(f"a text has at most {LARGEST_TEXT // 1000} kB")
    target = inside(root, file)
    # One level only: a text has a folder of its own below a shelf that is there.
    target.parent.mkdir(exist_ok=True)
    # Compared and written under one lock: nobody else's save may come between.
    with locked(target.parent):
        before = read_bytes(target)
        if digest_of(before) != expected:
            raise ChangedMeanwhileError(before)
        if before != data:
            write_whole(target, data)
    return Saved(target, before, data)


def inside(root: Path, file: Path) -> Path:
    """The real place of a file or of one that is to be made; raise OutsideError when it is not below `root`."""
    target, house = file.resolve(), root.resolve()
    if target == house or not target.is_relative_to(house):
        raise OutsideError(f"{file.name} leads out of the content folder")
    # No .git, and no draft of another save.
    if any(part.startswith(".") for part in target.relative_to(house).parts):
        raise OutsideError(f"{file.name} is no text of the content folder")
    return target


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Only one process or thread of ours at a time compares and replaces a file of this folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def write_whole(file: Path, data: bytes, mode: int = 0o666) -> None:
    """Replace a file so that readers meet the old or the new one, also after a power cut; its permissions stay, a new one gets `mode`."""
    draft = file.with_name(f".{file.name}.{secrets.token_hex(6)}.tmp")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(handle, "wb") as stream:
            _keep_permissions(file, handle)
            stream.write(data)
            stream.flush()
            os.fsync(handle)
        draft.replace(file)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    _sync_folder(file.parent)


def _keep_permissions(file: Path, handle: int) -> None:
    with suppress(FileNotFoundError):
        status = file.stat()
        # The group may not be ours to give; who may read and write is kept in any case.
        with suppress(PermissionError):
            os.fchown(handle, -1, status.st_gid)
        os.fchmod(handle, status.st_mode & 0o777)


# A new name is a change of the folder: without this a power cut may take the rename back.
def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
