"""Notifications of Amazon SES that come by mail: JSON in place of a report."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from helpcenter.bounces.reports import Fate

# A notification by a topic, and the record of an event that is published.
MARKS = ("notificationType", "eventType")
# What is left of one that was cut out of a page.
CUT_OUT = re.compile(r"\"(bounced|complained)Recipients\"\s{0,9}:")
VALUE = re.compile(r"\"(emailAddress|status|diagnosticCode)\"\s{0,9}:\s{0,9}\"([^\"\n]{1,1000})\"")
LONGEST = 64 * 1024


@dataclass(frozen=True)
class Notification:
    """What a notification says: its type ("Bounce", "Complaint", "Delivery"), and whom it concerns."""

    type: str
    fates: tuple[Fate, ...]


def find_notification(text: str) -> Notification | None:
    """The notification in a text; None when there is none."""
    start = text.find("{")
    if start < 0 or len(text) > LONGEST or not any(mark in text for mark in MARKS):
        return _find_cut_out(text[:LONGEST])
    found = _decoded(text[start:])
    if isinstance(found.get("Message"), str):
        found = _decoded(found["Message"])
    kind = next((kind for mark in MARKS if isinstance(kind := found.get(mark), str)), None)
    return Notification(kind, _fates(found)) if kind else _find_cut_out(text)


def _find_cut_out(text: str) -> Notification | None:
    begun = CUT_OUT.search(text) if "Recipients" in text else None
    if not begun:
        return None
    rows: list[dict[str, str]] = []
    for name, value in VALUE.findall(text[begun.end() :]):
        if name == "emailAddress" or not rows:
            rows.append({})
        rows[-1][name] = value
    return Notification("Bounce" if begun[1] == "bounced" else "Complaint", tuple(_make_fate(row, {}) for row in rows[:50]))


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
