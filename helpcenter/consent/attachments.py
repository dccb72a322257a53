"""Where the files of evidence lie (mails, scans): outside the web root, each named by the hash of its bytes, and what is known of them."""

import hashlib
import os
import re
import tempfile
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Integer, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from helpcenter.consent.models import HASH_LENGTH, RECORD_LENGTH
from helpcenter.db import Base, UtcDateTime
from helpcenter.db.types import stored_enum

HASH = re.compile(r"[0-9a-f]{64}")


class AttachmentKind(StrEnum):
    """What a file of evidence is."""

    MAIL = "mail"
    """A mail that a person sent."""
    SCAN = "scan"
    """A paper that a person signed."""


class Attachment(Base):
    """One file of evidence. The file goes when it is erased; that it was there, and its hash, stay."""

    __tablename__ = "attachments"

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(HASH_LENGTH), index=True)
    kind: Mapped[AttachmentKind] = mapped_column(stored_enum(AttachmentKind))
    media_type: Mapped[str] = mapped_column(String(80))
    size: Mapped[int] = mapped_column(Integer)
    organisation_id: Mapped[int | None] = mapped_column(index=True)
    case_id: Mapped[int | None] = mapped_column(index=True)
    record_id: Mapped[str | None] = mapped_column(String(RECORD_LENGTH), index=True)
    kept_by: Mapped[str] = mapped_column(String(40))
    kept_at: Mapped[datetime] = mapped_column(UtcDateTime)
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class AttachmentStore:
    """The files of this installation."""

    def __init__(self, instance: Path) -> None:
        self._folder = instance / "attachments"

    def keep(self, data: bytes) -> str:
        """Store a file whole or not at all, safely on disk, and give its hash; the same bytes are stored once."""
        digest = hashlib.sha256(data).hexdigest()
        path = self._path(digest)
        if not path.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write_atomically(path, data)
        return digest

    def find(self, digest: str) -> bytes | None:
        """The bytes of this hash, unchanged; None when they are not here (any more)."""
        if not HASH.fullmatch(digest):
            return None
        try:
            data = self._path(digest).read_bytes()
        except FileNotFoundError:
            return None
        return data if hashlib.sha256(data).hexdigest() == digest else None

    def remove(self, digest: str) -> None:
        """Delete a file, if it is here."""
        if HASH.fullmatch(digest):
            self._path(digest).unlink(missing_ok=True)

    def _path(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest


def erase_attachments(session: Session, store: AttachmentStore, record_id: str, now: datetime) -> int:
    """Delete the files of a record; how many. A file that another record needs as well stays for that one."""
    query = select(Attachment).where(Attachment.record_id == record_id, Attachment.erased_at.is_(None))
    erased = session.scalars(query).all()
    for attachment in erased:
        attachment.erased_at = now
    session.flush()
    for digest in {attachment.sha256 for attachment in erased}:
        needed = select(Attachment.id).where(Attachment.sha256 == digest, Attachment.erased_at.is_(None))
        if session.scalar(needed.limit(1)) is None:
            store.remove(digest)
    return len(erased)


def _write_atomically(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".attachment-")
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    Path(name).replace(path)
