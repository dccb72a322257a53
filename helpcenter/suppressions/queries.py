"""Reads of blocks: one page of a list, whatever its length; a search that never leaves an index; the cases beside them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, tuple_
from sqlalchemy.orm import Session, joinedload

from helpcenter.consent.addresses import canonical_address, parse_address
from helpcenter.providers.policy import BlockKind
from helpcenter.suppressions.beginnings import as_typed
from helpcenter.suppressions.models import Suppression, SuppressionBeginning
from helpcenter.suppressions.places import Place
from helpcenter.unblock.models import UnblockCase

PAGE_SIZE = 50
# More is said as "more than": nobody reads a longer list to its end, and counting it would take ever longer.
MOST_COUNTED = 1000
# Letters inside a word, at which nobody begins to type, are looked for among so many of the newest.
MOST_SEARCHED = 500
LAST_LETTER = "\U0010ffff"


class Shown(StrEnum):
    """Which blocks."""

    ACTIVE = "active"
    """Blocked now."""
    OVER = "over"
    """No longer blocked; kept for a while."""


@dataclass(frozen=True)
class BlockFilter:
    """Which blocks; what is left empty does not count."""

    organisation_id: int | None = None
    # True: those of which nobody knows whose mail it was.
    is_nobodys: bool = False
    shown: Shown = Shown.ACTIVE
    kind: BlockKind | None = None


@dataclass(frozen=True)
class BlockPage:
    """One page, the newest first; the places to go on from, None at either end."""

    blocks: Sequence[Suppression]
    newer: Place | None = None
    older: Place | None = None


def find_page(session: Session, wanted: BlockFilter, before: Place | None = None, after: Place | None = None) -> BlockPage:
    """The page that begins below the place `before`, or ends above `after`; the first page without either.

    Those that last by the day on which they began, those that are over by the day on which they ended: what a person reads beside each.
    """
    query, moment = _choose(wanted), _moment(wanted)
    # Both at once, so that an index answers it; two moments may be the same.
    key = tuple_(moment, Suppression.id)
    if after is not None:
        upwards = query.where(key > (after.moment, after.number)).order_by(moment.asc(), Suppression.id.asc())
        rows = session.scalars(upwards.limit(PAGE_SIZE + 1)).all()
        blocks = list(reversed(rows[:PAGE_SIZE]))
        newer = _place(blocks[0]) if len(rows) > PAGE_SIZE else None
        return BlockPage(blocks, newer, _place(blocks[-1]) if blocks else None)
    if before is not None:
        query = query.where(key < (before.moment, before.number))
    rows = session.scalars(query.order_by(moment.desc(), Suppression.id.desc()).limit(PAGE_SIZE + 1)).all()
    blocks = list(rows[:PAGE_SIZE])
    older = _place(blocks[-1]) if len(rows) > PAGE_SIZE else None
    return BlockPage(blocks, _place(blocks[0]) if before and blocks else None, older)


def count_blocks(session: Session, wanted: BlockFilter) -> int:
    """How many, counted no further than just above MOST_COUNTED."""
    first = select(Suppression.id).where(*_conditions(wanted)).limit(MOST_COUNTED + 1).subquery()
    return session.scalar(select(func.count()).select_from(first)) or 0


def search_blocks(session: Session, organisation_id: int | None, text: str) -> list[Suppression]:
    """The blocks of a mailbox, or of addresses in which a word begins with the text; else the newest that hold it. Active first."""
    # As mailboxes are compared.
    word = text.strip().casefold()
    if not word:
        return []
    found = _of_mailbox(session, organisation_id, word) or _beginning_with(session, organisation_id, as_typed(word))
    blocks = found or _holding(session, organisation_id, word)
    return sorted(blocks, key=lambda block: (block.is_active, block.since_at, block.id), reverse=True)


def find_block(session: Session, block_id: int, organisation_id: int | None = None) -> Suppression | None:
    """A block; of this organisation, when one is named: another's does not exist for it."""
    query = select(Suppression).where(Suppression.id == block_id)
    return session.scalar(query if organisation_id is None else query.where(Suppression.organisation_id == organisation_id))


def earlier_blocks(session: Session, block: Suppression) -> Sequence[Suppression]:
    """The other blocks of the same mailbox and organisation, the newest first."""
    same = (Suppression.organisation_id == block.organisation_id, Suppression.mailbox_key == block.mailbox_key, Suppression.id != block.id)
    newest = select(Suppression).where(*same).order_by(Suppression.since_at.desc(), Suppression.id.desc())
    return session.scalars(newest.limit(PAGE_SIZE)).all()


def last_cases(session: Session, blocks: Sequence[Suppression]) -> dict[int, UnblockCase]:
    """The last case of each block's organisation and mailbox, by the number of the block; an open one before a closed one."""
    keys = {block.mailbox_key for block in blocks}
    whose = {block.organisation_id for block in blocks if block.organisation_id is not None}
    query = select(UnblockCase).where(UnblockCase.organisation_id.in_(whose), UnblockCase.mailbox_key.in_(keys))
    last: dict[tuple[int | None, str], UnblockCase] = {}
    # The last one wins: first those that are closed, then the open one.
    for case in sorted(session.scalars(query), key=lambda each: (not each.is_closed, each.id)):
        last[(case.organisation_id, case.mailbox_key)] = case
    found = ((block.id, last.get((block.organisation_id, block.mailbox_key))) for block in blocks)
    return {number: case for number, case in found if case is not None}


def stream_blocks(session: Session, wanted: BlockFilter) -> Iterator[Sequence[Suppression]]:
    """All of them, page by page, the newest first."""
    page = find_page(session, wanted)
    while page.blocks:
        yield page.blocks
        if page.older is None:
            return
        page = find_page(session, wanted, before=page.older)


def has_any(session: Session, organisation_id: int) -> bool:
    """True when anything was ever noted for this organisation, and is still kept."""
    return session.scalar(select(Suppression.id).where(Suppression.organisation_id == organisation_id).limit(1)) is not None


def _moment(wanted: BlockFilter) -> ColumnElement[Any]:
    return Suppression.since_at.expression if wanted.shown is Shown.ACTIVE else Suppression.lifted_at.expression


def _place(block: Suppression) -> Place:
    return Place(block.lifted_at or block.since_at, block.id)


def _choose(wanted: BlockFilter) -> Select[Suppression]:
    return select(Suppression).options(joinedload(Suppression.organisation)).where(*_conditions(wanted))


def _conditions(wanted: BlockFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        Suppression.lifted_at.is_(None) if wanted.shown is Shown.ACTIVE else Suppression.lifted_at.is_not(None)
    ]
    if wanted.is_nobodys:
        found.append(Suppression.organisation_id.is_(None))
    elif wanted.organisation_id is not None:
        found.append(Suppression.organisation_id == wanted.organisation_id)
    if wanted.kind is not None:
        found.append(Suppression.kind == wanted.kind)
    return found


def _of_mailbox(session: Session, organisation_id: int | None, word: str) -> Sequence[Suppression]:
    # As it was read, not as it was pasted: a mail program puts a name before it, and brackets around it.
    address = parse_address(word)
    if address is None:
        return ()
    return session.scalars(_of(organisation_id).where(Suppression.mailbox_key == canonical_address(address)).limit(PAGE_SIZE)).all()


def _beginning_with(session: Session, organisation_id: int | None, word: str) -> Sequence[Suppression]:
    # One condition that an index answers; two joined by "or" would be looked up row by row.
    # Everything that begins so: no letter sorts behind the last one.
    query = select(SuppressionBeginning.suppression_id).where(SuppressionBeginning.text.between(word, word + LAST_LETTER))
    if organisation_id is not None:
        query = query.where(SuppressionBeginning.organisation_id == organisation_id)
    # A name may stand in one address twice.
    numbers = set(session.scalars(query.limit(2 * PAGE_SIZE))) if word else set()
    return session.scalars(_of(organisation_id).where(Suppression.id.in_(sorted(numbers)[-PAGE_SIZE:]))).all() if numbers else ()


def _holding(session: Session, organisation_id: int | None, word: str) -> Sequence[Suppression]:
    # A column outside every index: SQLite would else sort a whole index of addresses instead of following the moments.
    newest = select(Suppression.id, Suppression.mailbox_key, Suppression.times).where(Suppression.lifted_at.is_(None))
    if organisation_id is not None:
        newest = newest.where(Suppression.organisation_id == organisation_id)
    rows = session.execute(newest.order_by(Suppression.since_at.desc(), Suppression.id.desc()).limit(MOST_SEARCHED))
    # Compared here: the database would rather read every address that it has.
    found = [number for number, key, _times in rows if word in key][:PAGE_SIZE]
    return session.scalars(_of(organisation_id).where(Suppression.id.in_(found))).all() if found else []


def _of(organisation_id: int | None) -> Select[Suppression]:
    query = select(Suppression).options(joinedload(Suppression.organisation))
    return query if organisation_id is None else query.where(Suppression.organisation_id == organisation_id)
