"""Where the files of evidence lie (mails, scans): outside the web root, each named by the hash of its bytes, and what is known of them."""

import hashlib
import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Integer, String, event, select
from sqlalchemy.orm import Mapped, Session, SessionTransaction, mapped_column

from helpcenter.consent import ledger
from helpcenter.consent.models import HASH_LENGTH, RECORD_LENGTH
from helpcenter.db import Base, UtcDateTime
from helpcenter.db.types import stored_enum
from helpcenter.documents.saving import write_whole

HASH = re.compile(r"[0-9a-f]{64}")
TO_REMOVE = "files_to_remove"
# No transaction lasts as long: a file that no row knows by then belongs to one that was undone.
UNDONE_AFTER = timedelta(days=1)


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
            write_whole(path, data, mode=0o600)
        return digest

    def find(self, digest: str) -> bytes | None:
        """The bytes of this hash, unchanged; None when they are not here (any more)."""
        if not HASH.fullmatch(digest):
            return None
        try:
            data = self._path(digest).read_bytes()
        except FileNotFoundError:
            return None
        # What was changed on the disk is no evidence any more, and would pass for it.
        return data if hashlib.sha256(data).hexdigest() == digest else None

    def remove(self, digest: str) -> None:
        """Delete a file, if it is here."""
        if HASH.fullmatch(digest):
            self._path(digest).unlink(missing_ok=True)

    def list_files(self) -> Iterator[tuple[str, datetime]]:
        """Every file that is here: its hash, and when it was stored."""
        for path in self._folder.glob("??/*"):
            if HASH.fullmatch(path.name):
                yield path.name, datetime.fromtimestamp(path.stat().st_mtime, UTC)

    def remove_drafts(self, before: datetime) -> None:
        """Delete what a process that was killed had half written: it names a person as the whole file does, and no row knows it."""
        for path in self._folder.glob("??/.*"):
            # One that is being written becomes the whole file at any moment.
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < before.timestamp():
                    path.unlink()

    def _path(self, digest: str) -> Path:
        # 256 folders, so that none holds all the files of years.
        return self._folder / digest[:2] / digest


def erase_attachments(session: Session, store: AttachmentStore, record_id: str, now: datetime) -> int:
    """Delete the files of a record once this is stored; how many. A file that another record needs as well stays for that one."""
    query = select(Attachment).where(Attachment.record_id == record_id, Attachment.erased_at.is_(None))
    erased = session.scalars(query).all()
    for attachment in erased:
        attachment.erased_at = now
    session.flush()
    remove_after_commit(session, store, {attachment.sha256 for attachment in erased})
    return len(erased)


def remove_after_commit(session: Session, store: AttachmentStore, digests: Collection[str]) -> None:
    """Delete these files once the session's transaction is safely stored, those that nobody needs then; none when it is undone."""
    if not digests:
        return
    # Once for each session: listeners stay with it, and a file would be looked at again and again.
    if not event.contains(session, "after_commit", _remove_unneeded):
        event.listen(session, "after_commit", _remove_unneeded)
        event.listen(session, "after_soft_rollback", _keep_all)
    # The database is remembered with them: a session that has just committed cannot be asked anything by its listener.
    session.info.setdefault(TO_REMOVE, []).append((session.get_bind(), store, frozenset(digests)))


def find_leftovers(session: Session, store: AttachmentStore, now: datetime) -> set[str]:
    """Files that nobody needs: erased when the machine stopped before they were deleted, or kept for a transaction that was undone."""
    known = set(session.scalars(select(Attachment.sha256).distinct()))
    needed = set(session.scalars(select(Attachment.sha256).where(Attachment.erased_at.is_(None)).distinct()))
    young = now - UNDONE_AFTER
    return {digest for digest, kept_at in store.list_files() if digest not in needed and (digest in known or kept_at < young)}


def _remove_unneeded(session: Session) -> None:
    for bind, store, digests in session.info.pop(TO_REMOVE, ()):
        # Whoever keeps a file holds this lock until its row is stored: so nobody keeps the same bytes between the look and the deletion.
        with Session(bind) as own:
            ledger.lock(own)
            living = select(Attachment.sha256).where(Attachment.sha256.in_(digests), Attachment.erased_at.is_(None))
            for digest in digests - set(own.scalars(living)):
                store.remove(digest)
            own.commit()


def _keep_all(session: Session, undone: SessionTransaction) -> None:
    # A savepoint that is undone leaves the transaction around it alive.
    if not undone.nested:
        session.info.pop(TO_REMOVE, None)
