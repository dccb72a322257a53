"""One case as a list shows it: the few columns that it needs, read without making whole cases of them."""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import func, select

from helpcenter.accounts.models import User
from helpcenter.organisations.models import Organisation
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.workflow import CLOSED, ConsentTrack, Ending, NextAction, ProviderTrack, Status, derive_status, next_action

CASES, PEOPLE, OWNERS = UnblockCase.__table__, User.__table__, Organisation.__table__
SHOWN = (
    *(CASES.c[name] for name in ("id", "version", "label", "address", "last_mail_on", "created_at", "blocked_until_on")),
    *(CASES.c[name] for name in ("consent_track", "provider_track", "ending")),
    OWNERS.c.name,
    func.coalesce(func.nullif(PEOPLE.c.name, ""), PEOPLE.c.email),
)
LINES = (
    select(*SHOWN).join_from(CASES, OWNERS, CASES.c.organisation_id == OWNERS.c.id).outerjoin(PEOPLE, CASES.c.assigned_to_id == PEOPLE.c.id)
)


class CaseLine(NamedTuple):
    """A line of a list; `looked_after_by` is the name of a colleague, None when nobody looks after the case."""

    id: int
    version: int
    label: str
    address: str
    last_mail_on: date
    created_at: datetime
    blocked_until_on: date | None
    consent_track: ConsentTrack
    provider_track: ProviderTrack
    ending: Ending | None
    organisation_name: str
    looked_after_by: str | None

    @property
    def status(self) -> Status:
        """What people read."""
        return derive_status(self.consent_track, self.provider_track, self.ending)

    @property
    def next_action(self) -> NextAction:
        """What the organisation does next."""
        return next_action(self.consent_track, self.provider_track, self.ending)

    @property
    def is_closed(self) -> bool:
        """True when nobody has anything to do any more."""
        return self.status in CLOSED
