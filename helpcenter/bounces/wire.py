"""An explanation as plain facts: between the processes, and for machines that read JSON."""

import re
from dataclasses import asdict
from typing import Any

from helpcenter.bounces.explanation import Cause, Explanation, Kind, WhoActs

# What would steer a terminal, turn a line of text around, or be no character at all.
UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")


def to_facts(explanation: Explanation) -> dict[str, Any]:
    """The explanation as values that JSON knows."""
    return asdict(explanation)


def from_facts(facts: dict[str, Any]) -> Explanation:
    """Read back what `to_facts` wrote; what the message brought into it is plain text from here on."""
    return Explanation(
        kind=Kind(facts["kind"]),
        recipients=tuple(map(_plain, facts["recipients"])),
        status=_plain(facts["status"]),
        reason=facts["reason"],
        cause=Cause(facts["cause"]),
        who_acts=WhoActs(facts["who_acts"]),
        article=facts["article"],
        quote=_plain(facts["quote"]),
        is_certain=facts["is_certain"],
    )


def _plain(text: str) -> str:
    return UNPRINTABLE.sub(" ", text).strip()
