"""Goals beside what was measured: each becomes one line that says whether it is met."""

MET, MISSED = "- met:", "- **not met**:"


def at_most(what: str, value: float, limit: float) -> str:
    """A line of the report: `value` should be `limit` or less."""
    return f"{MET if value <= limit else MISSED} {what}: {value:.2f} (at most {limit:g})"


def at_least(what: str, value: float, limit: float) -> str:
    """A line of the report: `value` should be `limit` or more."""
    return f"{MET if value >= limit else MISSED} {what}: {value:.0f} (at least {limit:g})"


def is_missed(line: str) -> bool:
    """True for a goal that is not met."""
    return line.startswith(MISSED)
