"""One decision for all labels from memory: the demo's, and that of an installation whose staff take the facts as they are."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from helpcenter.accounts.models import User
from helpcenter.db.clock import Clock
from helpcenter.db.domain_events import DomainEvents
from helpcenter.labels.mail_clients import Evidence, MailClient
from helpcenter.labels.queries import LabelName, decided_texts
from helpcenter.labels.quotations import QuotingRoom
from helpcenter.labels.service import decide


def decide_all(session: Session, clock: Clock, events: DomainEvents, room: QuotingRoom, user: User | None, note: str) -> int:
    """Let every label from memory be published; how many were decided now. Raises ContentError for a file that is broken."""
    # One question for all of them, rather than one for each label.
    known = decided_texts(session)
    wanted = [item for name in room.client_names() for item in _from_memory(room.client(name)) if (*item[0], item[1]) not in known]
    return sum(decide(session, clock, events, name, text, user, note) for name, text in wanted)


def _from_memory(client: MailClient) -> Iterator[tuple[LabelName, str]]:
    for key, by_locale in client.labels.items():
        for locale, label in by_locale.items():
            # What was read somewhere needs no decision (docs/decisions/0020).
            if label.evidence is Evidence.MEMORY:
                yield (client.client, key, locale), label.text
