"""What the current application holds for its rooms: settings, clock and collaborators."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import current_app

from helpcenter.config import Settings
from helpcenter.db.clock import Clock
from helpcenter.db.domain_events import DomainEvents
from helpcenter.jobs import Jobs
from helpcenter.jobs.timers import Timers

if TYPE_CHECKING:
    from helpcenter.documents.library import Library
    from helpcenter.mail.service import Mailer
    from helpcenter.pdf.service import Pdfs


@dataclass(frozen=True)
class Services:
    """The collaborators, made once by create_app."""

    settings: Settings
    clock: Clock
    events: DomainEvents
    jobs: Jobs
    timers: Timers
    library: "Library"
    mail: "Mailer"
    pdfs: "Pdfs"


def services() -> Services:
    """The collaborators of the application that answers this request."""
    found: Services = current_app.extensions["helpcenter"]
    return found
