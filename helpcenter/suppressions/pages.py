"""What the pages of members and of staff share: the choice in the address of a list, and its page."""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import request

from helpcenter.db import db
from helpcenter.providers.policy import BlockKind
from helpcenter.suppressions.forms import today
from helpcenter.suppressions.lines import Line, make_lines
from helpcenter.suppressions.places import Place, read_place
from helpcenter.suppressions.queries import BlockFilter, BlockPage, Shown, find_page

NOBODY = "nobody"


@dataclass(frozen=True)
class Chosen:
    """Which blocks and which page, as they stand in the address: words and numbers of this room, never a mail address."""

    shown: Shown
    kind: BlockKind | None
    organisation: str = ""
    before: Place | None = None
    after: Place | None = None

    def filter(self, organisation_id: int | None = None) -> BlockFilter:
        """The same for the query; an organisation that is given counts, whatever the address says."""
        if organisation_id is not None:
            # A member: neither another organisation's blocks nor those of nobody, whatever somebody typed behind the question mark.
            return BlockFilter(organisation_id, shown=self.shown, kind=self.kind)
        chosen = int(self.organisation) if self.organisation not in {"", NOBODY} else None
        return BlockFilter(chosen, self.organisation == NOBODY, self.shown, self.kind)

    def as_query(self, **changes: object) -> str:
        """The query string of a link that keeps the choice and begins at the first page."""
        values: dict[str, object] = {
            "shown": self.shown.value,
            "kind": self.kind.value if self.kind else "",
            "organisation": self.organisation,
        }
        given = {name: value for name, value in {**values, **changes}.items() if value}
        return urlencode({name: value for name, value in given.items() if (name, value) != ("shown", Shown.ACTIVE.value)})


def read_choice() -> Chosen:
    """The choice of this request; what cannot be read does not count."""
    # No word of ours is longer.
    shown, kind, organisation = (request.args.get(name, "")[:20] for name in ("shown", "kind", "organisation"))
    return Chosen(
        Shown(shown) if shown in set(Shown) else Shown.ACTIVE,
        BlockKind(kind) if kind in set(BlockKind) else None,
        organisation if organisation == NOBODY or _is_number(organisation) else "",
        read_place(request.args.get("before", "")),
        read_place(request.args.get("after", "")),
    )


def show_page(chosen: Chosen, organisation_id: int | None = None) -> tuple[BlockPage, list[Line]]:
    """One page of the list with its next steps."""
    page = find_page(db.session, chosen.filter(organisation_id), chosen.before, chosen.after)
    return page, make_lines(db.session, page.blocks, today())


def _is_number(text: str) -> bool:
    # isdecimal alone takes digits of every script; ten digits may not fit into the column.
    return text.isascii() and text.isdecimal() and len(text) < 10
