"""What a server tells people: the text of a report before the copy of the mail that came back, and what others said in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from helpcenter.bounces.decoding import text_of_html
from helpcenter.bounces.structure import Message, Part, split_headers

LONGEST_NOTICE = 12_000
MOST_LINES = 400
LONGEST_LINE = 2_000
COPIES = ("message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers", "message/partial")
# The line that announces the mail that came back, as servers write it.
ANNOUNCED = re.compile(
    r"^\W{0,80}(?:"
    r"(?:this is|included is|below is|here is|below this line is|the following is)?\s*(?:a |the )?copy of (?:the|your)? ?"
    r"(?:original |returned )?(?:message|mail)\b(?:,? (?:including|with|of|and) [^\n]{1,60})?"
    r"|(?:the )?(?:headers?|body|text|start|beginning|first \w+ \w+) of (?:the|your) (?:original |returned )?(?:message|mail)\b"
    r"|(?:the )?(?:original|returned|unsent|undelivered|failed) (?:message|mail)(?:'s)?(?: text| header\w*| info\w*| body)?"
    r"(?: follows| below| is below| attached| is attached)?"
    r"|failed message follows|message (?:header|text|body|contents?)\w*(?: follows?)?"
    r"|(?:en-têtes|message) d.origine|ursprüngliche nachricht|mensaje original|messaggio originale|mensagem original"
    r"|oorspronkelijk bericht|oryginalna wiadomość|originalnachricht"
    r")[\W_]{0,80}$",
    re.IGNORECASE,
)
COPIED_FIELD = re.compile(
    r"^(?:> ?)?(?:received|return-path|(?:dkim|domainkey)-signature|arc-[a-z-]+|x-[a-z-]+|delivered-to|authentication-results) ?:",
    re.IGNORECASE,
)
HEADING = re.compile(r"^\W{0,80}(?:this is )?(?:a |the )?copy of", re.IGNORECASE)
# What the other server answered, in the words of the server that reports it; the answer follows.
ANSWERED = re.compile(
    r"(?:^\s*<<<|<-- (?=[45]\d\d)|^\s*(?=[45]\d\d[ -]\S)|^\s*[\"'<]?[^\s@]{1,64}@[^\s@]{1,250}(?::|>|\.\.\.|,){0,2}\s+(?=[45]\d\d[ -])|"
    r"#[245]\.\d{1,3}\.\d{1,3} smtp; ?(?=[45]\d\d)|"
    r"^\s*(?:error|erreur|fehler|errore|fout|result|status|response|motif|raison|grund)[ \u00a0]?: {0,4}(?=[45]\d\d[ -])|"
    r"\(reason:|\bsaid:|remote host said:|smtp error from remote (?:mail )?(?:server|mailer)|\breason:\s*[45]\d\d|"
    r"error that the other server returned was:|the response (?:from the remote server )?was:|did not like our \w+|"
    r"\breturned '|responded with|failed with:|refused to talk to me:|diagnostic-code:|server message|remote server replied)",
    re.IGNORECASE,
)
# Each of these wordings holds one of these signs or words; to look for them first costs a third of asking for the wordings.
SIGNS = (":", "@", "<", "'")
WORDS = ("did not like", "responded with", "remote", "server message")
REPLY = re.compile(r"(?:^|[\s:>'\"(\[#])([45]\d\d)(?:[ -]#?([45]\.\d{1,3}\.\d{1,3}))?(?=[\s:;,.\-<#(\]]|$)")
ANSWER_LINES = 7


@dataclass(frozen=True)
class Notice:
    """The words of a report."""

    lines: tuple[str, ...]
    copy: str = ""
    """The head of the mail that came back; "" when it is not enclosed."""

    @property
    def text(self) -> str:
        """All lines as one text."""
        return "\n".join(self.lines)

    @property
    def answers(self) -> tuple[str, ...]:
        """What other servers answered, each as one text, in the order of the notice."""
        return tuple(_answers(self.lines))


def read_notice(message: Message) -> Notice:
    """The words of a report, its returned mail cut off."""
    words, copy = _split_parts(message.parts)
    told: list[str] = []
    for each in words:
        lines, rest = _cut(each.splitlines()[:MOST_LINES], is_first=not told)
        told += [line[:LONGEST_LINE] for line in lines]
        copy = copy or rest
        if rest:
            break
    return Notice(tuple(_within(told)), copy[:LONGEST_NOTICE])


def _split_parts(parts: Sequence[Part]) -> tuple[list[str], str]:
    """The texts before the returned mail, and the head of that mail."""
    words: list[str] = []
    pages: list[str] = []
    for part in parts:
        if part.type in COPIES:
            return words or pages, _head_of_copy(part)
        if part.type == "text/plain" and len(words) < 3:
            words.append(part.text())
        elif part.type == "text/html" and not pages:
            pages.append(text_of_html(part.text()))
    return (words if any(each.strip() for each in words) else pages), ""


def _head_of_copy(part: Part) -> str:
    if part.headers.get("content-transfer-encoding", "").strip().lower() in ("base64", "quoted-printable"):
        # RFC 2046 forbids it; some do it nevertheless.
        return part.text()[:LONGEST_NOTICE]
    return part.content[:LONGEST_NOTICE].decode("utf-8", "replace")


def _cut(lines: Sequence[str], *, is_first: bool) -> tuple[list[str], str]:
    for at, line in enumerate(lines):
        if (at or not is_first) and (COPIED_FIELD.match(line) or (len(line) < 200 and ANNOUNCED.match(line))):
            return list(lines[:at]), "\n".join(lines[at:])
    return list(lines), ""


def _within(lines: list[str]) -> list[str]:
    size = 0
    for at, line in enumerate(lines):
        size += len(line) + 1
        if size > LONGEST_NOTICE:
            return lines[:at]
    return lines


def _answers(lines: Sequence[str]) -> list[str]:
    found: list[str] = []
    at = 0
    while at < len(lines) and len(found) < 12:
        start = _find_answer(lines[at])
        if not start:
            at += 1
            continue
        answer, at = _answer(lines, at, start.end())
        found.append(answer)
    return [answer for answer in found if answer]


def _find_answer(line: str) -> re.Match[str] | None:
    """Where a line begins to say what another server answered."""
    may_be = any(sign in line for sign in SIGNS) or line.lstrip()[:1] in ("4", "5")
    return ANSWERED.search(line) if may_be or any(word in line.lower() for word in WORDS) else None


def _answer(lines: Sequence[str], at: int, column: int) -> tuple[str, int]:
    """One answer: what follows on its line, and the lines after it that belong to it."""
    single = lines[at].lstrip().startswith("<<<")
    words = [lines[at][column:].strip()]
    next_line = at + 1
    while next_line < len(lines) and len(words) < ANSWER_LINES and not single:
        line = lines[next_line]
        if (not line.strip() and any(words)) or (_find_answer(line) and not _goes_on(words, line)):
            break
        words.append(line.strip())
        next_line += 1
    return " ".join(word for word in words if word), next_line


def _goes_on(words: Sequence[str], line: str) -> bool:
    """True for the next line of a long answer: it repeats the code, or it is the first line after the words that announce it."""
    start = line.strip()[:3]
    return start.isdigit() and (not any(words) or any(word.startswith(f"{start}-") for word in words))


def fields_of_copy(notice: Notice) -> dict[str, str]:
    """The headers of the mail that came back."""
    start = notice.copy.find("\n") if HEADING.match(notice.copy) or ANNOUNCED.match(notice.copy.partition("\n")[0]) else -1
    return split_headers(notice.copy[start + 1 :].lstrip("\n").encode())[0]
