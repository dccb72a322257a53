"""Why a label must be looked at again on a real screen, and how urgent that is."""

from datetime import date, timedelta
from enum import StrEnum

from helpcenter.labels.mail_clients import Evidence, Label

# Menus move: half a year after a look, another one is due (content/mail-clients, "re-check after 180 days").
RECHECK_AFTER = timedelta(days=180)


class State(StrEnum):
    """Where a label stands, the most urgent first."""

    FLAGGED = "flagged"
    """Readers were stuck at it."""
    MEMORY = "memory"
    """Nobody has read it anywhere."""
    SEEN = "seen"
    """Read in a source, never on a screen."""
    OLD = "old"
    """Looked at on a screen, too long ago."""
    CHECKED = "checked"
    """Looked at on a screen within the last half year."""


OVERDUE = (State.FLAGGED, State.MEMORY, State.SEEN, State.OLD)
RANKS = {state: rank for rank, state in enumerate(State)}


def state_of(label: Label, flags: int, today: date) -> State:
    """Why it must be looked at, the strongest reason; `flags` readers were stuck at it since the last look."""
    # A reader who is stuck knows more than any source.
    if flags:
        return State.FLAGGED
    if label.evidence is Evidence.MEMORY:
        return State.MEMORY
    if label.evidence is Evidence.SEEN or label.verified_on is None:
        return State.SEEN
    return State.OLD if today - label.verified_on > RECHECK_AFTER else State.CHECKED
