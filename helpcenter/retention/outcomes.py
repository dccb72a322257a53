"""What became of mails: the provider's events and the blocks that are old. Their rooms forget them every night; a run does so at once."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from helpcenter.config import Settings
from helpcenter.events.forgetting import count_old, forget_some_old
from helpcenter.suppressions.service import count_overdue, remove_overdue

EVENTS, BLOCKS = "events", "blocks"


def count_outcomes(session: Session, settings: Settings, now: datetime) -> dict[str, int]:
    """How many events and blocks are due."""
    return {
        EVENTS: count_old(session, now, settings.keep_events_days),
        BLOCKS: count_overdue(session, now, settings.keep_events_days, settings.keep_consent_days),
    }


def remove_outcomes(session: Session, settings: Settings, now: datetime, commit: Callable[[], None]) -> dict[str, int]:
    """Delete them; how many. Events are many: each step is stored by itself, so that nobody waits for the write lock."""
    events = 0
    while some := forget_some_old(session, now, settings.keep_events_days):
        commit()
        events += some
    blocks = remove_overdue(session, now, settings.keep_events_days, settings.keep_consent_days)
    commit()
    return {EVENTS: events, BLOCKS: blocks}
