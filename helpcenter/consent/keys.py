"""Keyed hashes: the same person gives the same value, and without the key it says nothing. Keys can be followed by newer ones."""

import contextlib
import hashlib
import hmac
import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

FILE_NAME = re.compile(r"k([1-9][0-9]*)\.key")
# As long as what SHA-256 gives: a longer key adds nothing (RFC 2104, 3).
KEY_BYTES = 32


@dataclass(frozen=True)
class KeyedHash:
    """A value hashed with a key, and which key it was."""

    key_id: str
    digest: str


class KeyRing:
    """The keys of this installation, a file each: k1.key, k2.key …; the newest makes new hashes, all can be compared."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def hash(self, purpose: str, value: str) -> KeyedHash:
        """The hash of a value under the newest key; two purposes never share a hash."""
        return self._hash(self._newest() or self._make("k1"), purpose, value)

    def matches(self, kept: KeyedHash, purpose: str, value: str) -> bool:
        """True when `kept` is the hash of this value, whichever key made it."""
        # In the same time however much fits: a stranger may have typed what is compared.
        return hmac.compare_digest(self._hash(kept.key_id, purpose, value).digest, kept.digest)

    def hash_again(self, key_id: str, purpose: str, value: str) -> str | None:
        """What this key made, or makes, of a value; None when the key is not here."""
        # The name comes from a file that may be anybody's copy: held against the pattern, it leads to no other file.
        return self._hash(key_id, purpose, value).digest if FILE_NAME.fullmatch(f"{key_id}.key") and self._path(key_id).exists() else None

    def rotate(self) -> str:
        """Make the key for all new hashes, and give its id; older hashes keep theirs."""
        newest = self._newest()
        return self._make(f"k{int(newest[1:]) + 1}" if newest else "k1")

    def _hash(self, key_id: str, purpose: str, value: str) -> KeyedHash:
        key = self._path(key_id).read_bytes()
        # The zero byte parts them: no value can be written so that it passes for another purpose's.
        return KeyedHash(key_id, hmac.new(key, f"{purpose}\0{value}".encode(), hashlib.sha256).hexdigest())

    def _path(self, key_id: str) -> Path:
        return self._folder / f"{key_id}.key"

    def _newest(self) -> str | None:
        # Looked up each time, for another process may have made a newer one; plainly, for whoever answers next waits for it.
        try:
            found = os.listdir(self._folder)  # noqa: PTH208
        except FileNotFoundError:
            return None
        names = [match for name in found if (match := FILE_NAME.fullmatch(name))]
        return max((f"k{match[1]}" for match in names), key=lambda key_id: int(key_id[1:]), default=None)

    def _make(self, key_id: str) -> str:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = self._folder / f".{secrets.token_hex(8)}"
        _write_private(draft, secrets.token_bytes(KEY_BYTES))
        # A link appears whole or not at all; when another process was first, its key is the one.
        with contextlib.suppress(FileExistsError):
            os.link(draft, self._path(key_id))
        draft.unlink()
        return key_id


def _write_private(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
