"""Many families at once: what each line of a table would become, and then the cases of the lines that are right."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from helpcenter.bounces.explanation import Explanation
from helpcenter.consent.addresses import canonical_address, parse_address
from helpcenter.consent.desk import Desk
from helpcenter.consent.domains import likely_address
from helpcenter.i18n.formats import HOUSE_ZONE
from helpcenter.i18n.tables import Line, TableError, read_lines
from helpcenter.intake.blocks import Explain, kind_of_block
from helpcenter.intake.columns import NEEDED, ORDER, find_columns, plain, read_addresses, read_date, read_language
from helpcenter.intake.deflection import Advice, Known, deflect
from helpcenter.intake.history import MailHistory, nothing_known
from helpcenter.organisations.models import Organisation
from helpcenter.providers.policy import ARTICLE_POLICY, ProviderPolicy
from helpcenter.unblock.family_addresses import MOST_ADDRESSES, addresses_of_family, join_family
from helpcenter.unblock.models import ERROR_LENGTH, TICKET_LENGTH, Source, UnblockCase
from helpcenter.unblock.queries import find_case
from helpcenter.unblock.service import CaseError, NewCase, check_new_case, open_case

MOST_LINES = 1000
# A stand-in for a day that could not be read; the line is not opened.
NO_DAY = date.min


class Finding(StrEnum):
    """What becomes of a line."""

    GOOD = "good"
    """A case is opened."""
    DOUBTFUL = "doubtful"
    """The domain looks like a typing mistake: opened only when a person has looked."""
    TEMPORARY = "temporary"
    """The error text names a temporary error: no case is needed."""
    SENDER_SIDE = "sender_side"
    """The error text is about the sender: no case helps."""
    TWICE = "twice"
    """The same mailbox stands in an earlier line."""
    DUPLICATE = "duplicate"
    """There is an open case for this mailbox."""
    LABEL = "label"
    """No name, or too long a one."""
    ADDRESS = "address"
    """Not a mail address."""
    DAY = "day"
    """Not a day."""
    FUTURE = "future"
    """A day that has not come."""
    TOO_OLD = "too_old"
    """More than a year ago."""
    DELIVERED = "delivered"
    """A mail arrived that day: no case is needed."""
    NOT_SENT = "not_sent"
    """Nothing was sent to this address that day."""
    ENDS_SOON = "ends_soon"
    """The block ends by itself sooner than a request is answered."""
    HAS_ENDED = "has_ended"
    """The block has ended by itself."""
    LANGUAGE = "language"
    """Not one of our languages; the case is opened without one."""
    JOINS_LINE = "joins_line"
    """A further address of the family of an earlier line: one case."""
    JOINS_CASE = "joins_case"
    """A further address of a family that has an open case."""
    FULL = "full"
    """The family has a handful of addresses already."""


OPENED = frozenset({Finding.GOOD, Finding.LANGUAGE})
JOINED = frozenset({Finding.JOINS_LINE, Finding.JOINS_CASE})
# Lines that a person may let pass after a look.
ADVISED = {
    Advice.TEMPORARY: Finding.TEMPORARY,
    Advice.SENDER_SIDE: Finding.SENDER_SIDE,
    Advice.OWN_MAIL: Finding.SENDER_SIDE,
    Advice.DELIVERED: Finding.DELIVERED,
    Advice.NOT_SENT: Finding.NOT_SENT,
    Advice.ENDS_SOON: Finding.ENDS_SOON,
    Advice.HAS_ENDED: Finding.HAS_ENDED,
}
LET_PASS = frozenset({Finding.DOUBTFUL, *ADVISED.values()})
# What is wrong with a line is said once, not for each of its addresses.
OF_THE_LINE = frozenset({Finding.LABEL, Finding.DAY, Finding.FUTURE, Finding.TOO_OLD})


@dataclass(frozen=True)
class Entry:
    """One address of a line: what it says, what becomes of it, and what that refers to (a line, a case, another address)."""

    line: Line
    new: NewCase
    finding: Finding
    said: Explanation
    other: str = ""
    day_text: str = ""
    # Lines with the same are one family; empty: this line stands for itself.
    household: str = ""
    household_text: str = ""
    # The first address of the line, when this is a further one; what stood in the cell of further ones, when it is the first.
    beside: str = ""
    others_text: str = ""


@dataclass(frozen=True)
class Reading:
    """With what a table is read: what an error text says, what is known of mails, the provider's rules."""

    explain: Explain
    history: MailHistory = nothing_known
    policy: ProviderPolicy = ARTICLE_POLICY


@dataclass(frozen=True)
class Plan:
    """What an import would do."""

    entries: tuple[Entry, ...]
    left_out: tuple[str, ...]

    def count(self, *findings: Finding) -> int:
        """How many lines have one of these findings."""
        counts = Counter(entry.finding for entry in self.entries)
        return sum(counts[finding] for finding in findings)

    @property
    def to_open(self) -> int:
        """How many cases would be opened."""
        return self.count(*OPENED)

    @property
    def to_join(self) -> int:
        """How many further addresses would join the case of their family."""
        return self.count(*JOINED)

    @property
    def to_let_pass(self) -> int:
        """How many more a person may let pass."""
        return self.count(*LET_PASS)


def plan_import(session: Session, desk: Desk, organisation: Organisation, text: str, reading: Reading) -> Plan:
    """What each line would become; nothing is written. TableError for a text that is no table of families."""
    lines = read_lines(text)
    if not lines:
        raise TableError("empty")
    named = find_columns(lines[0].cells)
    columns = {name: place for place, name in enumerate(ORDER)} if named is None else named
    if any(name not in columns for name in NEEDED):
        raise TableError("columns")
    bodies = lines if named is None else lines[1:]
    if not bodies:
        raise TableError("empty")
    if len(bodies) > MOST_LINES:
        raise TableError("long")
    left_out = () if named is None else tuple(name for place, name in enumerate(lines[0].cells) if name and place not in columns.values())
    entries = [entry for line in bodies for entry in _read(line, columns, reading.explain)]
    if len(entries) > MOST_LINES:
        raise TableError("long")
    checked = _check(session, desk, organisation, entries, reading)
    return Plan(tuple(_join(checked, _Households(session, organisation, checked))), left_out)


def import_cases(
    session: Session,
    desk: Desk,
    organisation: Organisation,
    plan: Plan,
    actor: str,
    *,
    passes: bool,
    policy: ProviderPolicy = ARTICLE_POLICY,
) -> list[UnblockCase]:
    """Open the cases of the lines that are right, and of the doubtful ones when a person has looked at them; one for each address."""
    wanted = OPENED | JOINED | (LET_PASS if passes else frozenset())
    households = _Households(session, organisation, plan.entries)
    cases = []
    for each in plan.entries:
        if each.finding not in wanted:
            continue
        family = households.cases.get(each.household)
        if family is None:
            case = open_case(session, desk, organisation, each.new, actor, policy)
        else:
            case = join_family(session, desk, family, each.new, policy, actor)
        if each.household:
            households.cases.setdefault(each.household, case)
        cases.append(case)
    return cases


class _Households:
    """The families of a table that have an open case already: that of any of their addresses, in this organisation."""

    def __init__(self, session: Session, organisation: Organisation, entries: Iterable[Entry]) -> None:
        self.cases: dict[str, UnblockCase] = {}
        for entry in entries:
            if entry.finding is Finding.DUPLICATE and entry.household:
                known = find_case(session, organisation, int(entry.other))
                if known:
                    self.cases.setdefault(entry.household, known)
        self.sizes = {key: len(addresses_of_family(session, case)) for key, case in self.cases.items()}


def _join(entries: Sequence[Entry], households: _Households) -> Iterator[Entry]:
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


def _read(line: Line, columns: dict[str, int], explain: Explain) -> Iterator[Entry]:
    """The addresses of a line, the first one first."""
    cells = {name: line.cells[place] for name, place in columns.items() if place < len(line.cells)}
    number, others = cells.get("household", ""), read_addresses(cells.get("others", ""))
    # A number without a letter or a figure in it ("-") names nobody.
    key = f"number {plain(number)}" if plain(number) else f"line {line.number}" if others else ""
    first = replace(_read_first(line, cells, explain), household=key, household_text=number, others_text=cells.get("others", ""))
    yield first
    seen = {_key(first.new.address)}
    for other in others:
        if _key(other) not in seen:
            seen.add(_key(other))
            new = replace(first.new, address=other)
            yield replace(first, new=new, beside=first.new.address, others_text="")


def _key(text: str) -> str:
    address = parse_address(text)
    return canonical_address(address) if address else text


def _read_first(line: Line, cells: dict[str, str], explain: Explain) -> Entry:
    error_text, language = cells.get("error_text", "")[:ERROR_LENGTH], cells.get("locale", "")
    day, said = read_date(cells.get("last_mail_on", "")), explain(error_text)
    new = NewCase(
        label=cells.get("label", ""),
        address=cells.get("address", ""),
        last_mail_on=day or NO_DAY,
        locale=read_language(language),
        ticket=cells.get("ticket", "")[:TICKET_LENGTH],
        error_text=error_text,
        kind=kind_of_block(said),
        source=Source.CSV,
    )
    if day is not None and language and new.locale is None:
        return Entry(line, new, Finding.LANGUAGE, said, language)
    return Entry(line, new, Finding.DAY if day is None else Finding.GOOD, said, day_text=cells.get("last_mail_on", ""))


def _check(session: Session, desk: Desk, organisation: Organisation, entries: list[Entry], reading: Reading) -> list[Entry]:
    """The entries with what is wrong in the house's own rules, and what stands twice."""
    seen: dict[str, int] = {}
    checked: list[Entry] = []
    for entry in entries:
        found = _judge(session, desk, organisation, entry, reading)
        if entry.beside and found.finding in OF_THE_LINE:
            continue
        address = parse_address(entry.new.address)
        key = canonical_address(address) if address else ""
        if key in seen and found.finding in OPENED | LET_PASS:
            found = replace(entry, finding=Finding.TWICE, other=str(seen[key]))
        elif key and found.finding in OPENED | LET_PASS:
            seen[key] = entry.line.number
        checked.append(found)
    return checked


def _judge(session: Session, desk: Desk, organisation: Organisation, entry: Entry, reading: Reading) -> Entry:
    if entry.finding is Finding.DAY:
        return entry
    try:
        address = check_new_case(session, desk.clock, organisation, entry.new)
    except CaseError as error:
        return replace(entry, finding=Finding(error.problem.value), other=str(error.case.id) if error.case else "")
    # The same advice as in the form of one family, in the same order: first what stands in the address, then what helps instead.
    likely = likely_address(address)
    if likely:
        return replace(entry, finding=Finding.DOUBTFUL, other=likely)
    delivery = reading.history(session, organisation, address, entry.new.last_mail_on)
    known = Known(entry.said, delivery, entry.new.last_mail_on)
    advice = deflect(known, reading.policy, desk.clock().astimezone(HOUSE_ZONE).date())
    return replace(entry, finding=ADVISED[advice.advice]) if advice else entry
