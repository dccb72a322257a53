"""Demo data: a few blocks of every kind, so that each next step is seen; invented addresses, noted through the services."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.bounces.explanation import Cause
from helpcenter.events.event import Event, EventKind
from helpcenter.i18n.formats import house_day
from helpcenter.organisations.models import Organisation
from helpcenter.providers.policy import BlockKind
from helpcenter.suppressions.models import Lifting, Origin, Suppression
from helpcenter.suppressions.service import NewBlock, lift, suppress

ACTOR, PROVIDER = "demo", "mailjet"


@dataclass(frozen=True)
class Invented:
    """A block of the demo: days before today; how many days it lasts; how many days ago it was lifted."""

    name: str
    kind: BlockKind
    days_ago: int
    lasts: int | None = None
    lifted_days_ago: int | None = None

    @property
    def address(self) -> str:
        """An address that nobody has."""
        return f"{self.name}@exemple.example"


INVENTED = (
    Invented("famille.rouge", BlockKind.HARD_BOUNCE, 60, lasts=90, lifted_days_ago=2),
    Invented("famille.mauve", BlockKind.HARD_BOUNCE, 86, lasts=90),
    Invented("famille.verte", BlockKind.UNSUBSCRIBE, 34),
)

# What the provider told lately; "parent.aa" is the family of the demo's open request.
TOLD = (
    ("famille.bleue", EventKind.COMPLAINT, Cause.REPORTED, "", 12),
    ("parent.aa", EventKind.BLOCKED, Cause.SUPPRESSED, "preblocked", 3),
)


def invent_told(slug: str, now: datetime) -> list[Event]:
    """The events of which the newest blocks are noted, as the provider would tell them."""
    return [
        Event(
            provider=PROVIDER,
            key=f"demo block {name}",
            kind=kind,
            happened_at=now - timedelta(days=days_ago),
            address=f"{name}@exemple.example",
            cause=cause,
            is_blocking=True,
            detail=detail,
            organisation_hint=slug,
        )
        for name, kind, cause, detail, days_ago in TOLD
    ]


def load_blocks(session: Session, organisation: Organisation, now: datetime) -> None:
    """Note them once: whoever loads the demo again keeps what became of them."""
    # By who noted them: the events of the demo note blocks as well.
    known = select(Suppression.id).where(Suppression.organisation_id == organisation.id, Suppression.created_by == ACTOR)
    if session.scalar(known.limit(1)) is None:
        for each in INVENTED:
            _load(session, organisation, each, now)


def _load(session: Session, organisation: Organisation, each: Invented, now: datetime) -> None:
    since = now - timedelta(days=each.days_ago)
    until = house_day(since) + timedelta(days=each.lasts) if each.lasts else None
    new = NewBlock(organisation.id, each.address, each.kind, Origin.STAFF, PROVIDER, since, until)
    block = suppress(session, new, ACTOR)
    if each.lifted_days_ago is not None:
        lift(session, block, Lifting.PROVIDER, ACTOR, now - timedelta(days=each.lifted_days_ago))
