"""`helpcenter restore FILE`: an archive takes the place of the database and the files; what was erased since stays erased."""

import hashlib
import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from sqlalchemy.engine import make_url

from helpcenter.config import Settings
from helpcenter.operations.backup import BLOCK, DATABASE, FILES, BackupError, Manifest, read_manifest
from helpcenter.operations.snapshots import load

# Keys, scans of signatures, what staff type, who was erased: nothing of an instance is for other users of the machine.
FILE_MODE, FOLDER_MODE = 0o600, 0o700


def check_backup(file: Path, settings: Settings) -> Manifest:
    """Read the whole archive once, and say what it holds; BackupError for a damaged or foreign one. Nothing is changed."""
    with _open(file) as archive:
        manifest = read_manifest(archive)
        for name, sha256 in manifest.sha256.items():
            if _digest(archive, name) != sha256:
                raise BackupError(f"the backup is damaged: {name} is not what was written")
            # Each name is looked at before the first file is written.
            _target(settings.instance, name)
    engine = make_url(settings.database_url).get_backend_name()
    if manifest.engine != engine:
        raise BackupError(f"this is a backup of {manifest.engine}, and HELPCENTER_DATABASE_URL names {engine}")
    return manifest


def restore_backup(file: Path, settings: Settings, kept: tuple[Path, ...] = ()) -> Manifest:
    """Put the archive in the place of what is here. Of `kept` files, such as the log of erasures, the archive's comes to stand beside."""
    manifest = check_backup(file, settings)
    _make_folder(settings.instance)
    with _open(file) as archive, tempfile.TemporaryDirectory(dir=settings.instance, prefix=".restore-") as folder:
        copy = Path(folder) / "database"
        _write(archive, DATABASE, copy)
        # The files first: rows never name a file that is not there.
        for name in manifest.sha256:
            target = _target(settings.instance, name)
            if name != DATABASE:
                _replace(archive, name, from_backup(target) if target in kept and target.exists() else target)
        load(make_url(settings.database_url), copy)
    return manifest


def from_backup(kept: Path) -> Path:
    """Where the archive's own copy of a kept file is put."""
    return kept.with_name(f"{kept.name}.from-backup")


@contextmanager
def _open(file: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        raise BackupError(f"{file} cannot be read as a backup: {error}") from error


def _digest(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    try:
        with archive.open(name) as source:
            while block := source.read(BLOCK):
                digest.update(block)
    except KeyError:
        raise BackupError(f"the backup is damaged: {name} is missing") from None
    return digest.hexdigest()


def _target(instance: Path, name: str) -> Path:
    """Where a file of the archive belongs; an archive from elsewhere must not write outside the instance folder."""
    parts = PurePosixPath(name.removeprefix(FILES)).parts
    if not parts or ".." in parts or PurePosixPath(name).is_absolute() or (name != DATABASE and not name.startswith(FILES)):
        raise BackupError(f"the backup names a place outside the instance folder: {name}")
    return instance.joinpath(*parts)


def _replace(archive: zipfile.ZipFile, name: str, target: Path) -> None:
    _make_folder(target.parent)
    draft = target.with_name(f".{target.name}.restored")
    _write(archive, name, draft)
    draft.replace(target)


def _make_folder(folder: Path) -> None:
    # Folders above are made by mkdir() with the usual mode, whatever it is told for the last one.
    if not folder.exists():
        _make_folder(folder.parent)
        folder.mkdir(mode=FOLDER_MODE, exist_ok=True)


def _write(archive: zipfile.ZipFile, name: str, path: Path) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE_MODE)
    with os.fdopen(handle, "wb") as target, archive.open(name) as source:
        while block := source.read(BLOCK):
            target.write(block)
        target.flush()
        os.fsync(target.fileno())
