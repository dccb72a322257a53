"""The machine-readable parts of a report: delivery status (RFC 3464, 6533), feedback (RFC 5965), receipts (RFC 8098)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from helpcenter.bounces.addresses import bare
from helpcenter.bounces.decoding import decode_words
from helpcenter.bounces.structure import Message, Part

DELIVERY_STATUS = ("message/delivery-status", "message/global-delivery-status")
FEEDBACK = "message/feedback-report"
RECEIPTS = ("message/disposition-notification", "message/global-disposition-notification")
MOST_GROUPS = 50
FIELD = re.compile(r"^[ \t>*]{0,4}([A-Za-z][A-Za-z-]{2,40})[ \t]*:[ \t]*(.*)$")
# How RFC 6533 writes a letter in an ASCII field: \x{E9}.
UNICODE = re.compile(r"\\x\{([0-9A-Fa-f]{2,6})\}")
STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
FEEDBACK_TYPE = re.compile(r"^[ \t>*]{0,8}feedback-type[ \t]*:[ \t]*[a-z-]{3,30}(?=[\s;(]|$)", re.IGNORECASE | re.MULTILINE)
# Copied from a page, the fields may have come onto one line.
FEEDBACK_FIELD = re.compile(
    r"(?:^[ \t>*]{0,8}|[ \t])(?:user-agent|version|original-(?:mail-from|rcpt-to|envelope-id)|source-ip|(?:arrival|received)-date"
    r"|reported-(?:domain|uri)|incidents)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
# Fields that only a delivery status has; a text that quotes one is read like it.
TELLING = re.compile(r"^[ \t>*]{0,4}(?:final-recipient|original-recipient)[ \t]*:", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class Fate:
    """What became of the mail to one recipient."""

    final: str
    original: str
    action: str
    status: str
    diagnostic: str
    also: str = ""

    @property
    def recipient(self) -> str:
        """The address that the mail was written to, else the one that it went to at last."""
        return next((each for each in (self.original, self.final, self.also) if "@" in each), "")


def find_fates(message: Message) -> tuple[Fate, ...]:
    """The fates that a report states, in its order: from its delivery status, else from a text that quotes one."""
    told = [part for part in message.parts if part.type in DELIVERY_STATUS]
    if is_receipt(message):
        return ()
    told = told or [part for part in message.parts if part.type.startswith("text/") and TELLING.search(part.text())]
    return tuple(fate for part in told[:4] for fate in read_fates(part.text()))


def read_fates(text: str) -> list[Fate]:
    """The groups of fields of a delivery status."""
    groups = [fields for block in _blocks(text)[: MOST_GROUPS * 2] if (fields := _fields(block))]
    fates = [_make_fate(fields) for fields in groups if _is_group(fields)]
    return fates[:MOST_GROUPS]


def _blocks(text: str) -> list[list[str]]:
    """The lines of each group; a second recipient without an empty line before it begins a group too."""
    blocks: list[list[str]] = [[]]
    seen_final = False
    for line in text.splitlines():
        starts = line.lower().lstrip().startswith("final-recipient")
        if not line.strip() or (starts and seen_final):
            blocks.append([])
            seen_final = False
        seen_final = seen_final or starts
        blocks[-1].append(line)
    return blocks


def _fields(lines: list[str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    name = ""
    for line in lines:
        found = FIELD.match(line)
        if found and not (line[:1] in " \t" and name and not found[1].lower().endswith(("recipient", "status", "action"))):
            name = found[1].lower()
            # A complaint may name several recipients, each in a field of its own.
            fields[name] = (
                f"{fields[name]} {found[2].strip()}"
                if name == "original-rcpt-to" and name in fields
                else fields.get(name, found[2].strip())
            )
        elif name and line[:1] in " \t":
            fields[name] = f"{fields[name]} {line.strip()}"[:2_000]
    return fields


def _is_group(fields: Mapping[str, str]) -> bool:
    return bool({"final-recipient", "original-recipient", "action"} & fields.keys()) and bool(
        {"action", "status", "diagnostic-code"} & fields.keys()
    )


def _make_fate(fields: Mapping[str, str]) -> Fate:
    status = fields.get("status", "")
    diagnostic = _after_type(fields.get("diagnostic-code", ""))
    comment = status.partition("(")[2].rstrip(") ")
    return Fate(
        final=_address(fields.get("final-recipient", "")),
        original=_address(fields.get("original-recipient", "")),
        also=_address(fields.get("x-actual-recipient", "")),
        action=fields.get("action", "").partition(" ")[0].strip(" ;(").lower(),
        status=(STATUS.search(status) or [""])[0],
        diagnostic=decode_words(f"{diagnostic} {comment}".strip()),
    )


def _after_type(value: str) -> str:
    kind, semicolon, rest = value.partition(";")
    return rest.strip() if semicolon and len(kind) < 40 and " " not in kind.strip() else value


def _address(value: str) -> str:
    value = value.rpartition(";")[2] if re.search("(?:rfc822|utf-8);", value, re.IGNORECASE) else value.partition(";")[2] or value
    return bare(bare(UNICODE.sub(_letter, value).strip()).removeprefix("mailto:"))[:320]


def _letter(found: re.Match[str]) -> str:
    number = int(found[1], 16)
    return chr(number) if number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else found[0]


def find_feedback(message: Message) -> Mapping[str, str] | None:
    """The fields of a feedback report; None when the message carries none."""
    if "feedback-type" in message.headers:
        # Copied beginning with its date, its fields look like the head of a mail.
        return message.headers
    part = _first(message, (FEEDBACK,)) or next((each for each in message.parts if _quotes_feedback(each)), None)
    return _fields(part.text().splitlines()) if part else None


def _quotes_feedback(part: Part) -> bool:
    """True for a feedback report that was saved or copied without the marks of its parts."""
    text = part.text() if part.type == "text/plain" and b"eedback-" in part.content else ""
    return bool(FEEDBACK_TYPE.search(text) and FEEDBACK_FIELD.search(text))


def is_receipt(message: Message) -> bool:
    """True for a notice that a mail was opened or deleted."""
    return _first(message, RECEIPTS) is not None or "disposition-notification" in message.parameters.get("report-type", "")


def _first(message: Message, types: tuple[str, ...]) -> Part | None:
    return next((part for part in message.parts if part.type in types), None)
