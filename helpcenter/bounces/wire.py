"""An explanation as plain facts: between the processes, and for machines that read JSON."""

from dataclasses import asdict
from typing import Any

from helpcenter.bounces.explanation import Cause, Explanation, Kind, WhoActs


def to_facts(explanation: Explanation) -> dict[str, Any]:
    """The explanation as values that JSON knows."""
    return asdict(explanation)


def from_facts(facts: dict[str, Any]) -> Explanation:
    """Read back what `to_facts` wrote."""
    return Explanation(
        kind=Kind(facts["kind"]),
        recipients=tuple(facts["recipients"]),
        status=facts["status"],
        reason=facts["reason"],
        cause=Cause(facts["cause"]),
        who_acts=WhoActs(facts["who_acts"]),
        article=facts["article"],
        quote=facts["quote"],
    )
