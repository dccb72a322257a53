"""Backup and restore: a round trip on both engines, while somebody writes; nothing foreign is taken, erased stays erased."""

import json
import threading
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import select, text

from helpcenter.app import create_app
from helpcenter.cli import main
from helpcenter.config import Settings
from helpcenter.consent import ledger
from helpcenter.consent.models import Evidence
from helpcenter.db import db
from helpcenter.operations.backup import files_to_keep
from helpcenter.organisations.models import Organisation
from tests.browsing import database
from tests.consent.persons import answer_page, make_invitation
from tests.databases import make_settings
from tests.factories import make_organisation


def invoke(app: Flask, *words: str) -> Result:
    """A command."""
    return CliRunner().invoke(main, [*words, "--json"], obj=lambda: app)


def run(app: Flask, *words: str) -> Any:
    """The JSON answer of a command that must succeed."""
    result = invoke(app, *words)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def record_of(app: Flask) -> str:
    """The record of the one case."""
    with app.app_context():
        return str(db.session.query(Evidence.record_id).order_by(Evidence.seq).limit(1).scalar())


def answer_once(app: Flask) -> None:
    """A family agrees."""
    with app.app_context():
        invited = make_invitation(db.session)
    assert answer_page(app.test_client(), invited).status_code == 200


def test_a_backup_brings_back_database_keys_and_files(app: Flask, settings: Settings, tmp_path: Path) -> None:
    answer_once(app)
    attachment = settings.instance / "attachments" / "ab" / "scan.pdf"
    attachment.parent.mkdir(parents=True)
    attachment.write_bytes(b"%PDF a scan")
    key = (settings.instance / "keys" / "k1.key").read_bytes()
    head = run(app, "evidence", "verify")["head"]
    made = run(app, "backup", str(tmp_path / "one.zip"))
    assert made["head"] == head
    assert (tmp_path / "one.zip").stat().st_mode & 0o077 == 0

    answer_once(app)
    (settings.instance / "keys" / "k1.key").write_bytes(b"another key")
    attachment.unlink()
    run(app, "restore", str(tmp_path / "one.zip"), "--replace")

    assert run(app, "evidence", "verify")["head"] == head
    assert (settings.instance / "keys" / "k1.key").read_bytes() == key
    assert attachment.read_bytes() == b"%PDF a scan"
    with app.app_context(), pytest.raises(Exception, match="append-only"):
        # The guards of the ledger came back too.
        db.session.query(Evidence).delete()
    # Nothing that comes back can be read by other users of the machine.
    for path in (settings.instance / "keys" / "k1.key", attachment):
        assert path.stat().st_mode & 0o077 == 0


def test_a_backup_of_a_site_at_work_is_one_moment_of_it(app: Flask, settings: Settings, tmp_path: Path) -> None:
    """Each transaction of the writer makes two organisations: a copy that holds an odd number was torn."""
    stop = threading.Event()
    # An application of its own, as a web process has.
    site = create_app(settings)

    def write() -> None:
        number = 0
        while not stop.is_set():
            with database(site) as session:
                make_organisation(session, slug=f"a-{number}")
                make_organisation(session, slug=f"b-{number}")
            number += 1
        with site.app_context():
            db.engine.dispose()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            run(app, "backup", str(tmp_path / f"{number}.zip"))
    finally:
        stop.set()
        writer.join()
    run(app, "restore", str(tmp_path / "2.zip"), "--replace")
    with app.app_context():
        slugs = set(db.session.scalars(select(Organisation.slug)))
        assert len(slugs) % 2 == 0
        assert ledger.verify(db.session).is_sound


def test_what_was_erased_after_the_backup_stays_erased(app: Flask, tmp_path: Path) -> None:
    answer_once(app)
    record = record_of(app)
    run(app, "backup", str(tmp_path / "one.zip"))
    run(app, "retention", "erase", record)
    assert run(app, "restore", str(tmp_path / "one.zip"), "--replace")["replayed"] == 1
    found = run(app, "evidence", "verify")
    assert found["ok"]
    # What came back was withdrawn and emptied again.
    assert found["erased"] >= 2
    assert run(app, "retention", "replay") == {"replayed": 0}


def test_the_log_of_erasures_can_come_from_another_machine(app: Flask, settings: Settings, tmp_path: Path) -> None:
    answer_once(app)
    record = record_of(app)
    run(app, "backup", str(tmp_path / "one.zip"))
    run(app, "retention", "erase", record)
    log = settings.instance / "erasures.jsonl"
    kept = log.rename(tmp_path / "kept.jsonl")
    assert run(app, "restore", str(tmp_path / "one.zip"), "--replace", "--erasures", str(kept))["replayed"] == 1
    assert log.read_text() == kept.read_text()


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
class TestRefusals:
    """Rules of the archive, whatever the engine."""

    def test_data_that_is_here_is_given_up_only_when_said_so(self, app: Flask, tmp_path: Path) -> None:
        answer_once(app)
        run(app, "backup", str(tmp_path / "one.zip"))
        result = invoke(app, "restore", str(tmp_path / "one.zip"))
        assert result.exit_code == 1
        assert "--replace" in result.output
        assert run(app, "restore", str(tmp_path / "one.zip"), "--check")["ok"]

    def test_an_existing_file_is_never_written_over(self, app: Flask, tmp_path: Path) -> None:
        (tmp_path / "one.zip").write_text("precious")
        assert invoke(app, "backup", str(tmp_path / "one.zip")).exit_code == 1
        assert (tmp_path / "one.zip").read_text() == "precious"

    @pytest.mark.parametrize("damage", ["cut", "changed", "outside", "foreign"])
    def test_a_damaged_or_foreign_archive_changes_nothing(self, app: Flask, settings: Settings, tmp_path: Path, damage: str) -> None:
        answer_once(app)
        run(app, "backup", str(tmp_path / "one.zip"))
        broken = spoil(tmp_path / "one.zip", damage)
        before = run(app, "evidence", "verify")["head"]
        result = invoke(app, "restore", str(broken), "--replace")
        assert result.exit_code == 1, result.output
        assert result.output.startswith("Error:")
        assert run(app, "evidence", "verify")["head"] == before
        assert not (settings.instance.parent / "escaped").exists()

    def test_an_archive_is_packed(self, app: Flask, tmp_path: Path) -> None:
        run(app, "backup", str(tmp_path / "backup.zip"))
        with zipfile.ZipFile(tmp_path / "backup.zip") as archive:
            database = archive.getinfo("database")
        assert database.compress_size < database.file_size / 2

    def test_what_can_be_made_again_is_left_out(self, app: Flask, settings: Settings, tmp_path: Path) -> None:
        (settings.instance / "pdf").mkdir()
        (settings.instance / "pdf" / "sheet.pdf").write_bytes(b"%PDF")
        (settings.instance / "jobs.sqlite3-wal").write_bytes(b"x")
        run(app, "backup", str(tmp_path / "one.zip"))
        names = zipfile.ZipFile(tmp_path / "one.zip").namelist()
        assert not [name for name in names if "pdf" in name or "sqlite3" in name or "static" in name]

    def test_the_database_is_no_file_among_others_however_its_address_is_written(self, settings: Settings) -> None:
        (settings.instance / "helpcenter.sqlite3-wal").write_bytes(b"x")
        written = f"{settings.instance}/../{settings.instance.name}/helpcenter.sqlite3"
        found = files_to_keep(replace(settings, database_url=f"sqlite:///{written}"))
        assert not [path for path in found if path.name.startswith("helpcenter.sqlite3")]

    def test_the_way_back_from_a_later_version_is_a_restored_backup(self, app: Flask, tmp_path: Path) -> None:
        answer_once(app)
        run(app, "backup", str(tmp_path / "one.zip"))
        with database(app) as session:
            session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        assert "later version" in invoke(app, "init").output
        found = json.loads(invoke(app, "doctor").stdout)
        assert [item["level"] for item in found if "later version" in item["message"]] == ["error"]
        run(app, "restore", str(tmp_path / "one.zip"), "--replace")
        assert run(app, "evidence", "verify")["ok"]

    def test_a_fresh_machine_takes_a_backup(self, app: Flask, tmp_path: Path) -> None:
        answer_once(app)
        head = run(app, "evidence", "verify")["head"]
        run(app, "backup", str(tmp_path / "one.zip"))
        fresh = create_app(make_settings(tmp_path / "fresh"))
        run(fresh, "restore", str(tmp_path / "one.zip"))
        assert run(fresh, "evidence", "verify")["head"] == head
        assert {item["subject"]: item["level"] for item in run(fresh, "doctor")}["keys"] == "ok"
        with fresh.app_context():
            db.engine.dispose()


def spoil(archive: Path, damage: str) -> Path:
    """The archive with one thing wrong."""
    broken = archive.with_name("broken.zip")
    if damage == "cut":
        broken.write_bytes(archive.read_bytes()[:-200])
        return broken
    with zipfile.ZipFile(archive) as source, zipfile.ZipFile(broken, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if damage == "changed" and name == "database":
                data = data[:-1] + b"?"
            if name == "manifest.json":
                data = spoil_manifest(data, damage)
            target.writestr(name, data)
        if damage == "outside":
            target.writestr("files/../../escaped", b"")
    return broken


def spoil_manifest(data: bytes, damage: str) -> bytes:
    """What the archive says of itself, changed."""
    manifest = json.loads(data)
    if damage == "outside":
        manifest["sha256"]["files/../../escaped"] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    if damage == "foreign":
        manifest["format"] = 99
    return json.dumps(manifest).encode()
