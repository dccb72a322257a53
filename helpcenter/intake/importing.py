"""Many families at once: what each line of a table would become, and then the cases of the lines that are right."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from helpcenter.consent.addresses import canonical_address, parse_address
from helpcenter.consent.desk import Desk
from helpcenter.consent.domains import likely_address
from helpcenter.i18n.formats import house_day
from helpcenter.i18n.tables import Line, TableError, read_lines
from helpcenter.intake.blocks import Explain, kind_of_block
from helpcenter.intake.columns import ORDER, plain, read_addresses, read_date, read_language
from helpcenter.intake.deflection import Known, deflect
from helpcenter.intake.headings import read_headings
from helpcenter.intake.households import Households, join_households
from helpcenter.intake.plans import ADVISED, JOINED, LET_PASS, OF_THE_LINE, OPENED, Entry, Finding, Plan, Reading
from helpcenter.organisations.models import Organisation
from helpcenter.providers.policy import ARTICLE_POLICY, ProviderPolicy
from helpcenter.unblock.family_addresses import join_family
from helpcenter.unblock.models import ERROR_LENGTH, TICKET_LENGTH, Source, UnblockCase
from helpcenter.unblock.service import CaseError, NewCase, check_new_case, open_case

MOST_LINES = 1000
# A stand-in for a day that could not be read; the line is not opened.
NO_DAY = date.min


def plan_import(session: Session, desk: Desk, organisation: Organisation, text: str, reading: Reading) -> Plan:
    """What each line would become; nothing is written. TableError for a text that is no table of families."""
    lines = read_lines(text)
    if not lines:
        raise TableError("empty")
    headings = read_headings(lines)
    columns, guessed = headings or ({name: place for place, name in enumerate(ORDER)}, {})
    bodies = lines[1:] if headings else lines
    if not bodies:
        raise TableError("empty")
    if len(bodies) > MOST_LINES:
        raise TableError("long")
    names = lines[0].cells if headings else ()
    left_out = tuple(name for place, name in enumerate(names) if name and place not in columns.values())
    entries = [entry for line in bodies for entry in _read(line, columns, reading.explain)]
    if len(entries) > MOST_LINES:
        raise TableError("long")
    checked = _check(session, desk, organisation, entries, reading)
    read_as = {name: names[place] for name, place in guessed.items()}
    return Plan(tuple(join_households(checked, Households(session, organisation, checked))), left_out, read_as)


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
    households = Households(session, organisation, plan.entries)
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
    advice = deflect(known, reading.policy, house_day(desk.clock()))
    return replace(entry, finding=ADVISED[advice.advice]) if advice else entry
