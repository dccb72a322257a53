"""The file that Outlook saves (.msg) as a mail that travels: its headers, its words, its report, the mails attached to it.

Its properties are those of Microsoft's published formats ([MS-OXMSG], [MS-OXPROPS]); a report is written out again as [MS-OXCMAIL]
2.1.3.6 says. Only for the child process: a hostile file is bounded by its time and memory.
"""

import re
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO

from olefile import OleFileIO

from helpcenter.bounces.outlook_storage import Storage, UnreadableError

SUBJECT, HEADERS, BODY, REPORT_TEXT, PAGE, CLASS = 0x0037, 0x007D, 0x1000, 0x1001, 0x1013, 0x001A
SENDER_NAME, SENDER_ADDRESSES, DISPLAY_TO = 0x0C1A, (0x5D01, 0x0C1F, 0x5D02, 0x0065), 0x0E04
ADDRESSES, SUPPLEMENT, STATUS_NUMBER, SERVER = (0x39FE, 0x3003, 0x3001), 0x0C1B, 0x0C20, 0x0C21
DATA, EXTENSION, MIME_TAG = 0x3701, 0x3703, 0x370E
# What is looked into; everything else is a picture or a document.
TYPES_OF_EXTENSIONS = {".eml": "message/rfc822", ".txt": "text/plain", ".dat": "message/delivery-status"}
READ_TYPES = ("message/rfc822", "message/delivery-status", "text/rfc822-headers", "text/plain", "message/feedback-report")
DEEPEST, MOST_ATTACHED, MOST_RECIPIENTS = 3, 10, 50
# What the class of a report says, the first that is found; [MS-OXCMAIL] 2.1.3.6.1.1.
ACTIONS = ((".ndr", "failed"), (".delayed", "delayed"), (".expanded", "expanded"), (".relayed", "relayed"), (".dr", "delivered"))
RECEIPTS = (".ipnrn", ".ipnnrn")
# The fields that say how the mail was put together: it is put together anew.
PUT_TOGETHER = re.compile(r"^(?:content-[\w-]+|mime-version)[ \t]*:.*(?:\n[ \t].*)*\n?", re.IGNORECASE | re.MULTILINE)
# <the other server #its code, then its answer>, [MS-OXCMAIL] 2.2.3.7.1.4.
BEFORE_ANSWER = re.compile(r"^.{0,250}?#[245]\.\d{1,3}\.\d{1,3} ?(?:smtp; ?)?", re.IGNORECASE)
CODE = re.compile(r"#?\b([245]\.\d{1,3}\.\d{1,3})\b")


def as_mail(data: bytes) -> bytes:
    """The mail in Outlook's file; UnreadableError when there is none."""
    try:
        with closing(OleFileIO(BytesIO(data))) as file:
            root = Storage(file)
            if not root.is_mail:
                raise UnreadableError("no mail of Outlook")
            return _mail(root, 0)
    except (MemoryError, RecursionError):
        raise
    except Exception as error:
        # A file that lies about itself fails anywhere within the library.
        raise UnreadableError(type(error).__name__) from None


def _mail(storage: Storage, depth: int) -> bytes:
    kind = storage.text(CLASS).lower()
    is_receipt = kind.endswith(RECEIPTS)
    action = next((word for mark, word in ACTIONS if kind.startswith("report.") and mark in kind), "")
    boundary = f"outlook-{depth}-of-this-file"
    form = (
        "mixed"
        if not action and not is_receipt
        else f"report; report-type={'disposition-notification' if is_receipt else 'delivery-status'}"
    )
    parts = [*_words(storage), *_report(storage, action, is_receipt=is_receipt)]
    if depth < DEEPEST:
        parts += _attached(storage, depth)
    head = f'{_headers(storage)}MIME-Version: 1.0\nContent-Type: multipart/{form}; boundary="{boundary}"\n'
    body = b"".join(f"\n--{boundary}\n".encode() + part for part in parts)
    return head.encode() + body + f"\n--{boundary}--\n".encode()


def _headers(storage: Storage) -> str:
    """The fields as they travelled; of a mail that never left its server the few that a reader sees."""
    travelled = PUT_TOGETHER.sub("", storage.text(HEADERS).replace("\r\n", "\n").strip() + "\n")
    # Some servers put a line of their own above the fields.
    lines = [line for line in travelled.split("\n") if line[:1] in (" ", "\t") or re.match(r"[!-9;-~]+:", line)]
    if any(line.lower().startswith("from:") for line in lines):
        return "".join(f"{line}\n" for line in lines)
    sender = next((found for each in SENDER_ADDRESSES if "@" in (found := storage.text(each))), "")
    seen = {"From": f"{storage.text(SENDER_NAME)} <{sender}>", "To": storage.text(DISPLAY_TO), "Subject": storage.text(SUBJECT)}
    return "".join(f"{name}: {' '.join(value.split())}\n" for name, value in seen.items())


def _words(storage: Storage) -> Iterator[bytes]:
    told = storage.text(BODY) or storage.text(REPORT_TEXT)
    if told.strip():
        yield _part("text/plain", told.encode())
    elif page := storage.text(PAGE) or storage.page(PAGE):
        yield _part("text/html", page.encode())


def _report(storage: Storage, action: str, *, is_receipt: bool) -> Iterator[bytes]:
    if is_receipt:
        yield _part("message/disposition-notification", b"Disposition: automatic-action/MDN-sent-automatically; displayed\n")
    elif action:
        groups = [_fate(each, action) for each in storage.children("__recip_version1.0_")[:MOST_RECIPIENTS]]
        yield _part("message/delivery-status", "\n".join(["Reporting-MTA: dns; outlook\n", *groups]).encode())


def _fate(recipient: Storage, action: str) -> str:
    address = next((found for each in ADDRESSES if "@" in (found := recipient.text(each))), "")
    told = " ".join(recipient.text(SUPPLEMENT).split()).strip("<> ")
    number = str(recipient.number(STATUS_NUMBER))
    stated = CODE.search(told)
    status = stated[1] if stated else ".".join(number) if re.fullmatch("[245][0-9][0-9]", number) else ""
    fields = {
        "Final-Recipient": f"rfc822; {address.strip()}" if address else "",
        "Action": action,
        "Status": status,
        "Remote-MTA": recipient.text(SERVER),
        "Diagnostic-Code": f"smtp; {BEFORE_ANSWER.sub('', told) or told}" if told else "",
    }
    return "".join(f"{name}: {' '.join(value.split())}\n" for name, value in fields.items() if value)


def _attached(storage: Storage, depth: int) -> Iterator[bytes]:
    for each in storage.children("__attach_version1.0_")[:MOST_ATTACHED]:
        if inner := each.child(f"__substg1.0_{DATA:04X}000D"):
            yield _part("message/rfc822", _mail(inner, depth + 1))
            continue
        kind = each.text(MIME_TAG).lower() or TYPES_OF_EXTENSIONS.get(each.text(EXTENSION).lower(), "")
        if kind in READ_TYPES:
            yield _part(kind, each.data(DATA))


def _part(kind: str, content: bytes) -> bytes:
    charset = "; charset=utf-8" if kind.startswith("text/") else ""
    return f"Content-Type: {kind}{charset}\nContent-Transfer-Encoding: 8bit\n\n".encode() + content.replace(b"\r\n", b"\n")
