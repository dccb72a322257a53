"""What the verbs of this room work with, made once when the application starts."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from helpcenter.batches.printing import DOSSIERS
from helpcenter.config import Settings
from helpcenter.consent.attachments import AttachmentStore
from helpcenter.consent.desk import Desk
from helpcenter.db import Clock
from helpcenter.db.domain_events import DomainEvents
from helpcenter.organisations.shown_branding import pdf_owner
from helpcenter.organisations.stamps import stamp_file
from helpcenter.pdf.cache import PdfCache
from helpcenter.pdf.service import finished_pdfs
from helpcenter.retention.erasure_log import FILE_NAME, ErasureLog


@dataclass(frozen=True)
class Custody:
    """The collaborators of the room: the desk of consents, and the log of erasures."""

    desk: Desk
    log: ErasureLog

    @property
    def settings(self) -> Settings:
        """How long things are kept."""
        return self.desk.settings

    @property
    def attachments(self) -> AttachmentStore:
        """The files of evidence."""
        return AttachmentStore(self.settings.instance)

    @property
    def _pdfs(self) -> PdfCache:
        return finished_pdfs(self.settings.instance / "pdf")

    def drop_dossiers(self) -> None:
        """Remove the printed dossiers: they name people who may have been erased since."""
        # All of them: which one names whom is not known from outside, and each is printed anew when somebody asks.
        self._pdfs.forget(DOSSIERS)

    def drop_files(self, organisation_id: int, slug: str) -> None:
        """Remove the files of an organisation that left, once the database has forgotten it; kept pages look again."""
        for folder in ("logos", "bundles"):
            # Missing is as good as removed: an organisation need not have had any.
            shutil.rmtree(self.settings.instance / folder / str(organisation_id), ignore_errors=True)
        self._pdfs.forget(pdf_owner(slug))
        stamp = stamp_file(self.settings.instance, slug)
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.touch()

    @property
    def clock(self) -> Clock:
        """The time."""
        return self.desk.clock

    @property
    def events(self) -> DomainEvents:
        """Who listens."""
        return self.desk.events


def make_custody(desk: Desk) -> Custody:
    """The custody of an installation."""
    return Custody(desk, ErasureLog(log_file(desk.settings)))


def log_file(settings: Settings) -> Path:
    """Where the log of erasures lies: better on another disk than the database."""
    return Path(settings.erasure_log) if settings.erasure_log else settings.instance / FILE_NAME
