"""What happened after a yes, as the status page tells it. The ledger knows when the provider was asked; cases know more."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import Flask, current_app
from sqlalchemy.orm import Session

from helpcenter.consent.models import Invitation
from helpcenter.consent.queries import Receipt, find_answered

KEY = "consent_progress"


@dataclass(frozen=True)
class Progress:
    """The moments after an answer; None for what has not happened."""

    asked_at: datetime | None = None
    lifted_at: datetime | None = None
    declined_at: datetime | None = None
    delivered_at: datetime | None = None
    """The first mail arrived."""
    corrected_at: datetime | None = None
    """The organisation changed the address that it holds."""
    stopped_at: datetime | None = None
    """After a withdrawal: the vendor stopped sending."""


Reader = Callable[[Session, Invitation, Progress], Progress]


def read_more(app: Flask, reader: Reader) -> None:
    """Let a higher room add what it knows to the status page."""
    app.extensions[KEY] = reader


def find_progress(session: Session, receipt: Receipt, record_id: str) -> Progress:
    """What happened since the answer of this record."""
    known = Progress(asked_at=receipt.provider_asked_at, lifted_at=receipt.provider_done_at)
    reader: Reader | None = current_app.extensions.get(KEY)
    answered = find_answered(session, record_id)
    return reader(session, answered, known) if reader and answered else known
