"""Demo data: a few blocks of every kind, so that each next step is seen; invented addresses, noted through the service."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.i18n.formats import HOUSE_ZONE
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


# "parent.aa" is the family of the demo's open request.
INVENTED = (
    Invented("famille.rouge", BlockKind.HARD_BOUNCE, 60, lasts=90, lifted_days_ago=2),
    Invented("famille.mauve", BlockKind.HARD_BOUNCE, 86, lasts=90),
    Invented("famille.verte", BlockKind.UNSUBSCRIBE, 34),
    Invented("famille.bleue", BlockKind.SPAM, 12),
    Invented("parent.aa", BlockKind.UNKNOWN, 3),
)


def load_blocks(session: Session, organisation: Organisation, now: datetime) -> None:
    """Note them once: whoever loads the demo again keeps what became of them."""
    known = select(Suppression.id).where(Suppression.organisation_id == organisation.id, Suppression.created_by == ACTOR)
    if session.scalar(known.limit(1)) is None:
        for each in INVENTED:
            _load(session, organisation, each, now)


def _load(session: Session, organisation: Organisation, each: Invented, now: datetime) -> None:
    since = now - timedelta(days=each.days_ago)
    until = since.astimezone(HOUSE_ZONE).date() + timedelta(days=each.lasts) if each.lasts else None
    new = NewBlock(organisation.id, each.address, each.kind, Origin.STAFF, PROVIDER, since, until)
    block = suppress(session, new, ACTOR)
    if each.lifted_days_ago is not None:
        lift(session, block, Lifting.PROVIDER, ACTOR, now - timedelta(days=each.lifted_days_ago))
