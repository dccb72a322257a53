"""`helpcenter backup` and `helpcenter restore`."""

from pathlib import Path

import click

from helpcenter.consent import ledger
from helpcenter.db import db
from helpcenter.db.migrate import known_versions, stored_version, upgrade
from helpcenter.operations.backup import BackupError, Manifest, Moment, write_backup
from helpcenter.operations.restore import check_backup, from_backup, restore_backup
from helpcenter.operations.snapshots import SnapshotError
from helpcenter.organisations.queries import count_organisations
from helpcenter.retention.custody import log_file
from helpcenter.retention.erasure_log import ErasureLog, read_entries
from helpcenter.retention.service import drop_copies, replay
from helpcenter.retention.setup import current_custody
from helpcenter.retention.wiping import scrub
from helpcenter.web.cli import answer, with_app
from helpcenter.web.context import services


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@with_app
def backup(file: Path, as_json: bool) -> None:
    """Copy the database, the keys and the files into FILE, while the site runs. Guard it: it holds the keys."""
    head = ledger.head(db.session)
    db.session.rollback()
    try:
        manifest = write_backup(services().settings, file, Moment(services().clock(), stored_version(), str(head)))
    except (BackupError, SnapshotError, OSError) as error:
        raise click.ClickException(str(error)) from error
    value = {"file": str(file), "head": manifest.head, "files": len(manifest.sha256) - 1, "engine": manifest.engine}
    answer(value, f"{file}: the database ({manifest.engine}) and {value['files']} files; head {manifest.head}", as_json=as_json)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="What is here now is given up.")
@click.option("--erasures", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A copy of erasures.jsonl kept elsewhere.")
@click.option("--check", "is_check", is_flag=True, help="Only look whether FILE is whole and fits; change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@with_app
def restore(file: Path, replace: bool, erasures: Path | None, is_check: bool, as_json: bool) -> None:
    """Put a backup in the place of the database and the files; what was erased since is erased again. Stop the site first."""
    manifest = _check(file)
    if is_check:
        answer({"ok": True, "head": manifest.head}, f"{file} is whole: made {manifest.made_at}, head {manifest.head}", as_json=as_json)
        return
    # The one mistake that nobody could mend: the wrong machine.
    if not replace and _holds_something():
        raise click.ClickException("there is data here already: make a backup of it, then say --replace")
    db.engine.dispose()
    # Ours and what is brought along, merged before and after: an entry too many erases nothing twice.
    log = current_custody().log
    if erasures:
        log.add(read_entries(erasures))
    try:
        restore_backup(file, services().settings, kept=(log_file(services().settings),))
    except (BackupError, SnapshotError, OSError) as error:
        raise click.ClickException(str(error)) from error
    _take_in_log(log)
    _finish(manifest, as_json)


def _take_in_log(log: ErasureLog) -> None:
    """What was erased before the backup was made is known here too."""
    brought = from_backup(log.file)
    if brought.is_file():
        log.add(read_entries(brought))
        brought.unlink()


def _check(file: Path) -> Manifest:
    try:
        manifest = check_backup(file, services().settings)
    except (BackupError, OSError) as error:
        raise click.ClickException(str(error)) from error
    if manifest.version not in known_versions():
        raise click.ClickException(f"this backup was made by a later program (tables {manifest.version}): install that one first")
    return manifest


def _finish(manifest: Manifest, as_json: bool) -> None:
    """Bring the tables to this program's version, and let what was erased stay erased."""
    db.engine.dispose()
    upgrade()
    custody = current_custody()
    count = replay(db.session, custody, custody.log.read())
    head = ledger.head(db.session)
    db.session.commit()
    drop_copies(db.session, custody)
    db.session.rollback()
    # What was erased again still stands in free pages until now (docs/decisions/0027).
    scrub(db.engine)
    text = f"Restored: made {manifest.made_at}, head {manifest.head}. {count} erasures done again. Start the site anew."
    answer({"made_at": manifest.made_at, "replayed": count, "head": str(head)}, text, as_json=as_json)


def _holds_something() -> bool:
    if not stored_version():
        return False
    found = count_organisations(db.session) + ledger.head(db.session).seq
    db.session.rollback()
    return found > 0


COMMANDS: tuple[click.Command, ...] = (backup, restore)
