"""What the address of the staff's list says: which cases, which page."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from flask import request

from helpcenter.accounts.access import the_user
from helpcenter.i18n.formats import house_day
from helpcenter.providers.policy import BlockKind
from helpcenter.unblock.lists import CaseFilter, days_before
from helpcenter.unblock.stages import OPEN_STAGES, Stage
from helpcenter.web.context import services

LONGEST_SEARCH = 100
ALL, MINE, NOBODY = "all", "mine", "nobody"
# Days after which staff look twice.
AGES = (7, 14, 30, 60)


@dataclass(frozen=True)
class Chosen:
    """The choice as texts, as they stand in the address."""

    stage: str
    organisation: str
    kind: str
    assigned: str
    age: str
    text: str
    page: int

    @property
    def filter(self) -> CaseFilter:
        """The same for the query; what cannot be read does not count."""
        stages = (Stage(self.stage),) if self.stage in set(Stage) else ()
        return CaseFilter(
            organisation_id=read_number(self.organisation),
            stages=stages or (() if self.stage == ALL else OPEN_STAGES),
            kind=BlockKind(self.kind) if self.kind in set(BlockKind) else None,
            assigned_to={MINE: the_user().id, NOBODY: 0}.get(self.assigned, read_number(self.assigned)),
            opened_before=days_before(_today(), int(self.age)) if self.age.isdecimal() and int(self.age) in AGES else None,
            text=self.text,
        )

    def as_query(self, **changes: str | int) -> str:
        """The query string of a link that keeps the choice."""
        names = {"stage": self.stage, "organisation": self.organisation, "kind": self.kind, "assigned": self.assigned, "age": self.age}
        values = {**names, "q": self.text, "page": str(self.page), **{name: str(value) for name, value in changes.items()}}
        return urlencode({name: value for name, value in values.items() if value and (name, value) != ("page", "1")})


def read_choice() -> Chosen:
    """The choice of this request."""
    given = request.args
    texts = {name: given.get(name, "")[:20] for name in ("stage", "organisation", "kind", "assigned", "age")}
    return Chosen(**texts, text=given.get("q", "")[:LONGEST_SEARCH].strip(), page=given.get("page", 1, type=int))


def read_number(text: str) -> int | None:
    """The id in an address; None when it cannot be one."""
    # Larger numbers are no ids, and PostgreSQL refuses them.
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _today() -> date:
    return house_day(services().clock())
