"""The verbs of customising: save a version, make an old one new, keep, adopt or change words of one's own. Nothing saved is ever lost."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.accounts.models import User
from helpcenter.db import Clock
from helpcenter.db.domain_events import DomainEvents
from helpcenter.organisations.events import BrandingChanged, SheetsChanged
from helpcenter.organisations.logo_store import LogoStore
from helpcenter.organisations.models import Organisation
from helpcenter.tutorials.models import Version
from helpcenter.tutorials.queries import find_latest
from helpcenter.tutorials.shape import Look, Shape


class ChangedMeanwhileError(Exception):
    """Somebody else saved since this was opened: what they made is kept, and so must what is in hand be."""

    def __init__(self, latest: Version) -> None:
        super().__init__(latest.number)
        self.latest = latest


@dataclass(frozen=True)
class Workshop:
    """What the verbs need, whoever calls them."""

    session: Session
    clock: Clock
    events: DomainEvents
    logos: LogoStore


def current_shape(session: Session, organisation: Organisation) -> tuple[Shape, int]:
    """What families see now and the number of its version, 0 before the first."""
    latest = find_latest(session, organisation.id)
    # The branding page changes the look too: the organisation's row is what holds.
    look = Look.of(organisation)
    return (latest.shape.with_changes(look=look), latest.number) if latest else (Shape(look=look), 0)


def save_shape(workshop: Workshop, organisation: Organisation, shape: Shape, *, opened: int, by: User | None) -> Version | None:
    """Save a version made from number `opened`; None when nothing differs, ChangedMeanwhileError when that one is no longer the newest."""
    before, number = _lock(workshop.session, organisation)
    if opened != number:
        _raise_changed(workshop.session, organisation)
    # Else the history would fill with versions that say nothing.
    if shape == before:
        return None
    # What was there before anybody saved can be brought back too (docs/decisions/0021).
    if number == 0:
        number = _add(workshop, organisation, before, 1, None).number
    _take_over(workshop, organisation, shape.look)
    return _publish(workshop, _add(workshop, organisation, shape, number + 1, by))


def restore(workshop: Workshop, organisation: Organisation, version: Version, *, opened: int, by: User | None) -> Version | None:
    """Make an old version the newest, branding and all; a logo that is gone leaves the present one."""
    shape = version.shape
    if shape.look.logo_hash and not workshop.logos.has(organisation.id, shape.look.logo_hash):
        shape = shape.with_changes(look=shape.look.model_copy(update={"logo_hash": organisation.logo_hash}))
    made = save_shape(workshop, organisation, shape, opened=opened, by=by)
    if made:
        made.restored_number = version.number
    return made


def note_branding(session: Session, clock: Clock, event: BrandingChanged) -> None:
    """Keep a version of what the branding page changed, and one of what was there before if there was none."""
    organisation = event.organisation
    shape, number = current_shape(session, organisation)
    before = Look(
        colour=event.before.colour,
        contact_line=event.before.contact_line,
        locales=event.before.locales,
        logo_hash=event.before.logo_hash,
    )
    if before == shape.look:
        return
    if number == 0:
        number = 1
        session.add(_version(organisation, shape.with_changes(look=before), number, clock, None))
    session.add(_version(organisation, shape, number + 1, clock, event.by))
    session.flush()


def _lock(session: Session, organisation: Organisation) -> tuple[Shape, int]:
    # Two who save at once: the second waits here, and then sees what the first one made.
    session.execute(select(Organisation.id).where(Organisation.id == organisation.id).with_for_update())
    session.refresh(organisation)
    return current_shape(session, organisation)


def _raise_changed(session: Session, organisation: Organisation) -> None:
    latest = find_latest(session, organisation.id)
    if latest:
        raise ChangedMeanwhileError(latest)


def _take_over(workshop: Workshop, organisation: Organisation, look: Look) -> None:
    organisation.colour = look.colour
    organisation.contact_line = look.contact_line
    organisation.locales = list(look.locales)
    organisation.logo_hash = look.logo_hash


def _add(workshop: Workshop, organisation: Organisation, shape: Shape, number: int, by: User | None) -> Version:
    version = _version(organisation, shape, number, workshop.clock, by)
    workshop.session.add(version)
    return version


def _version(organisation: Organisation, shape: Shape, number: int, clock: Clock, by: User | None) -> Version:
    return Version(organisation=organisation, number=number, settings=shape.model_dump(mode="json"), saved_at=clock(), saved_by=by)


def _publish(workshop: Workshop, version: Version) -> Version:
    workshop.session.flush()
    workshop.events.publish(workshop.session, SheetsChanged(version.organisation_id))
    return version
