"""Logs hold no personal data."""

import pytest

from helpcenter.web.logs import mask, mask_event


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("GET /c/ABCD-EFGH?locale=fr", "GET /c/<code>?locale=fr"),
        ("could not reach famille.a@exemple.example today", "could not reach <address> today"),
        ("nothing to hide", "nothing to hide"),
    ],
)
def test_codes_and_addresses_are_masked(text: str, masked: str) -> None:
    assert mask(text) == masked


def test_every_text_of_an_event_is_masked() -> None:
    event = mask_event(None, "info", {"event": "x", "to": "a@b.example", "status": 250})
    assert event == {"event": "x", "to": "<address>", "status": 250}
