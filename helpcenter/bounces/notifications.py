"""Notifications of Amazon SES that come by mail: JSON in place of a report."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from helpcenter.bounces.reports import Fate

MARK = "notificationType"
LONGEST = 64 * 1024


@dataclass(frozen=True)
class Notification:
    """What a notification says: its type ("Bounce", "Complaint", "Delivery"), and whom it concerns."""

    type: str
    fates: tuple[Fate, ...]


def find_notification(text: str) -> Notification | None:
    """The notification in a text; None when there is none."""
    start = text.find("{")
    if MARK not in text or start < 0 or len(text) > LONGEST:
        return None
    found = _decoded(text[start:])
    if isinstance(found.get("Message"), str):
        found = _decoded(found["Message"])
    kind = found.get(MARK)
    return Notification(kind, _fates(found)) if isinstance(kind, str) else None


def _decoded(text: str) -> Mapping[str, Any]:
    try:
        value, _end = json.JSONDecoder(strict=False).raw_decode(text)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _fates(found: Mapping[str, Any]) -> tuple[Fate, ...]:
    for block, rows in (("bounce", "bouncedRecipients"), ("complaint", "complainedRecipients")):
        inner = found.get(block)
        if isinstance(inner, dict) and isinstance(listed := inner.get(rows), list):
            return tuple(_make_fate(row, inner) for row in listed[:50] if isinstance(row, dict))
    return ()


def _make_fate(row: Mapping[str, Any], block: Mapping[str, Any]) -> Fate:
    sort = f"{block.get('bounceSubType', '')} list" if block.get("bounceSubType") == "Suppressed" else ""
    words = f"{row.get('diagnosticCode', '')} {'suppression' if sort else ''} {sort}".removeprefix("smtp;").strip()
    return Fate(final=str(row.get("emailAddress", "")), original="", action="failed", status=str(row.get("status", "")), diagnostic=words)
