"""Blocks from a table: what each line would become, and then the blocks of the lines that are right."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from helpcenter.consent.addresses import canonical_address, parse_address
from helpcenter.i18n.cells import plain, read_date
from helpcenter.i18n.formats import HOUSE_ZONE, house_day
from helpcenter.i18n.tables import Line, TableError, read_lines
from helpcenter.organisations.models import Organisation
from helpcenter.providers.policy import BlockKind, ProviderPolicy
from helpcenter.suppressions.blocks import end_of
from helpcenter.suppressions.models import DETAIL_LENGTH, Origin, Suppression
from helpcenter.suppressions.service import NewBlock, suppress

MOST_LINES = 5000
# How many mailboxes one question names.
CHUNK = 500
# The names of a column, without accents, blanks and marks.
NAMES = {
    "address": "adresse address mail email adressemail adresseemail mailaddress emailaddress recipient courriel",
    "since": "depuis since date jour bloqueedepuis blockedsince createdat blockedat",
    "until": "jusquau until fin end bloqueejusquau blockeduntil",
    "kind": "raison reason motif type kind why pourquoi",
    "detail": "note remarque remark detail details erreur error message comment commentaire",
}
KINDS = {
    BlockKind.HARD_BOUNCE: "hardbounce permanent permanenterror erreurpermanente bounce bounced invalid invalide",
    BlockKind.SPAM: "spam complaint plainte reportedasspam signalecommeindesirable signaleeindesirable spamreport",
    BlockKind.SOFT: "soft softbounce temporary temporaryerrors erreurstemporaires temporaire",
    BlockKind.UNSUBSCRIBE: "unsubscribe unsubscribed unsub desinscription desinscrit desinscrite desabonne desabonnee",
    BlockKind.MANUAL: "manual manuel saisiealamain enteredbyhand",
    BlockKind.UNKNOWN: "unknown inconnu blocked bloque bloquee preblocked heldbackbytheprovider retenueparleprestataire",
}


class Finding(StrEnum):
    """What becomes of a line."""

    GOOD = "good"
    """The block is noted."""
    KIND = "kind"
    """The reason is none that we know; the block is noted as entered by hand."""
    KNOWN = "known"
    """It is in the list already; nothing changes."""
    TWICE = "twice"
    """The same mailbox stands in an earlier line."""
    ADDRESS = "address"
    """Not a mail address."""
    DAY = "day"
    """Not a day."""
    FUTURE = "future"
    """A day that has not come."""
    ENDED = "ended"
    """Its last day is over."""


NOTED = frozenset({Finding.GOOD, Finding.KIND})


@dataclass(frozen=True)
class Planned:
    """One line: the address, the block, what becomes of it, and what that refers to."""

    line: Line
    address: str
    finding: Finding
    new: NewBlock | None = None
    other: str = ""


@dataclass(frozen=True)
class Plan:
    """What an import would do."""

    entries: tuple[Planned, ...]

    @property
    def to_note(self) -> int:
        """How many blocks would be noted."""
        counts = Counter(entry.finding for entry in self.entries)
        return sum(counts[finding] for finding in NOTED)


@dataclass(frozen=True)
class Reader:
    """For whom a table is read, by which rules, when."""

    organisation: Organisation
    policy: ProviderPolicy
    now: datetime

    @property
    def today(self) -> date:
        """The day on the house's clock."""
        return house_day(self.now)


def plan_import(session: Session, reader: Reader, text: str) -> Plan:
    """What each line would become; nothing is written. TableError for a text that is no table of addresses."""
    lines = read_lines(text)
    if not lines:
        raise TableError("empty")
    columns = _find_columns(lines[0].cells)
    bodies = lines[1:] if columns else lines
    columns = columns or _guess_columns(lines[0].cells)
    if not bodies:
        raise TableError("empty")
    if len(bodies) > MOST_LINES:
        raise TableError("long")
    return Plan(tuple(_compare(session, reader, [_read(line, columns, reader) for line in bodies])))


def import_blocks(session: Session, plan: Plan, actor: str) -> int:
    """Note the blocks of the lines that are right; how many."""
    noted = [entry.new for entry in plan.entries if entry.finding in NOTED and entry.new]
    for new in noted:
        suppress(session, new, actor)
    return len(noted)


def read_kind(text: str) -> BlockKind | None:
    """The reason that a cell names; None when it names none that we know."""
    word = plain(text)
    return next((kind for kind, words in KINDS.items() if word in words.split()), None)


def _find_columns(cells: Sequence[str]) -> dict[str, int] | None:
    """Where each column stands, read from a line of names; None when this line holds an address."""
    if any("@" in cell for cell in cells):
        return None
    columns: dict[str, int] = {}
    for place, cell in enumerate(cells):
        meant = next((name for name, names in NAMES.items() if plain(cell) in names.split()), None)
        if meant:
            columns.setdefault(meant, place)
    if "address" not in columns:
        raise TableError("columns")
    return columns


def _guess_columns(cells: Sequence[str]) -> dict[str, int]:
    """Without a line of names: the address where the @ stands, and the day where one can be read."""
    address = next(place for place, cell in enumerate(cells) if "@" in cell)
    day = next((place for place, cell in enumerate(cells) if read_date(cell)), None)
    return {"address": address} if day is None else {"address": address, "since": day}


def _read(line: Line, columns: dict[str, int], reader: Reader) -> Planned:
    cells = {name: line.cells[place] for name, place in columns.items() if place < len(line.cells)}
    typed = cells.get("address", "")
    address = parse_address(typed)
    if address is None:
        return Planned(line, typed, Finding.ADDRESS)
    since = read_date(cells["since"]) if cells.get("since") else reader.today
    until = read_date(cells["until"]) if cells.get("until") else None
    if since is None or (cells.get("until") and until is None):
        return Planned(line, address, Finding.DAY)
    if since > reader.today:
        return Planned(line, address, Finding.FUTURE)
    return _judge(line, cells, reader, _begin(reader, address, since, until))


def _judge(line: Line, cells: dict[str, str], reader: Reader, new: NewBlock) -> Planned:
    reason = cells.get("kind", "")
    kind = read_kind(reason) if reason else BlockKind.MANUAL
    until = new.until_on or end_of(kind or BlockKind.MANUAL, new.since_at, reader.policy)
    new = replace(new, kind=kind or BlockKind.MANUAL, until_on=until, detail=cells.get("detail", "")[:DETAIL_LENGTH])
    if until and until < reader.today:
        return Planned(line, new.address, Finding.ENDED, new)
    if kind is None:
        return Planned(line, new.address, Finding.KIND, new, reason)
    return Planned(line, new.address, Finding.GOOD, new)


def _begin(reader: Reader, address: str, since: date, until: date | None) -> NewBlock:
    at = reader.now if since == reader.today else datetime.combine(since, time(12), HOUSE_ZONE)
    return NewBlock(reader.organisation.id, address, BlockKind.MANUAL, Origin.CSV, reader.policy.id, at, until)


def _compare(session: Session, reader: Reader, entries: list[Planned]) -> list[Planned]:
    """The entries with what stands twice, and what is known already."""
    known = _known_keys(session, reader.organisation, [entry.new.mailbox_key for entry in entries if entry.new])
    seen: dict[str, int] = {}
    compared = []
    for entry in entries:
        key = canonical_address(entry.address) if entry.finding in NOTED else ""
        if key in seen:
            compared.append(replace(entry, finding=Finding.TWICE, other=str(seen[key])))
            continue
        if key:
            seen[key] = entry.line.number
        compared.append(replace(entry, finding=Finding.KNOWN) if key in known else entry)
    return compared


def _known_keys(session: Session, organisation: Organisation, keys: Sequence[str]) -> set[str]:
    known: set[str] = set()
    for start in range(0, len(keys), CHUNK):
        some = Suppression.mailbox_key.in_(keys[start : start + CHUNK])
        active = select(Suppression.mailbox_key).where(
            Suppression.organisation_id == organisation.id, Suppression.lifted_at.is_(None), some
        )
        known.update(session.scalars(active))
    return known
