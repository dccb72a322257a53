"""The commands of cases, invitations and the ledger."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.testing import FlaskClient

from helpcenter.cli import main
from helpcenter.config import Settings
from helpcenter.consent.models import Carrier
from helpcenter.unblock.commands import PROBLEMS
from helpcenter.unblock.service import CaseProblem
from tests.browsing import database
from tests.consent.persons import ADDRESS, LABEL, Invited, answer_page, make_invitation
from tests.factories import make_organisation

OPEN = ("case", "open", "--organisation", "tilleuls", "--label", LABEL, "--address", ADDRESS, "--last-mail", "2026-10-30", "--locale", "fr")


def invoke(app: Flask, *words: str) -> Result:
    return CliRunner().invoke(main, words, obj=lambda: app)


def run(app: Flask, *words: str) -> Any:
    """The JSON answer of a command."""
    result = invoke(app, *words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


@pytest.fixture
def case_id(app: Flask) -> int:
    """A case opened by the command."""
    with database(app) as session:
        make_organisation(session, slug="tilleuls")
    return int(run(app, *OPEN)["case"])


def test_a_case_is_opened_listed_and_invited(app: Flask, client: FlaskClient, case_id: int) -> None:
    listed = run(app, "case", "list")
    assert listed == [{**listed[0], "case": case_id, "label": LABEL, "status": "needs_organisation", "next_action": "invite"}]
    made = run(app, "consent", "invite", "--case", str(case_id), "--carrier", "letter")
    assert set(made) == {"code", "url", "qr_svg", "text"}
    assert len(made["code"]) == 16
    assert made["url"] == f"http://localhost/c/{made['code']}"
    assert made["qr_svg"].startswith("<svg")
    assert run(app, "consent", "show", made["code"]) == {"state": "open"}
    answer_page(client, Invited(case_id, made["code"], ""))
    assert run(app, "consent", "show", made["url"]) == {"state": "given"}
    assert run(app, "case", "list")[0]["status"] == "waiting_provider"


@pytest.mark.parametrize("carrier", Carrier)
def test_every_carrier_has_a_text_in_words_too(app: Flask, case_id: int, carrier: Carrier) -> None:
    result = invoke(app, "consent", "invite", "--case", str(case_id), "--carrier", carrier.value)
    assert result.exit_code == 0
    assert "http://localhost/c/" in result.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (OPEN, "there is an open case for this address"),
        (tuple("nowhere" if word == "tilleuls" else word for word in OPEN), "there is no organisation nowhere"),
        (tuple("camille" if word == ADDRESS else word for word in OPEN), "this is not a mail address"),
        (("consent", "invite", "--case", "4711", "--carrier", "sms"), "there is no case 4711"),
        (("consent", "show", "7K2M9QXD4TRW0PZ5"), "there is no such code"),
        (("consent", "show", "x"), "there is no such code"),
    ],
)
def test_what_cannot_be_done_is_said_and_fails(app: Flask, case_id: int, words: tuple[str, ...], said: str) -> None:
    result = invoke(app, *words)
    assert result.exit_code == 1
    assert said in result.output


def test_every_problem_of_a_case_has_its_words() -> None:
    assert set(PROBLEMS) == {problem.value for problem in CaseProblem}


def test_the_ledger_is_verified_exported_and_checked_as_a_file(app: Flask, client: FlaskClient, tmp_path: Path) -> None:
    with database(app) as session:
        invited = make_invitation(session)
    answer_page(client, invited)
    result = run(app, "evidence", "verify")
    assert (result["ok"], result["rows"], result["bad_seq"]) == (True, 2, None)
    file = tmp_path / "evidence.jsonl"
    assert invoke(app, "evidence", "export", "--output", str(file)).exit_code == 0
    assert invoke(app, "evidence", "export").output == file.read_text(encoding="utf-8")
    assert run(app, "evidence", "verify", "--file", str(file), "--head", result["head"])["ok"]
    file.write_text(file.read_text(encoding="utf-8").replace("lift_block", "newsletter"), encoding="utf-8")
    bad = invoke(app, "evidence", "verify", "--file", str(file))
    assert (bad.exit_code, "BAD at seq 2" in bad.output) == (1, True)


def test_verify_fails_and_names_the_first_bad_event_of_the_database(app: Flask, settings: Settings) -> None:
    with database(app) as session:
        for _ in range(3):
            make_invitation(session)
    tamper(settings, "UPDATE evidence SET case_id = 99 WHERE seq = 2")
    result = invoke(app, "evidence", "verify", "--json")
    assert result.exit_code == 1
    assert json.loads(result.output)["bad_seq"] == 2


def tamper(settings: Settings, statement: str) -> None:
    """Write into the database past the program and its guards."""
    if settings.database_url.startswith("sqlite"):
        connection = sqlite3.connect(settings.instance / "helpcenter.sqlite3")
        connection.execute("DROP TRIGGER evidence_keeps_content")
        connection.execute(statement)
        connection.commit()
        connection.close()
        return
    with psycopg.connect(settings.database_url.replace("postgresql+psycopg", "postgresql")) as server:
        server.execute("ALTER TABLE evidence DISABLE TRIGGER USER")
        server.execute(statement.encode())


def test_a_head_that_is_not_one_is_refused(app: Flask) -> None:
    result = invoke(app, "evidence", "verify", "--head", "12")
    assert result.exit_code == 2
    assert "SEQ:HASH" in result.output


def test_unanswered_codes_are_expired_by_a_command(app: Flask, case_id: int) -> None:
    assert run(app, "consent", "expire") == {"expired": 0}
