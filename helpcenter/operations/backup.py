"""`helpcenter backup FILE`: the database and the files of the instance in one archive, while the site runs.

The database is copied first. A file is stored before a row names it, so the files copied afterwards are all that the rows need.
"""

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import make_url

from helpcenter.config import Settings
from helpcenter.operations.snapshots import dump

FORMAT = 1
MANIFEST, DATABASE, FILES = "manifest.json", "database", "files/"
# Made again from the rest, or true of one running machine only. What a room adds to the instance folder is kept unless it is named here.
MADE_AGAIN = frozenset({"static", "pdf", "search", "stamps", "bundles", "outbox"})
MADE_AGAIN_FILES = ("catalogue.sqlite3", "jobs.sqlite3")
BLOCK = 1024 * 1024


class BackupError(RuntimeError):
    """The archive could not be written or is none of ours; the message says why."""


@dataclass(frozen=True)
class Manifest:
    """What an archive says of itself."""

    format: int
    made_at: str
    engine: str
    version: str
    head: str
    sha256: dict[str, str]


@dataclass(frozen=True)
class Moment:
    """What was true when the backup began: the time, the version of the tables, the end of the ledger."""

    made_at: datetime
    version: str
    head: str


def write_backup(settings: Settings, target: Path, moment: Moment) -> Manifest:
    """Write the archive whole or not at all; only its owner may read it, for it holds the keys."""
    if target.exists():
        raise BackupError(f"{target} exists already; choose another name")
    url = make_url(settings.database_url)
    with tempfile.TemporaryDirectory(dir=target.resolve().parent, prefix=".backup-") as folder:
        copy, draft = Path(folder) / "database", Path(folder) / "archive"
        dump(url, copy)
        draft.touch(mode=0o600)
        manifest = _fill(draft, copy, settings, moment)
        # On the disk before it has its name: a backup that is there is whole.
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.rename(target)
    return manifest


def files_to_keep(settings: Settings) -> Iterator[Path]:
    """The files of the instance that cannot be made again."""
    url = make_url(settings.database_url)
    # With its log and index beside it. Copied like other files it would be torn, and be put under the feet of those who have it open.
    database = str(Path(url.database or "").resolve()) if url.get_backend_name() == "sqlite" else None
    for path in sorted(settings.instance.rglob("*")):
        name = path.relative_to(settings.instance)
        is_database = database is not None and str(path.resolve()).startswith(database)
        if path.is_file() and not _is_made_again(name) and not is_database:
            yield path


def read_manifest(archive: zipfile.ZipFile) -> Manifest:
    """What an archive says of itself; BackupError when it is none of ours, or of a later program."""
    try:
        manifest = Manifest(**json.loads(archive.read(MANIFEST)))
    except (KeyError, TypeError, ValueError) as error:
        raise BackupError("this is no backup of this program") from error
    if manifest.format != FORMAT:
        raise BackupError(f"this backup has the format {manifest.format}; this program reads {FORMAT}")
    return manifest


def _is_made_again(name: Path) -> bool:
    first = name.parts[0]
    return first in MADE_AGAIN or first.startswith((*MADE_AGAIN_FILES, ".")) or name.name.startswith(".")


def _fill(draft: Path, copy: Path, settings: Settings, moment: Moment) -> Manifest:
    sealed: dict[str, str] = {}
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
        sealed[DATABASE] = _add(archive, copy, DATABASE)
        for path in files_to_keep(settings):
            name = FILES + path.relative_to(settings.instance).as_posix()
            # A file may go while we look, such as a count that was just taken in.
            with suppress(FileNotFoundError):
                sealed[name] = _add(archive, path, name)
        engine = make_url(settings.database_url).get_backend_name()
        manifest = Manifest(FORMAT, moment.made_at.isoformat(), engine, moment.version, moment.head, sealed)
        archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))
    return manifest


def _add(archive: zipfile.ZipFile, path: Path, name: str) -> str:
    digest = hashlib.sha256()
    # Without a date of its own, so that the same data make the same archive; and it must be told to be packed, as the archive is not asked.
    info = zipfile.ZipInfo(name)
    info.compress_type = archive.compression
    # The source first: what is gone leaves no empty entry.
    with path.open("rb") as source, archive.open(info, "w", force_zip64=True) as target:
        while block := source.read(BLOCK):
            digest.update(block)
            target.write(block)
    return digest.hexdigest()
