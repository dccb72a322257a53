"""What an organisation has stored of its sheets."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from helpcenter.i18n.locales import FAMILY_LOCALES
from helpcenter.organisations.models import Organisation
from helpcenter.tutorials.customisation import PLAIN, Customisation
from helpcenter.tutorials.models import Version


def find_customisation(session: Session, organisation_id: int) -> Customisation:
    """How this organisation shaped its sheets; as we made them when it has shaped nothing."""
    latest = find_latest(session, organisation_id)
    return latest.shape.customisation() if latest else PLAIN


def contact_lines(session: Session, organisation: Organisation) -> dict[str, str]:
    """Whom readers are told to ask, by their language; the organisation's own line where it wrote none for a language."""
    custom = find_customisation(session, organisation.id)
    return {code: custom.contact_in(code, organisation.contact_line) for code in FAMILY_LOCALES}


def find_latest(session: Session, organisation_id: int) -> Version | None:
    """The version that families see."""
    # The newest is the one in force: nothing marks it, so nothing can be marked wrongly.
    query = select(Version).where(Version.organisation_id == organisation_id)
    return session.scalar(query.order_by(Version.number.desc()).limit(1))


def find_version(session: Session, organisation_id: int, number: int) -> Version | None:
    """A version of this organisation; another organisation's is not found."""
    return session.scalar(select(Version).where(Version.organisation_id == organisation_id, Version.number == number))


def list_versions(session: Session, organisation_id: int, *, before: int | None = None, limit: int = 30) -> Sequence[Version]:
    """Its versions, newest first, those older than `before`."""
    query = select(Version).where(Version.organisation_id == organisation_id).options(joinedload(Version.saved_by))
    if before is not None:
        query = query.where(Version.number < before)
    return session.scalars(query.order_by(Version.number.desc()).limit(limit)).all()
