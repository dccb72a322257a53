"""The commands of custody: a bundle that any Python checks alone, keys that follow one another."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import Connection, event

from helpcenter.cli import main
from helpcenter.config import Settings
from helpcenter.db import db
from helpcenter.db.engine import READ_ONLY
from tests.consent.persons import answer_page, make_invitation

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


def run(app: Flask, *words: str, code: int = 0) -> Any:
    """The JSON answer of a command."""
    result = CliRunner().invoke(main, [*words, "--json"], obj=lambda: app)
    assert result.exit_code == code, result.output
    return json.loads(result.stdout)


def agree(app: Flask) -> None:
    """A family agrees."""
    with app.app_context():
        invited = make_invitation(db.session)
    answer_page(app.test_client(), invited)


def test_the_script_in_a_bundle_checks_the_chain_alone_and_finds_a_cut_end(app: Flask, tmp_path: Path) -> None:
    agree(app)
    head = run(app, "evidence", "bundle", str(tmp_path / "bundle.zip"), "--to", "CNIL")["head"]
    with zipfile.ZipFile(tmp_path / "bundle.zip") as archive:
        archive.extractall(tmp_path)
    assert check(tmp_path, head).startswith("OK: 3 events")
    lines = (tmp_path / "evidence.jsonl").read_text().splitlines()
    (tmp_path / "evidence.jsonl").write_text("\n".join(lines[:-1]) + "\n")
    assert "the end is missing" in check(tmp_path, head)


@pytest.mark.parametrize("words", [("verify", "--json"), ("export",), ("bundle", "{folder}/bundle.zip")])
def test_a_look_at_the_whole_chain_keeps_nobody_from_writing(app: Flask, tmp_path: Path, words: tuple[str, ...]) -> None:
    agree(app)
    locking: list[bool] = []

    def note(connection: Connection, _cursor: object, statement: str, *_more: object) -> None:
        # The page by page reading of the ledger, not the look at its end.
        if "FROM evidence" in statement and "payload" in statement:
            locking.append(not connection.get_execution_options().get(READ_ONLY, False))

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", note)
    result = CliRunner().invoke(main, ["evidence", *(word.format(folder=tmp_path) for word in words)], obj=lambda: app)
    assert result.exit_code == 0, result.output
    assert set(locking) == {False}


def check(folder: Path, head: str) -> str:
    """What the script says, started without this program."""
    command = [sys.executable, "-I", "-S", "verifier.py", "evidence.jsonl", "--head", head]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True).stdout


def test_new_hashes_follow_the_newest_key_and_old_evidence_keeps_its_own(app: Flask) -> None:
    agree(app)
    assert run(app, "evidence", "rotate-key") == {"key": "k2"}
    agree(app)
    assert run(app, "evidence", "keys") == [
        {"key": "k1", "there": True, "used": True},
        {"key": "k2", "there": True, "used": True},
    ]


def test_a_missing_key_is_named_by_the_doctor(app: Flask, settings: Settings) -> None:
    agree(app)
    run(app, "evidence", "rotate-key")
    (settings.instance / "keys" / "k1.key").unlink()
    assert run(app, "evidence", "keys", code=1)[0] == {"key": "k1", "there": False, "used": True}
    found = [item for item in run(app, "doctor", code=1) if item["subject"] == "keys"]
    assert found[0]["level"] == "error"
    assert "k1" in found[0]["message"]
