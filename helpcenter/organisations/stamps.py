"""One small file per organisation, touched whenever what its public pages show has changed.

Kept pages look at files (docs/decisions/0005): this is how they learn of a change in the database.
"""

from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session, sessionmaker

from helpcenter.organisations.models import Organisation, SenderAddress

CHANGED = "changed_organisations"


class OnPublicPages:
    """A row of a higher room that an organisation's public pages show: when it changes, they change."""

    @property
    def public_slug(self) -> str:
        """Whose pages."""
        raise NotImplementedError


def stamp_file(instance: Path, slug: str) -> Path:
    """The file that branded pages of this organisation are kept by; it need not exist."""
    # By the short name, which stands in the address: kept pages are found before anybody asks the database.
    return instance / "stamps" / slug


def watch_changes(sessions: sessionmaker[Session], instance: Path) -> None:
    """Touch the stamp of every organisation that a transaction changed, once it is stored."""

    def note(session: Session, _context: Any) -> None:
        # At the flush: by the commit the session has forgotten what it changed.
        touched = (_slug_of(each) for each in {*session.new, *session.dirty, *session.deleted})
        session.info.setdefault(CHANGED, set()).update(slug for slug in touched if slug)

    def touch(session: Session) -> None:
        # Once it is stored: any earlier, another worker would make the page anew from the old rows, and keep it.
        for slug in session.info.pop(CHANGED, ()):
            file = stamp_file(instance, slug)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.touch()

    event.listen(sessions, "after_flush", note)
    event.listen(sessions, "after_rollback", lambda session: session.info.pop(CHANGED, None))
    event.listen(sessions, "after_commit", touch)


def _slug_of(changed: object) -> str | None:
    if isinstance(changed, Organisation):
        return changed.slug
    if isinstance(changed, SenderAddress):
        return changed.organisation.slug
    return changed.public_slug if isinstance(changed, OnPublicPages) else None
