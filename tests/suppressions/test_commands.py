"""Commands: a table in with a dry run, out again, and the list."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import func, select

from helpcenter.cli import main
from helpcenter.db import db
from helpcenter.suppressions.models import Suppression
from tests.browsing import database
from tests.factories import make_organisation

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


def invoke(app: Flask, *words: str) -> Result:
    return CliRunner().invoke(main, ["suppression", *words], obj=lambda: app)


def count(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Suppression)) or 0


def test_a_table_is_tried_then_noted_then_written_as_it_can_be_read_again(app: Flask, tmp_path: Path) -> None:
    with database(app) as session:
        make_organisation(session, slug="mairie-a")
    file = tmp_path / "blocks.csv"
    file.write_text("address;reason;note\nfamille.a@courrier.example;spam;=1+1\nno address;;\n", encoding="utf-8")
    options = ["--organisation", "mairie-a"]
    tried = invoke(app, "import", str(file), *options, "--dry-run", "--json")
    assert (tried.exit_code, count(app)) == (1, 0)
    assert [line["finding"] for line in json.loads(tried.output)["lines"]] == ["good", "address"]
    assert json.loads(invoke(app, "import", str(file), *options, "--json").output)["noted"] == 1
    written = invoke(app, "export", *options).output
    assert "famille.a@courrier.example;2026-11-02;;spam;'=1+1;ask" in written
    assert "famille.a@" not in invoke(app, "export", *options, "--masked").output
    (line,) = invoke(app, "list", "--json").output.splitlines()
    assert json.loads(line) | {"id": 1} == {
        "id": 1,
        "organisation": "mairie-a",
        "address": "f…@courrier.example",
        "kind": "spam",
        "since": "2026-11-02",
        "until": None,
        "next_step": "ask",
        "case": None,
    }
    assert invoke(app, "list", "--organisation", "nobody").exit_code == 1
