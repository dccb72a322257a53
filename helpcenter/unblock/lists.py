"""Lists of cases: which ones somebody wants to see, and one page of them."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, select
from sqlalchemy.orm import Session

from helpcenter.db.plain_rows import plain_rows
from helpcenter.i18n.formats import HOUSE_ZONE
from helpcenter.organisations.models import Organisation
from helpcenter.providers.policy import BlockKind
from helpcenter.unblock.case_lines import CASES, LINES, OWNERS, CaseLine
from helpcenter.unblock.models import UnblockCase
from helpcenter.unblock.stages import ITS_TURN, Stage, in_stages, is_open, needs_action
from helpcenter.unblock.workflow import Ending

PAGE_SIZE = 50
# The database compares numbers in one go; a search that finds more than this is no search.
MOST_FOUND = 5000
WITH_CASES = select(OWNERS.c.id, OWNERS.c.name).where(exists().where(CASES.c.organisation_id == OWNERS.c.id)).order_by(OWNERS.c.name)
Conditions = tuple[ColumnElement[bool], ...]
Order = tuple[ColumnElement[int] | ColumnElement[datetime], ...]


class Turn(StrEnum):
    """The organisation's three lists."""

    OURS = "ours"
    """It has something to do."""
    OPEN = "open"
    """Everything that is not closed."""
    CLOSED = "closed"
    """What has ended."""
    ALL = "all"
    """Everything."""


@dataclass(frozen=True)
class CaseFilter:
    """Which cases; what is left empty does not count."""

    organisation_id: int | None = None
    turn: Turn = Turn.ALL
    stages: tuple[Stage, ...] = ()
    kind: BlockKind | None = None
    # The number of a person; 0: nobody looks after them.
    assigned_to: int | None = None
    opened_before: date | None = None
    text: str = ""
    # One line for a family with several addresses, found by any of them; staff work address by address.
    by_family: bool = False


class Named(NamedTuple):
    """An organisation in a list of choices."""

    id: int
    name: str


@dataclass(frozen=True)
class CasePage:
    """One page of a list."""

    cases: Sequence[CaseLine]
    total: int
    number: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // PAGE_SIZE))


def find_cases(session: Session, wanted: CaseFilter, page: int = 1) -> CasePage:
    """One page; those that wait longest come first among the open ones, the newest first among the closed."""
    conditions = _lines(session, wanted)
    first = _read(session, wanted, conditions, 1) if page <= 1 else []
    # A page that is not full is the only one: its lines need not be counted.
    if first and len(first) < PAGE_SIZE:
        return CasePage(first, len(first), 1)
    total = _count(session, conditions)
    number = min(max(1, page), max(1, -(-total // PAGE_SIZE)))
    return CasePage(first if number == 1 and first else _read(session, wanted, conditions, number), total, number)


def _read(session: Session, wanted: CaseFilter, conditions: Conditions, number: int) -> list[CaseLine]:
    # The words of a search stand in the conditions of that one question; every other list is asked for again and again.
    query = _query(_order(wanted), conditions) if wanted.text else _kept_query(wanted)
    return [CaseLine._make(row) for row in plain_rows(session, query, {"first": (number - 1) * PAGE_SIZE})]


@lru_cache(maxsize=256)
def _kept_query(wanted: CaseFilter) -> Select[Any]:
    return _query(_order(wanted), _by_family(wanted, _conditions(wanted)))


def _query(order: Order, conditions: Conditions) -> Select[Any]:
    return LINES.where(*conditions).order_by(*order).limit(PAGE_SIZE).offset(bindparam("first"))


def count_turns(session: Session, organisation_id: int) -> dict[Turn, int]:
    """How many cases stand in each list of an organisation."""
    return {turn: _count(session, _lines(session, CaseFilter(organisation_id, turn, by_family=True))) for turn in Turn}


def addresses_beside(session: Session, cases: Sequence[CaseLine]) -> dict[int, list[UnblockCase]]:
    """The further addresses of these families, by the number of the first case."""
    query = select(UnblockCase).where(UnblockCase.beside_id.in_([case.id for case in cases]), UnblockCase.address != "")
    found: dict[int, list[UnblockCase]] = {}
    for each in session.scalars(query.order_by(UnblockCase.id)):
        if each.beside_id and each.ending is not Ending.DUPLICATE:
            found.setdefault(each.beside_id, []).append(each)
    return found


def organisations_with_cases(session: Session) -> tuple[Named, ...]:
    """The organisations that have filed a request, by name."""
    return tuple(map(Named._make, plain_rows(session, WITH_CASES)))


def other_cases_of_mailbox(session: Session, case: UnblockCase) -> Sequence[UnblockCase]:
    """What the same organisation has asked about the same mailbox, the newest first."""
    same = (UnblockCase.organisation_id == case.organisation_id, UnblockCase.mailbox_key == case.mailbox_key, UnblockCase.id != case.id)
    return session.scalars(select(UnblockCase).where(*same).order_by(UnblockCase.id.desc())).all()


def fold(text: str) -> str:
    """Letters without accents and case: who looks for Zebulon finds Zébulon."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()


def _lines(session: Session, wanted: CaseFilter) -> Conditions:
    conditions = _conditions(wanted)
    if wanted.text.strip():
        conditions = (*conditions, UnblockCase.id.in_(_matching_ids(session, conditions, wanted.text)))
    return _by_family(wanted, conditions)


def _by_family(wanted: CaseFilter, conditions: Conditions) -> Conditions:
    if not wanted.by_family:
        return conditions
    return (UnblockCase.id.in_(select(func.coalesce(UnblockCase.beside_id, UnblockCase.id)).where(*conditions)),)


def _conditions(wanted: CaseFilter) -> Conditions:
    """What the database compares; the words are looked for elsewhere."""
    found = [*_turn(wanted.turn)]
    if wanted.organisation_id is not None:
        found.append(UnblockCase.organisation_id == wanted.organisation_id)
    if wanted.stages:
        found.append(in_stages(wanted.stages))
    if wanted.kind is not None:
        found.append(UnblockCase.kind == wanted.kind)
    if wanted.assigned_to is not None:
        found.append(UnblockCase.assigned_to_id.is_(None) if not wanted.assigned_to else UnblockCase.assigned_to_id == wanted.assigned_to)
    if wanted.opened_before is not None:
        found.append(UnblockCase.created_at < _midnight(wanted.opened_before))
    return tuple(found)


def _turn(turn: Turn) -> list[ColumnElement[bool]]:
    if turn is Turn.OURS:
        return [needs_action(ITS_TURN)]
    if turn is Turn.OPEN:
        return [is_open()]
    return [~is_open()] if turn is Turn.CLOSED else []


def _matching_ids(session: Session, conditions: Conditions, text: str) -> list[int]:
    # SQLite and PostgreSQL do not agree about é and É: the words are compared here, over the few columns that count.
    words = fold(text).split()
    columns = (UnblockCase.id, UnblockCase.label, UnblockCase.address, UnblockCase.corrected_address, UnblockCase.ticket, Organisation.name)
    rows = session.execute(select(*columns).join(Organisation).where(*conditions).order_by(UnblockCase.id.desc()))
    found = (row[0] for row in rows if _holds(words, row[0], " ".join(value or "" for value in row[1:])))
    return [number for number, _place in zip(found, range(MOST_FOUND), strict=False)]


def _holds(words: Sequence[str], number: int, text: str) -> bool:
    folded = fold(text)
    return all(word in folded or word == str(number) for word in words)


def _order(wanted: CaseFilter) -> Order:
    if wanted.turn in {Turn.OURS, Turn.OPEN} or (wanted.stages and Stage.CLOSED not in wanted.stages):
        return (UnblockCase.created_at.asc(), UnblockCase.id.asc())
    return (UnblockCase.id.desc(),)


def _count(session: Session, conditions: Conditions) -> int:
    return int(plain_rows(session, select(func.count()).select_from(CASES).where(*conditions)).scalar_one())


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), HOUSE_ZONE)


def days_before(today: date, days: int) -> date:
    """The day before which a case was opened when it is older than this."""
    return today - timedelta(days=days)
