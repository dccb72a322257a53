"""Which addresses did not receive the mail: as the report states them, else as the text of a server names them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, takewhile

from helpcenter.bounces.notice import Notice, fields_of_copy
from helpcenter.bounces.phrases import CLOSE
from helpcenter.bounces.reports import Fate
from helpcenter.bounces.structure import Message

MOST_RECIPIENTS = 100
MOST_LINES = 200
# How many lines may speak of one address of several.
MOST_WORDS = 12
# Latin letters only after the @: in languages without spaces, the sentence goes on right beside an address.
PLAIN = rf"[^\s<>\"'(),;:\[\]|/=*{CLOSE}]{{1,64}}@[A-Za-z0-9À-ɏ_#.-]{{1,200}}[A-Za-z0-9À-ɏ]"
ADDRESS = re.compile(PLAIN)
# A program may show any name it likes in front of a link: the link is where the mail went.
LINK = r"(?:<mailto:[^>]{1,300}>)"
LINKED = re.compile(rf"<mailto:({PLAIN})>", re.IGNORECASE)
# A line that holds an address alone, marked as a list, quoted or in angle brackets; or the address and its fate.
ALONE = re.compile(
    rf"^\s*(?:[-*•>»]{{1,3}}\s*|\d{{1,3}}[.)]\s*|[45]\d\d\s)?[\"'<\[]*({PLAIN})[\"'>\]]*"
    rf"{LINK}?(?:\s*\([^)]{{1,320}}\))?{LINK}?"
    r"\s*(?:$|[:;,\[]|\(reason|\.\.\.|\s(?:on|at|le|am)\s|\s?[-–]\s|\s(?:delivery|has|was|is|does|could|unknown|not|said|\(expanded))"
)
# "RCPT TO:<a>", "Recipient: a", "user unknown: a", "deliver your mail to a": the address comes after the words.
NAMED = re.compile(
    r"(?:rcpt to:?|recipients?(?: address(?:es)?)?|destinataires?|empfänger|destinatarios?|destinatari|geadresseerde|odbiorca|"
    r"undeliverable recipients?|invalid receiver address|undeliverable address|unknown user|user unknown|unknown address|"
    r"no such user|attempts|allowed size|failed address(?:es)?|address|"
    r"(?:messages?|e-?mail|mail|delivered|delivery|deliver|sending|sent|relayed|addressed|nachricht|mensaje)\b[^@\n]{0,60}?"
    r"\b(?:to|for|à|an|a|para|al|aan|do))(?=[\s:=<\[(\"'])"
    rf"(?:\(s\))?\s*[:=]*\s*(?:\[?smtp[:=])?[<\"'\[(]*({PLAIN})",
    re.IGNORECASE,
)
FATE = re.compile(rf"(?:^|[\s:])<({PLAIN})>(?:\.\.\.|:|,)?\s", re.IGNORECASE)
MAILBOX = re.compile(
    rf"\b(?:mailbox|user|account|utilisateur|compte|boîte|postfach|konto|usuario|utente|gebruiker)\b\s*[:=]?\s*[<\"'(]*({PLAIN})",
    re.IGNORECASE,
)
# Whoever is greeted is the one who wrote the mail, not the one who did not get it.
GREETED = re.compile(
    r"^\W*(?:hello|hi|dear|greetings|bonjour|cher|chère|hallo|liebe[rs]?|guten tag|hola|estimad[oa]|ciao|gentile|salve|olá|prezad[oa]"
    r"|beste|geachte|witaj)\s+[<\"']?\S+@\S+\s*$",
    re.IGNORECASE,
)
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
X400 = re.compile(rf"\b(?:SMTP|RFC-?822)[=:]\s*({PLAIN})", re.IGNORECASE)
# Lines that name others: whom to ask, who wrote, who sent the report.
OTHERS = re.compile(
    r"(?:contact|postmaster|webmaster|abuse@|support@|assistance|help|mailer-daemon|question|\bfrom\b|sender|reply-to|message-id|return-path|"
    r"envelope|https?:|expéditeur|absender|remitente|mittente|\bde\s*:|\bvon\s*:)",
    re.IGNORECASE,
)
SERVANT_FAILED = re.compile(rf"\s*<({PLAIN})>(?: \(expanded from [^)]{{1,200}}\))?:", re.IGNORECASE)
# What stands before the recipient in a return address that carries it (bounces+name=domain@sender): nobody was written to there.
CARRIED = re.compile(r"^(?:\S*\+|bounces?-|from=\S)\S*=$", re.IGNORECASE)
SERVANTS = re.compile(
    r"^(?:postmaster|mailer-daemon|mailerdaemon|abuse(?:[._-][\w.-]*)?|root|noreply|no-reply|double-bounce|delist(?:ing)?)@", re.IGNORECASE
)
# Imperatives that are no nouns too: "invio a", "mail an" and "transfert vers" stand before a recipient.
TOLD = (
    "forward|contact|signale[rz]|transmett(?:ez|re)|transf[ée]re[rz]|envoye[rz]|écri(?:vez|re)|adresse[rz](?:-vous)?|contacte[rz]"
    "|leiten sie|schreiben sie|senden sie|melden sie|wenden sie sich"
    "|escrib(?:a|e|ir)|env[ií]e(?:lo|la|n)?|reenv[ií]e(?:lo|la|n)?|póngase en contacto"
    "|scriv(?:a|ere|ete|i)|inoltr(?:a|are|ate|i)|invi(?:a|are|ate)|contatt(?:a|are|ate|i)|rivolg(?:ersi|etevi|iti)"
    "|escrev(?:a|er)|encaminh(?:ar|e)|entre em contato"
)
NOUNS = "send|report|mail|reply|e-?mail"
TOWARDS = "to|at|à|au|auprès de|an|a|al|con|com|para"
# What stands before an address in an answer when it is the sender's, or that of somebody who can be asked.
NOT_ADDRESSEE = re.compile(
    r"\b(from|f=|sender|contact|to request|owned by user|(?<![\"'])email|write to|postmaster)\W*$"
    # The headers of the mail that came back, whose lines were lost.
    r"|(?:^|\s)(?:from|de|von|da|van|od|reply-to|return-path|sender|message-id|in-reply-to|references)[ \u00a0]?:[^:@;]{0,80}$"
    # What the reader is told to do; "unable to send this message to" and "mail delivery failed to" are not.
    r"|(?:(?:^|[.,;:!?>)(])\s*|\b(?:and|or|then|et|ou|und|oder|y|o|e|help|aide|ayuda|hilfe|aiuto|assistance|merci de|por favor) )"
    rf"(?:(?:please|bitte|veuillez) )?(?:{TOLD}|(?:{NOUNS}) (?:this|it|these|them|the|your|any|us|a copy|all)\b)"
    rf"[^@.;\n]{{0,80}}\b(?:{TOWARDS})\W*$"
    rf"|\b(?:please|bitte|veuillez) (?:{TOLD}|{NOUNS})\b(?:[^@.;\n]{{0,80}}\b(?:{TOWARDS}))?\W*$"
)
# An answer that is folded may leave the sender alone on a line.
SENDER_FOLLOWS = re.compile(r"\b(?:from|sender|by)\s*$", re.IGNORECASE)
HELPS = re.compile(
    r"\W{0,3}(?:for (?:help|assistance|support|more|further|removal)|pour (?:plus|toute|être)|para (?:más|obtener)|weiter\b)"
)
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
    told = list(_alone(_failed_lines(notice))) if stated else _from_lines(message, notice)
    found = _unique(each for each in (*stated, *failed, *told) if not SERVANTS.match(each)) or stated
    found = (
        found
        or _servants(notice)
        or _from_copy(notice)
        or _from_return_address(message)
        or _local_names(message, notice)
        or _anywhere(message, notice)
    )
    return tuple(_unique(found)[:MOST_RECIPIENTS])


def _written(value: str) -> str:
    """An address that a report states; a program that took the mail stands there too, with the address among its words."""
    if value.count("@") == 1 and not re.search(r"[\s|/]", value):
        return value
    return next(iter(ADDRESS.findall(value)), "")


def recipients_in(text: str) -> tuple[str, ...]:
    """The addresses that a bare answer of a server names; the sender's is not among them."""
    found: list[str] = []
    for match in ADDRESS.finditer(text[:4_000]):
        before, after = text[max(0, match.start() - 120) : match.start()].lower(), text[match.end() : match.end() + 40].lower()
        if (
            not CARRIED.match(re.split(r"[\s<>]", text[max(0, match.start() - 160) : match.start()])[-1])
            and not NOT_ADDRESSEE.search(before)
            and not HELPS.match(after)
            and "sender" not in after
        ):
            found.append(match[0])
    return tuple(_unique(each for each in found if not SERVANTS.match(each))[:MOST_RECIPIENTS])


def _from_lines(message: Message, notice: Notice) -> list[str]:
    """The addresses of a text: those that stand alone on a line, else those that words announce."""
    lines = _failed_lines(notice)
    known = _senders(message)
    for search in (_alone, _named, _in_fates, _expanded):
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


def _alone(lines: Sequence[str]) -> Iterator[str]:
    return (
        _linked(found)
        for before, line in pairwise(["", *lines])
        if "@" in line and (found := ALONE.match(line) or X400.search(line)) and not SENDER_FOLLOWS.search(before)
    )


def _linked(found: re.Match[str]) -> str:
    link = LINKED.search(found[0])
    return link[1] if link else found[1]


def _named(lines: Sequence[str]) -> Iterator[str]:
    return (found[1] for line in lines if "@" in line and not _speaks_of_others(line) and (found := NAMED.search(line)))


def _in_fates(lines: Sequence[str]) -> Iterator[str]:
    return (found[1] for line in lines if "@" in line and (found := FATE.search(f"{line} ") or MAILBOX.search(line)))


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
    left = _unique(each for each in found if each.lower() not in others and not SERVANTS.match(each))
    return left if len(left) == 1 else []


def _speaks_of_others(line: str) -> bool:
    found = OTHERS.search(line)
    return found is not None and line.find("@") > found.start() and not re.search(r"rcpt to|recipient", line, re.IGNORECASE)


def _from_copy(notice: Notice) -> list[str]:
    """The addressee of the mail that came back, when it went to one alone."""
    fields = fields_of_copy(notice)
    for name in ("x-hmxmroriginalrecipient", "x-envelope-to", "envelope-to", "x-original-to", "x-rcpt-to", "to"):
        found = _unique(ADDRESS.findall(fields.get(name, "")))
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
    return tuple(_unique(found or marked or _from_copy(notice)))


def _unique(addresses: Iterable[str]) -> list[str]:
    first: dict[str, str] = {}
    # "???@example.net": somebody made the address unreadable before showing the report.
    for each in (each for each in addresses if any(map(str.isalnum, each.partition("@")[0]))):
        first.setdefault(each.strip("<>\"'").lower(), each.strip("<>\"'"))
    return list(first.values())
