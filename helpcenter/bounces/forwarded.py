"""A report that somebody sends on: an ordinary mail, with the mail that came back attached to it, or below its heading."""

import email
import email.policy
import re
from collections.abc import Iterator
from email.errors import MessageError
from itertools import islice, takewhile

from helpcenter.bounces.pasted import FROM, HEADING_LINE, LONGEST, LONGEST_HEADING, QUOTE_SIGN, as_report, decode, is_headless, restore
from helpcenter.bounces.sorting import is_name_of_a_server

ATTACHED = re.compile(rb"^content-type:[ \t]*message/(?:rfc822|global)\b", re.IGNORECASE | re.MULTILINE)
HEADERS_END = re.compile(rb"\r?\n\r?\n")
# What the headers of a mail say that no person wrote.
FROM_A_SERVER = re.compile(
    rb"^(?:return-path:[ \t]*<[ \t]*>|content-type:[ \t]*multipart/report\b|x-failed-recipients:"
    rb"|from:[^\r\n]*\b(?:mailer-daemon|postmaster|mail delivery (?:sub)?system)\b)",
    re.IGNORECASE | re.MULTILINE,
)
# A mail with more attached mails is a collection, not a question about one.
MOST_ATTACHED = 5
LONGEST_HEADERS = 20_000
# The line of a heading that names the sender.
SENDER_LINE = re.compile(rf"^[> *_]{{0,8}}(?:{FROM})[*_ \t\u00a0]{{0,3}}:(.{{0,300}})", re.IGNORECASE | re.MULTILINE)
MOST_SENDERS = 20
# The line that a mail program puts above what it quotes, when a server wrote that; it may be folded.
ATTRIBUTION = re.compile(
    r"^.{0,120}\b(?:mailer-daemon|postmaster@|mail delivery (?:sub)?system|microsoft outlook)\b.{0,200}?(?:\n.{0,100})?"
    r"\b(?:a écrit|wrote|schrieb|escribió|ha scritto|escreveu|schreef|napisał\(?a?\)?|yazdı|写道)[ \u00a0]?:[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
MOST_PARTS = 20


def find_forwarded_report(message: bytes) -> bytes | None:
    """The first attached mail that a server sent."""
    return next((mail for mail in _attached_mails(message) if _is_from_a_server(mail)), None)


def _attached_mails(message: bytes) -> Iterator[bytes]:
    """Each attached mail, with what follows it: a report ends with a mail of its own, whose end nobody needs."""
    for number, found in enumerate(ATTACHED.finditer(message)):
        if number == MOST_ATTACHED:
            return
        if end := HEADERS_END.search(message, found.end(), found.end() + LONGEST_HEADERS):
            yield message[end.end() :]


def _is_from_a_server(mail: bytes) -> bool:
    end = HEADERS_END.search(mail, 0, LONGEST_HEADERS)
    return bool(FROM_A_SERVER.search(mail, 0, end.start() if end else LONGEST_HEADERS))


def find_quoted_report(message: bytes) -> bytes | None:
    """What stands below the first heading, or line of quotation, that names a server, in the text of a mail."""
    text = _text_of(message)
    if heading := _find_heading(text):
        return restore(heading.encode())
    if found := ATTRIBUTION.search(text):
        return as_report(_first_quote(text[found.end() :]).encode())
    return None


def _find_heading(text: str) -> str:
    """The text from the first heading on that names a server; some programs put the subject above the sender."""
    senders = islice(SENDER_LINE.finditer(text), MOST_SENDERS)
    found = next((each for each in senders if is_name_of_a_server(each[1])), None)
    if found is None:
        return ""
    above = text[: found.start()].splitlines(keepends=True)[-LONGEST_HEADING:]
    heading = list(takewhile(lambda line: HEADING_LINE.fullmatch(QUOTE_SIGN.sub("", line).strip()), reversed(above)))
    return text[found.start() - sum(map(len, heading)) :]


def _first_quote(text: str) -> str:
    """The lines with a sign of quotation, up to where the person goes on; all of it where a program quotes without signs."""
    lines = text.strip("\n").splitlines()
    quoted = takewhile(lambda line: line.lstrip().startswith(">") or not line.strip(), lines)
    return QUOTE_SIGN.sub("", "\n".join(quoted)).strip() or text


def _text_of(message: bytes) -> str:
    """The text of a mail, or of what was copied from one; of a mail with very many parts none."""
    if is_headless(message) or not HEADERS_END.search(message, 0, LONGEST_HEADERS) or b":" not in message[:100]:
        return decode(message[:LONGEST])
    if message.lower().count(b"\ncontent-type:") > MOST_PARTS:
        return ""
    try:
        body = email.message_from_bytes(message[:LONGEST], policy=email.policy.default).get_body(("plain",))
        if body and body.get_content_charset() is None:
            # Nobody says in which characters it is written: the library would take ASCII, and lose the accents.
            return decode(bytes(body.get_payload(decode=True)))
        return str(body.get_content()) if body else ""
    except (MessageError, LookupError, ValueError, AttributeError):
        return ""
