"""Labels without a browser."""

import json
from typing import Any

from click.testing import CliRunner
from flask import Flask

from helpcenter.cli import main


def run(app: Flask, *words: str) -> Any:
    result = CliRunner().invoke(main, ["label", *words, "--json"], obj=lambda: app)
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


def test_labels_are_listed_with_their_state_and_their_steps(app: Flask) -> None:
    rows = run(app, "list", "--client", "gmail", "--screen", "fr")
    first = next(row for row in rows if row["key"] == "web.filter.new")
    assert (first["text"], first["state"], first["is_published"]) == ("Créer un filtre", "seen", True)
    assert {"tutorial": "gmail-web-filter", "step": "new"} in first["steps"]
    assert run(app, "list", "--state", "checked") == []


def test_one_command_decides_about_all_labels_from_memory_once(app: Flask) -> None:
    waiting = run(app, "list", "--state", "undecided")
    assert waiting
    assert run(app, "decide", "--all-memory", "--note", "mise en service")["decided"] >= len(waiting)
    assert run(app, "decide", "--all-memory")["decided"] == 0
    assert run(app, "list", "--state", "undecided") == []


def test_a_note_that_is_too_long_is_refused(app: Flask) -> None:
    result = CliRunner().invoke(main, ["label", "decide", "--all-memory", "--note", "x" * 501], obj=lambda: app)
    assert result.exit_code == 2
