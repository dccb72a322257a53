"""Which keys the evidence refers to, and which are there: without its key nobody can tell whose consent a hash is."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from helpcenter.consent.keys import FILE_NAME

# The payload is a text, for its seal is over these very characters: each database reads JSON from it in its own words.
USED = {
    "sqlite": "SELECT DISTINCT json_extract(payload, '$.subject.key_id') FROM evidence WHERE payload IS NOT NULL",
    "postgresql": "SELECT DISTINCT payload::json -> 'subject' ->> 'key_id' FROM evidence WHERE payload IS NOT NULL",
}


@dataclass(frozen=True)
class KeyState:
    """One key: whether it is there, in use, for how long, and closed to others."""

    key_id: str
    is_there: bool
    is_used: bool
    made_at: datetime | None = None
    is_private: bool = True


def list_keys(session: Session, folder: Path) -> list[KeyState]:
    """The keys that are there or should be, the oldest first."""
    used = {row[0] for row in session.execute(text(USED[session.get_bind().dialect.name])) if row[0]}
    files = {match[0].removesuffix(".key"): path for path in folder.glob("k*.key") if (match := FILE_NAME.fullmatch(path.name))}
    return [_state(key_id, files.get(key_id), key_id in used) for key_id in sorted({*used, *files}, key=lambda key: int(key[1:]))]


def _state(key_id: str, file: Path | None, is_used: bool) -> KeyState:
    if file is None:
        return KeyState(key_id, is_there=False, is_used=is_used)
    found = file.stat()
    return KeyState(key_id, True, is_used, datetime.fromtimestamp(found.st_mtime, UTC), is_private=not found.st_mode & 0o077)
