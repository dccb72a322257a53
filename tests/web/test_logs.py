"""Logs hold no personal data."""

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from helpcenter.web.logs import mask, mask_event


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
