"""Taking in events from a file, and deleting old ones, by command."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from helpcenter.cli import main
from helpcenter.db import db
from helpcenter.events.models import DayCount, ProviderEvent
from helpcenter.events.service import store
from tests.events.factories import make_event
from tests.events.fixtures import read_cases
from tests.fakes import START

EVENTS = [case["event"] for case in read_cases("mailjet")]


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(main, [*words], obj=lambda: app)


def run_json(app: Flask, *words: str) -> dict[str, Any]:
    result = run(app, *words, "--json")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def count(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(ProviderEvent)) or 0


@pytest.mark.parametrize(
    "written",
    [
        json.dumps(EVENTS),
        json.dumps(EVENTS, indent=2),
        "\n".join(json.dumps(each) for each in EVENTS),
        "\n\n" + "\n".join([json.dumps(EVENTS[:5]), *(json.dumps(each) for each in EVENTS[5:])]),
    ],
    ids=["one line", "indented", "JSON Lines", "lines of several events"],
)
def test_a_file_is_taken_in_once_whatever_its_form(app: Flask, tmp_path: Path, written: str) -> None:
    file = tmp_path / "events.json"
    file.write_text(written, encoding="utf-8")

    tried = run_json(app, "events", "replay", str(file), "--dry-run")
    before = count(app)
    first = run_json(app, "events", "replay", str(file))
    again = run_json(app, "events", "replay", str(file))

    assert (tried["new"], before) == (len(EVENTS), 0)
    assert (first["new"], again["new"], again["known"]) == (len(EVENTS), 0, len(EVENTS))
    assert first["by_kind"]["complaint"] == 1
    assert run_json(app, "events", "replay", str(file), "--dry-run")["known"] == len(EVENTS)


def test_lines_that_cannot_be_read_are_named_by_number_and_the_others_are_taken_in(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "events.jsonl"
    file.write_text("\n".join([json.dumps(EVENTS[0]), '{"email": "famille-z@exam', json.dumps(EVENTS[1])]), encoding="utf-8")

    result = run(app, "events", "replay", str(file), "--provider", "mailjet")

    assert result.exit_code == 1
    assert "2 new" in result.output
    assert "1 lines cannot be read: 2" in result.output
    assert "famille-z" not in result.output


def test_old_events_are_deleted_and_their_counts_stay(app: Flask) -> None:
    with app.app_context():
        services = app.extensions["helpcenter"]
        events = [make_event(happened_at=START - timedelta(days=89)), make_event()]
        store(db.session, events, services.clock, services.events.publish)
        db.session.commit()
    services.clock.advance(days=2)

    assert run_json(app, "events", "forget", "--dry-run") == {"events": 1}
    assert run_json(app, "events", "forget") == {"events": 1}

    assert count(app) == 1
    with app.app_context():
        assert db.session.scalar(select(func.sum(DayCount.count))) == 2
