"""Several addresses of one family in a table: one case, that of the family's first address (decision 0033)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from helpcenter.intake.plans import LET_PASS, OPENED, Entry, Finding
from helpcenter.organisations.models import Organisation
from helpcenter.unblock.family_addresses import MOST_ADDRESSES, addresses_of_family
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.queries import find_case


class Households:
    """The families of a table that have an open case already: that of any of their addresses, in this organisation."""

    def __init__(self, session: Session, organisation: Organisation, entries: Iterable[Entry]) -> None:
        self.cases: dict[str, UnblockCase] = {}
        for entry in entries:
            if entry.finding is Finding.DUPLICATE and entry.household:
                known = find_case(session, organisation, int(entry.other))
                if known:
                    self.cases.setdefault(entry.household, known)
        self.sizes = {key: len(addresses_of_family(session, case)) for key, case in self.cases.items()}


def join_households(entries: Sequence[Entry], households: Households) -> Iterator[Entry]:
    """The entries, with the case that each further address of a family joins."""
    firsts: dict[str, int] = {}
    for entry in entries:
        key = entry.household
        if not key or entry.finding not in OPENED | LET_PASS:
            yield entry
            continue
        size = households.sizes.get(key, 0)
        households.sizes[key] = size + 1
        if size >= MOST_ADDRESSES:
            yield replace(entry, finding=Finding.FULL)
        elif entry.finding in LET_PASS:
            yield entry
        elif key in households.cases:
            yield replace(entry, finding=Finding.JOINS_CASE, other=str(households.cases[key].id))
        elif key in firsts:
            yield replace(entry, finding=Finding.JOINS_LINE, other=str(firsts[key]))
        else:
            firsts[key] = entry.line.number
            yield entry
