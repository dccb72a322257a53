"""Events as the providers' documentation shows them; see fixtures/README.md."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "fixtures"


def read_cases(provider: str) -> list[dict[str, Any]]:
    """What happened, the event, and what it means."""
    found: list[dict[str, Any]] = json.loads((FOLDER / f"{provider}.json").read_text(encoding="utf-8"))
    return found


def read_event(provider: str, case: str) -> dict[str, Any]:
    """One event."""
    event: dict[str, Any] = next(each["event"] for each in read_cases(provider) if each["case"] == case)
    return event
