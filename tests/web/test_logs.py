"""Logs hold no personal data."""

import logging
from contextlib import suppress
from pathlib import Path

import pytest
import structlog
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from helpcenter.web.logs import AGAIN_SECONDS, OthersLog, PatientFile, mask, mask_event


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("GET /c/ABCD-EFGH?locale=fr", "GET /c/<code>?locale=fr"),
        ("could not reach famille.a@exemple.example today", "could not reach <address> today"),
        ("nothing to hide", "nothing to hide"),
        ("to:<a@b.example>,c+d@e.example;", "to:<<address>><address>"),
        ("a" * 2_000_000, "a" * 2_000_000),
    ],
)
def test_codes_and_addresses_are_masked(text: str, masked: str) -> None:
    assert mask(text) == masked


def test_every_text_of_an_event_is_masked() -> None:
    event = mask_event(None, "info", {"event": "x", "to": "a@b.example", "status": 250})
    assert event == {"event": "x", "to": "<address>", "status": 250}


def test_an_error_of_the_database_does_not_say_whose_data_it_met(app: Flask, session: Session) -> None:
    with pytest.raises(DBAPIError) as caught:
        session.execute(text("SELECT nothing FROM nowhere WHERE name = :name"), {"name": "Famille Zébulon"})
    assert "nowhere" in str(caught.value)
    assert "Zébulon" not in str(caught.value)


def test_what_a_library_says_again_and_again_is_written_once_a_minute() -> None:
    now = [100.0]
    handler = OthersLog(lambda: now[0])
    with structlog.testing.capture_logs() as written:
        for step in (0.0, 0.1, AGAIN_SECONDS):
            now[0] += step
            handler.emit(logging.makeLogRecord({"name": "huey", "levelno": logging.ERROR, "msg": "no answer from %s", "args": ("x",)}))
    assert [(each["event"], each["log_level"]) for each in written] == [("no answer from x", "error")] * 2


def test_a_log_on_a_full_disk_ends_no_answer() -> None:
    with Path("/dev/full").open("w", encoding="utf-8", buffering=1) as full:
        log = PatientFile(full)
        log.write("a line\n")
        log.flush()
        with suppress(OSError):
            full.close()
