"""Takes a mail apart: who says to have sent it, what was written, which codes stand in it, whether a program answered.

Every byte is a stranger's: nothing here may raise for a mail that can be read at all, and nothing is believed yet.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from helpcenter.consent.addresses import parse_address
from helpcenter.consent.codes import clean_code, has_digit, is_code
from helpcenter.replies.automatic import Automatic, find_automatic
from helpcenter.replies.plain_text import strip_markup, without_quotes

MOST_BYTES = 5 * 1024 * 1024
# What a person writes has two or three; thousands of them are made to keep a reader busy.
MOST_PARTS = 60
LONGEST_TEXT = 200_000
HYPHEN = r"[\s\-‐‑‒–—]{0,3}"
# Looked for at every place: a word of four letters before a code would otherwise be taken for its first group.
WRITTEN_CODE = re.compile(rf"(?<![0-9A-Za-z])(?=((?:[0-9A-Za-z]{{4}}{HYPHEN}){{3}}[0-9A-Za-z]{{4}})(?![0-9A-Za-z]))")
WRITTEN_HYPHENS = re.compile(r"[A-Za-z][\-‐‑‒–—]\s{0,2}[A-Za-z]")
MOST_CODES = 50
# What an Outlook message file begins with: a container of its own, whose signature is lost.
OUTLOOK_FILE = b"\xd0\xcf\x11\xe0"
HEADER_LINE = re.compile(rb"(?:From |[\x21-\x39\x3b-\x7e]+:)")
# A return in the middle of a line begins a new line for some readers and not for others: they would see two different mails.
BARE_RETURN = re.compile(rb"\r(?!\n)")
READING_ERRORS = (MessageError, LookupError, ValueError, TypeError, AttributeError, RecursionError)


class UnreadableError(Exception):
    """This file is no mail; `problem` says what it is instead."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True)
class ReadMail:
    """What a mail says about itself. `sender` is empty unless exactly one address stands in exactly one From."""

    sender: str
    subject: str
    sent_at: datetime | None
    text: str
    own_text: str
    codes: tuple[str, ...]
    subject_codes: tuple[str, ...]
    automatic: Automatic | None
    is_well_formed: bool

    @property
    def all_codes(self) -> tuple[str, ...]:
        """The codes of the body, then those that stand in the subject only."""
        return tuple(dict.fromkeys((*self.codes, *self.subject_codes)))


def read_mail(raw: bytes) -> ReadMail:
    """Read a mail; UnreadableError for something that is none, or too large."""
    _check_file(raw)
    try:
        # This policy hands headers out as they came; the newer ones parse them at each look, and fail at some that strangers write.
        return _read(message_from_bytes(raw, policy=policy.compat32), raw)
    except READING_ERRORS as error:
        raise UnreadableError("damaged") from error


def find_codes(text: str) -> tuple[str, ...]:
    """What is written like a code, in the one way in which codes are kept; whether it exists is not known here."""
    real = (clean_code(each) for each in WRITTEN_CODE.findall(text) if _is_like_a_code(each))
    return tuple(dict.fromkeys(filter(is_code, real)))[:MOST_CODES]


def _is_like_a_code(written: str) -> bool:
    # A word of sixteen letters is no code, nor are four short words; codes of letters only were handed out once, with their hyphens.
    return has_digit(clean_code(written)) or len(WRITTEN_HYPHENS.findall(written)) == 3


def _check_file(raw: bytes) -> None:
    if not raw.strip():
        raise UnreadableError("empty")
    if len(raw) > MOST_BYTES:
        raise UnreadableError("too_large")
    if raw.startswith(OUTLOOK_FILE):
        raise UnreadableError("outlook")
    if not HEADER_LINE.match(raw) or b"\x00" in raw[:4096]:
        raise UnreadableError("no_mail")


def _read(message: Message, raw: bytes) -> ReadMail:
    if message.get("From") is None:
        raise UnreadableError("no_mail")
    text = "\n".join(_texts(message))[:LONGEST_TEXT]
    subject = _header(message, "Subject")
    return ReadMail(
        sender=_sender(message),
        subject=subject,
        sent_at=_sent_at(message),
        text=text,
        own_text=without_quotes(text),
        codes=find_codes(text),
        subject_codes=find_codes(subject),
        automatic=find_automatic(message, subject),
        is_well_formed=not BARE_RETURN.search(raw.partition(b"\n\n")[0].partition(b"\r\n\r\n")[0]),
    )


def _sender(message: Message) -> str:
    lines = message.get_all("From", [])
    found = getaddresses([str(line) for line in lines])
    # Two senders, or two From lines: programs differ about which of them counts, so none does.
    if len(lines) != 1 or len(found) != 1:
        return ""
    return parse_address(found[0][1]) or ""


def _header(message: Message, name: str) -> str:
    value = str(message.get(name, ""))
    try:
        decoded = str(make_header(decode_header(value)))
    except READING_ERRORS:
        decoded = value
    return " ".join("".join(sign if sign.isprintable() else " " for sign in decoded).split())[:300]


def _sent_at(message: Message) -> datetime | None:
    try:
        moment = parsedate_to_datetime(str(message.get("Date", "")))
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (*READING_ERRORS, OverflowError):
        return None


def _texts(message: Message) -> Iterator[str]:
    """The written parts: plain ones, and HTML ones as words. A mail within the mail is not what this person wrote."""
    for part in _own_parts(message):
        kind = part.get_content_type()
        if kind in {"text/plain", "text/html"} and part.get_content_disposition() != "attachment":
            written = _decode(part)
            yield strip_markup(written) if kind == "text/html" else written


def _own_parts(message: Message) -> Iterator[Message]:
    waiting, seen = [message], 0
    while waiting and seen < MOST_PARTS:
        part, seen = waiting.pop(0), seen + 1
        # A mail that is sent along: its words, and the codes in them, are somebody else's.
        if part.get_content_maintype() == "message":
            continue
        if part.is_multipart():
            # In front, so that the parts come in the order in which they are read.
            waiting[:0] = [each for each in part.get_payload() if isinstance(each, Message)]
        else:
            yield part


def _decode(part: Message) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    try:
        written = data.decode(part.get_content_charset() or "utf-8", "replace")
    except LookupError:
        return data.decode("utf-8", "replace")
    # Some character sets (utf-7) write halves of a letter by themselves: no page could show them.
    return written.encode("utf-8", "replace").decode()
