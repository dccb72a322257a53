"""Words that are typed and not saved yet: kept per person and text in the instance folder, never in content/ or the database."""

import json
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from helpcenter.documents.saving import clean_text, digest_of
from helpcenter.writing.texts import Text

# Long enough for holidays, short enough that nobody is offered words of last year.
EXPIRY = timedelta(days=30)
# Somebody whose words are younger than this is taken to be writing now.
FRESH = timedelta(minutes=10)
DIGEST = re.compile(r"[0-9a-f]{64}")
Values = dict[str, list[str]]


@dataclass(frozen=True)
class Draft:
    """What a person had typed at a moment: the form's values, and the digest of the file that it was opened with."""

    values: Values
    opened: str
    saved_at: datetime


class DraftStore:
    """The drafts of this installation; slugs, locales and numbers of people are checked before they come here."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, person: int, slug: str, locale: str, draft: Draft) -> None:
        """Keep the words in place of the person's earlier ones."""
        self._make()
        text = json.dumps({**asdict(draft), "saved_at": draft.saved_at.isoformat()}, ensure_ascii=False)
        _write(self._file(person, slug, locale), text.encode())

    def find(self, person: int, slug: str, locale: str, now: datetime) -> Draft | None:
        """The person's own words; None when there are none or they are too old, which ends them."""
        file = self._file(person, slug, locale)
        draft = _read(file)
        if draft and now - draft.saved_at > EXPIRY:
            file.unlink(missing_ok=True)
            return None
        return draft

    def drop(self, person: int, slug: str, locale: str) -> None:
        """Forget the person's words."""
        self._file(person, slug, locale).unlink(missing_ok=True)

    def others(self, person: int, slug: str, locale: str, now: datetime) -> list[int]:
        """The numbers of other people who are writing on this text just now; never their words."""
        return sorted(number for number, draft in self._of_text(slug, locale) if number != person and now - draft.saved_at < FRESH)

    def keep_base(self, data: bytes, now: datetime) -> str:
        """Keep the bytes with which somebody opens a text, for bringing changes together later; gives their digest."""
        digest = digest_of(data)
        file = self._base(digest)
        if file.exists():
            # Opened again, it counts as new: the base of a text at work does not expire.
            os.utime(file, (now.timestamp(), now.timestamp()))
        else:
            self._make()
            _write(file, data)
            self._expire(now)
        return digest

    def find_base(self, digest: str) -> bytes | None:
        """The bytes of this digest, if somebody opened them lately."""
        # It comes back from a browser and becomes the name of a file.
        if not DIGEST.fullmatch(digest) or not self._base(digest).exists():
            return None
        return self._base(digest).read_bytes()

    def _make(self) -> None:
        # Nobody else on this machine may read what is not even saved.
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def _expire(self, now: datetime) -> None:
        for file in [*self._folder.glob("opened/*"), *self._folder.glob("texts/*/*/*.json")]:
            # Somebody else who opens a text at this moment may clear away the same ones.
            with suppress(FileNotFoundError):
                if now.timestamp() - file.stat().st_mtime > EXPIRY.total_seconds():
                    file.unlink()

    def _of_text(self, slug: str, locale: str) -> Iterator[tuple[int, Draft]]:
        for file in (self._folder / "texts" / slug / locale).glob("*.json"):
            draft = _read(file)
            if draft and file.stem.isdigit():
                yield int(file.stem), draft

    def _file(self, person: int, slug: str, locale: str) -> Path:
        return self._folder / "texts" / slug / locale / f"{person}.json"

    def _base(self, digest: str) -> Path:
        return self._folder / "opened" / digest


def says_the_same(draft: Draft, text: Text) -> bool:
    """True when the words of a draft stand in the text already."""
    typed = {name: "".join(draft.values.get(name, [])) for name in ("title", "summary", "body")}
    shown = {name: str(text.fields.get(name) or "").strip() for name in ("title", "summary")}
    return clean_text(typed.pop("body")).lstrip("\n") == text.body and {name: words.strip() for name, words in typed.items()} == shown


def _read(file: Path) -> Draft | None:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        return Draft(found["values"], found["opened"], datetime.fromisoformat(found["saved_at"]))
    except (OSError, ValueError, KeyError, TypeError):
        # Damaged words cannot be offered; the text itself is in its file.
        return None


def _write(file: Path, data: bytes) -> None:
    # Losing the last seconds in a power cut is acceptable here; half a file is not.
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{secrets.token_hex(6)}")
    draft.touch(mode=0o600)
    draft.write_bytes(data)
    draft.replace(file)
