"""The first and the daily commands."""

import json
from dataclasses import replace
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask

from helpcenter.app import create_app
from helpcenter.cli import main
from helpcenter.config import Settings
from helpcenter.db import Base, db
from helpcenter.db.migrate import downgrade


def run(app: Flask, *words: str) -> Any:
    """The JSON answer of a command."""
    result = CliRunner().invoke(main, [*words, "--json"], obj=lambda: app)
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


def test_init_makes_a_database_that_doctor_approves(app: Flask) -> None:
    run(app, "init")
    findings = run(app, "doctor")
    assert {item["subject"]: item["level"] for item in findings}["database"] == "ok"


def test_a_command_on_a_database_that_nobody_prepared_says_what_to_do(app: Flask) -> None:
    with app.app_context():
        Base.metadata.drop_all(db.engine)
    result = CliRunner().invoke(main, ["case", "list"], obj=lambda: app)
    assert result.exit_code == 1
    assert "run `helpcenter init`" in result.output
    assert "Traceback" not in result.output


def test_the_demo_says_how_to_sign_in_and_which_link_to_answer(app: Flask) -> None:
    welcome = run(app, "init", "--demo")
    assert {item["email"] for item in welcome["accounts"]} >= {"accueil@les-tilleuls.example", "admin@ani.example"}
    assert app.test_client().get(welcome["consent"]["url"].removeprefix("http://localhost")).status_code == 200


def test_loading_the_demo_twice_changes_nothing_but_the_link(app: Flask) -> None:
    first, second = run(app, "init", "--demo"), run(app, "init", "--demo")
    assert first["accounts"] == second["accounts"]
    assert first["consent"]["address"] == second["consent"]["address"]
    assert first["consent"]["url"] != second["consent"]["url"]
    assert len(run(app, "case", "list")) == 1
    # Nothing from memory waits for staff.
    assert run(app, "label", "list", "--state", "undecided") == []
    assert run(app, "label", "decide", "--all-memory") == {"decided": 0}


def test_families_of_the_demo_find_the_mail_in_their_spam_folder_first(app: Flask) -> None:
    run(app, "init", "--demo")
    page = app.test_client().get("/fr/o/centre-social-demo/for/gmail/phone").get_data(as_text=True)
    # Its labels are from memory: it is listed only if the demo was shaped after staff's decisions.
    assert "gmail-android-ios-not-spam" in page


def test_demo_passwords_are_refused_where_others_can_reach_the_site(settings: Settings) -> None:
    public = create_app(replace(settings, public_url="https://help.example"))
    result = CliRunner().invoke(main, ["init", "--demo"], obj=lambda: public)
    assert result.exit_code == 1
    assert "loopback" in result.output


def test_doctor_names_an_old_database_and_fails(app: Flask) -> None:
    with app.app_context():
        downgrade("base")
    result = CliRunner().invoke(main, ["doctor"], obj=lambda: app)
    assert result.exit_code == 1
    assert "run `helpcenter init`" in result.output


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_doctor_names_a_database_that_is_away_and_goes_on(settings: Settings) -> None:
    away = create_app(replace(settings, database_url="postgresql+psycopg://nobody@127.0.0.1:1/nothing"))
    result = CliRunner().invoke(main, ["doctor"], obj=lambda: away)
    assert result.exit_code == 1
    assert "database: does not answer" in result.output
    assert "explainer" in result.output


def test_a_setting_that_cannot_work_ends_a_command_in_one_line() -> None:
    result = CliRunner(env={"HELPCENTER_CODE_DAYS": "soon"}).invoke(main, ["doctor"])
    assert result.exit_code == 1
    assert result.output.count("\n") == 1
    assert "HELPCENTER_CODE_DAYS" in result.output


def test_every_command_has_help() -> None:
    for name, command in main.commands.items():
        result = CliRunner().invoke(main, [name, "--help"])
        assert result.exit_code == 0
        assert command.help
