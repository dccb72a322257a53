"""`helpcenter batch`, from what is ready to the provider's last answer."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from helpcenter.cli import main
from helpcenter.db import db
from helpcenter.unblock.models import UnblockCase
from tests.batches.requests import make_some
from tests.browsing import database

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


def invoke(app: Flask, *words: str) -> Result:
    return CliRunner().invoke(main, ("batch", *words), obj=lambda: app)


def run(app: Flask, *words: str) -> Any:
    """The JSON answer of a command."""
    result = invoke(app, *words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


def make_ready_cases(app: Flask, number: int) -> list[int]:
    with database(app) as session:
        return [case.id for case in make_some(session, number)]


def statuses(app: Flask, cases: list[int]) -> list[str]:
    with app.app_context():
        return [db.session.get_one(UnblockCase, case).status.value for case in cases]


def test_a_batch_is_made_sent_and_closed_with_a_table_and_one_answer_for_the_rest(app: Flask, tmp_path: Path) -> None:
    cases = make_ready_cases(app, 3)
    assert run(app, "list") == {"ready": 3, "held": 0, "left_today": None, "batches": []}
    assert run(app, "make") == {"batch": 1, "requests": 3, "joined": 0}
    target = tmp_path / "dossier.zip"
    assert invoke(app, "dossier", "1", "--output", str(target)).exit_code == 0
    assert {"dossier.fr.pdf", "dossier.en.pdf"} < set(zipfile.ZipFile(io.BytesIO(target.read_bytes())).namelist())
    # Nobody answers what was not sent.
    assert run(app, "close", "1", "--all", "done")["stored"] == 0
    assert run(app, "ask", "1") == {"batch": 1, "asked": 3}
    assert invoke(app, "ask", "1").exit_code == 1
    table = tmp_path / "answers.csv"
    table.write_text("adresse;réponse\nparent0@courrier.example;refusé\n", encoding="cp1252")
    assert run(app, "close", "1", "--answers", str(table), "--all", "done") == {"batch": 1, "stored": 3, "left_out": 0, "open": 0}
    assert statuses(app, cases) == ["closed_declined", "unblocked", "unblocked"]
    [listed] = run(app, "list")["batches"]
    assert (listed["requests"]["done"], listed["requests"]["declined"], bool(listed["closed_at"])) == (2, 1, True)


def test_a_table_with_a_line_that_nobody_understands_stores_the_others_and_leaves_the_rest_open(app: Flask, tmp_path: Path) -> None:
    make_ready_cases(app, 3)
    run(app, "make")
    run(app, "ask", "1")
    table = tmp_path / "answers.csv"
    table.write_text("address,answer\nparent0@courrier.example,done\nparent1@courrier.example,perhaps\n", encoding="utf-8")
    result = invoke(app, "close", "1", "--answers", str(table), "--all", "declined")
    assert result.exit_code == 1
    assert "line 3 is left out: answer" in result.output
    assert "1 answers stored; 2 addresses wait for one." in result.output


def test_only_the_cases_that_were_named_go_and_nothing_to_do_is_said_with_an_exit_code(app: Flask, tmp_path: Path) -> None:
    first, second = make_ready_cases(app, 2)
    assert run(app, "make", "--case", str(second)) == {"batch": 1, "requests": 1, "joined": 0}
    assert statuses(app, [first, second]) == ["needs_organisation", "needs_organisation"]
    assert run(app, "list")["ready"] == 1
    assert invoke(app, "make", "--case", str(second)).exit_code == 1
    assert invoke(app, "ask", "7").exit_code == 1
    assert invoke(app, "close", "1").exit_code == 2
    broken = tmp_path / "broken.csv"
    broken.write_text("name;town\nx;y\n", encoding="utf-8")
    assert "one column must be called address" in invoke(app, "close", "1", "--answers", str(broken)).output
