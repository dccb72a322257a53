"""What `helpcenter doctor` says about events: may they come in, and do they."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from helpcenter.config import variable_of
from helpcenter.events.picture import SILENT_AFTER
from helpcenter.events.queries import list_last_arrivals
from helpcenter.events.receiver import Receiver


def check_events(session: Session, receiver: Receiver, now: datetime) -> Iterator[tuple[bool, str]]:
    """For each finding, whether it is good, and words."""
    lasts = {each.provider: each.at for each in list_last_arrivals(session)}
    if not receiver.secrets:
        yield False, f"no mail provider may send events: set {variable_of('events_secrets')}, or suppressions stay unknown"
    for provider_id in receiver.secrets:
        last = lasts.get(provider_id)
        if last is None:
            yield False, f"{provider_id} has never sent an event: enter /events/{provider_id} there"
        elif now - last > SILENT_AFTER:
            yield False, f"{provider_id} has sent nothing since {last:%Y-%m-%d %H:%M} UTC: is the address still entered there?"
        else:
            yield True, f"{provider_id} sent its last event on {last:%Y-%m-%d %H:%M} UTC"
