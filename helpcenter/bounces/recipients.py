"""Which addresses did not receive the mail: as the report states them, else as the text of a server names them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from helpcenter.bounces.addresses import ADDRESS, PLAIN, unique
from helpcenter.bounces.contacts import GREETED, HELPERS, OTHERS, SERVANT_FAILED, SERVANTS, is_named_as_another
from helpcenter.bounces.listed import addressees_in, in_fates, listed_in, named_in
from helpcenter.bounces.notice import Notice, fields_of_copy
from helpcenter.bounces.reports import Fate
from helpcenter.bounces.structure import Message

MOST_RECIPIENTS = 100
MOST_LINES = 200
# How many lines may speak of one address of several.
MOST_WORDS = 12
LOCAL_NAME = re.compile(r"\s*[A-Za-z0-9._-]{3,40}\s*")
# What a list of addresses says of those that the mail has reached.
ARRIVED = re.compile(rf"{PLAIN}[>\"']*[;:,.]*\s+\(?(?:successfully )?(?:relayed|delivered)\b", re.IGNORECASE)
ARRIVED_BELOW = re.compile(r"addresses had successful|successfully (?:delivered|relayed) to|delivered successfully to", re.IGNORECASE)
# What a line says behind the address that begins it.
OUTCOME = re.compile(r"^[ \t]{0,8}<?[^\s<>@]{1,64}@[^\s<>@:]{1,250}>?:[ \t]{1,8}(\S[^\n]{0,300})", re.MULTILINE)
WENT_WELL = re.compile(r"\b(?:deliver\w*|relayed|sent|accepted|queued|ok|2\d\d|success\w*|expanded|remis\w*|zugestellt)\b", re.IGNORECASE)
HEADLINE = re.compile(r"^\s*-{3,}")
# A program took the mail in the name of an address, which stands below it.
PROGRAM = re.compile(r"^\s*\"?[|/]")
EXPANDED = re.compile(rf"\(expanded from:? <?({PLAIN})", re.IGNORECASE)
# A sentence that says whom the mail did not reach; beside a list of addresses it names one more.
UNREACHED = re.compile(
    rf"\b(?:message|e-?mail|nachricht|mensaje|messaggio|mensagem)\s+(?:to|à|an|para|a)\s+<?({PLAIN})>?\s+"
    r"(?:could|couldn|can|was|wasn|has|n['’]a|konnte|kann|no (?:se|ha|pudo)|non|não)\b",
    re.IGNORECASE,
)


def find_recipients(message: Message, notice: Notice, fates: Sequence[Fate]) -> tuple[str, ...]:
    """The addresses, each once, in the order of the message."""
    stated = [address for fate in fates if (address := _written(fate.recipient))]
    failed = ADDRESS.findall(message.headers.get("x-failed-recipients", ""))
    # The text may name the address that the sender knows, the report the one that it was passed on to.
    told = list(listed_in(_failed_lines(notice))) if stated else _from_lines(message, notice)
    found = unique(each for each in (*stated, *failed, *told) if not SERVANTS.match(each)) or stated
    found = (
        found
        or _servants(notice)
        or _from_copy(notice)
        or _from_return_address(message)
        or _local_names(message, notice)
        or _anywhere(message, notice)
    )
    return tuple(unique(found)[:MOST_RECIPIENTS])


def _written(value: str) -> str:
    """An address that a report states; a program that took the mail stands there too, with the address among its words."""
    if value.count("@") == 1 and not re.search(r"[\s|/]", value):
        return value
    return next(iter(ADDRESS.findall(value)), "")


def recipients_in(text: str) -> tuple[str, ...]:
    """The addresses that a bare answer of a server names; the sender's is not among them."""
    found = (match[0] for match in ADDRESS.finditer(text[:4_000]) if not is_named_as_another(text, match.start(), match.end()))
    return tuple(unique(each for each in found if not SERVANTS.match(each))[:MOST_RECIPIENTS])


def _from_lines(message: Message, notice: Notice) -> list[str]:
    """The addresses of a text: those that stand alone on a line, else those that words announce."""
    lines = _failed_lines(notice)
    known = _senders(message)
    for search in (listed_in, named_in, in_fates, _expanded, addressees_in):
        found = [each for each in search(lines) if not SERVANTS.match(each) and each.lower() not in known]
        if found:
            unreached = (each for line in lines if "@" in line for each in UNREACHED.findall(line))
            return [*found, *(each for each in unreached if each.lower() not in known)]
    return []


def _failed_lines(notice: Notice) -> list[str]:
    """The lines without those that list whom the mail has reached."""
    kept: list[str] = []
    is_below = False
    for line in notice.lines[:MOST_LINES]:
        is_below = bool(ARRIVED_BELOW.search(line)) or (is_below and not HEADLINE.match(line))
        if (not is_below or names_a_failure(line)) and not ("@" in line and "ed" in line and ARRIVED.search(line)):
            kept.append(line)
    return kept


def names_a_failure(text: str) -> bool:
    """True when something else than success stands behind an address that begins a line."""
    return any(not WENT_WELL.search(found[1]) for found in OUTCOME.finditer(text))


def _expanded(lines: Sequence[str]) -> Iterator[str]:
    is_about_program = False
    for line in lines:
        is_about_program = bool(PROGRAM.match(line)) or (is_about_program and line.startswith((" ", "\t")))
        if is_about_program:
            yield from EXPANDED.findall(line)


def _servants(notice: Notice) -> list[str]:
    """The mailbox of a machine, when that is what a mail did not reach; elsewhere such a name says whom to ask."""
    return [found[1] for line in _failed_lines(notice) if (found := SERVANT_FAILED.match(line)) and SERVANTS.match(found[1])]


def words_about_first(notice: Notice, recipients: Sequence[str]) -> Notice:
    """Of a letter about several addresses, the lines that speak of the first alone; none when they cannot be told apart."""
    if len(recipients) < 2:
        return Notice(())
    first, *others = (each.lower() for each in recipients)
    lines = [line.lower() for line in notice.lines[:MOST_LINES]]
    start = next((at for at, line in enumerate(lines) if first in line), len(lines))
    rest = notice.lines[start : start + MOST_WORDS]
    return Notice(tuple(takewhile(lambda line: not any(other in line.lower() for other in others), rest)))


def _senders(message: Message) -> set[str]:
    return {each.lower() for name in ("from", "reply-to", "sender") for each in ADDRESS.findall(message.headers.get(name, ""))}


def _local_names(message: Message, notice: Notice) -> list[str]:
    """Names without a domain, as a provider lists its own: the domain is that of its server."""
    home = re.search(r"mailer-daemon@([\w.-]{3,200})", message.headers.get("from", ""), re.IGNORECASE)
    announced = [at for at, line in enumerate(notice.lines[:MOST_LINES]) if line.rstrip().endswith(":") and "recipient" in line.lower()]
    if not home or not announced:
        return []
    following = [line for line in notice.lines[announced[0] + 1 : announced[0] + 20] if line.strip()]
    return [f"{line.strip()}@{home[1]}" for line in takewhile(LOCAL_NAME.fullmatch, following)]


def _anywhere(message: Message, notice: Notice) -> list[str]:
    """The only address that is nobody else's: of several, none is named rather than a wrong one."""
    others = _senders(message) | {each.lower() for each in ADDRESS.findall(message.headers.get("to", ""))}
    lines = (line for line in notice.lines[:MOST_LINES] if "@" in line and not OTHERS.search(line) and not GREETED.match(line))
    found = (each for line in lines for each in ADDRESS.findall(line))
    left = unique(each for each in found if each.lower() not in others and not (SERVANTS.match(each) or HELPERS.match(each)))
    return left if len(left) == 1 else []


def _from_copy(notice: Notice) -> list[str]:
    """The addressee of the mail that came back, when it went to one alone."""
    fields = fields_of_copy(notice)
    for name in ("x-hmxmroriginalrecipient", "x-envelope-to", "envelope-to", "x-original-to", "x-rcpt-to", "to", "cc"):
        found = unique(ADDRESS.findall(fields.get(name, "")))
        if len(found) == 1:
            return found
    return []


def _from_return_address(message: Message) -> list[str]:
    """The recipient that a mailing's return address carries: bounces+name=domain@sender."""
    found = re.search(r"[+.-]([^\s+<>@=]{1,64})=([^\s<>@=]{3,200})@", message.headers.get("to", ""))
    return [f"{found[1]}@{found[2]}"] if found and "." in found[2] else []


def recipients_of_complaint(fields: Mapping[str, str], message: Message, notice: Notice) -> tuple[str, ...]:
    """Who reported a mail, where the report says so."""
    stated = [fields[name] for name in ("original-rcpt-to", "removal-recipient", "original-recipient") if name in fields]
    found = [each for value in stated for each in ADDRESS.findall(value)]
    marked = ADDRESS.findall(message.headers.get("x-hmxmroriginalrecipient", ""))
    return tuple(unique(found or marked or _from_copy(notice)))
