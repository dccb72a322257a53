"""The commands of intake: a table of families, and a link to try."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from helpcenter.cli import main
from helpcenter.config import Settings
from helpcenter.db import db
from helpcenter.unblock.models import UnblockCase
from tests.browsing import database
from tests.factories import make_organisation

TABLE = "famille;adresse mail;dernier mail\nFamille A;a@free.fr;30/10/2026\nFamille B;b@gmial.com;30/10/2026\n"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """An installation that shares a key with the vendor's software."""
    return replace(settings, link_secrets=("un-secret-de-trente-deux-signes-au-moins",))


@pytest.fixture
def table(app: Flask, tmp_path: Path) -> str:
    """A table, and the organisation that it is for."""
    with database(app) as session:
        make_organisation(session, slug="tilleuls")
    path = tmp_path / "familles.csv"
    path.write_text(TABLE, encoding="utf-16")
    return str(path)


def invoke(app: Flask, *words: str) -> Result:
    return CliRunner().invoke(main, words, obj=lambda: app)


def count_cases(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(UnblockCase)) or 0


def test_a_table_is_looked_at_and_then_opened(app: Flask, table: str) -> None:
    looked = invoke(app, "case", "import", table, "--organisation", "tilleuls", "--dry-run", "--json")
    assert looked.exit_code == 1
    said = json.loads(looked.output)
    assert said["opened"] == []
    assert [(line["line"], line["finding"], line["other"]) for line in said["lines"]] == [(2, "good", ""), (3, "doubtful", "b@gmail.com")]
    assert count_cases(app) == 0
    assert invoke(app, "case", "import", table, "--organisation", "tilleuls").exit_code == 1
    assert count_cases(app) == 1
    again = invoke(app, "case", "import", table, "--organisation", "tilleuls", "--pass-doubtful")
    assert "duplicate" in again.output
    assert count_cases(app) == 2


def test_a_file_that_is_no_table_is_named(app: Flask, table: str) -> None:
    Path(table).write_bytes(b"PK\x03\x04")
    result = invoke(app, "case", "import", table, "--organisation", "tilleuls")
    assert result.exit_code == 1
    assert "workbook" in result.output
    assert "no organisation" in invoke(app, "case", "import", table, "--organisation", "nobody").output


def test_a_link_to_try_opens_the_form(app: Flask, client: FlaskClient, settings: Settings, table: str) -> None:
    made = invoke(app, "case", "link", "--organisation", "tilleuls", "--address", "a@free.fr", "--json")
    url = json.loads(made.output)["url"]
    assert url.startswith(f"{settings.public_url}/fr/assistance/with/")
    page = client.get(url.removeprefix(settings.public_url))
    assert page.status_code == 200
    assert 'value="a@free.fr"' in page.text
