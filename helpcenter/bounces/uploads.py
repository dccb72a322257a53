"""What somebody brings: a message, or a file that is none and is told apart by its first bytes. Nothing is written anywhere."""

from enum import StrEnum
from io import BytesIO
from typing import IO

from helpcenter.bounces.limits import LARGEST_OUTLOOK
from helpcenter.bounces.mailboxes import SUFFIXES, read_mailbox
from helpcenter.bounces.outlook_storage import MAGIC, holds_mail, is_outlook_file

# What decides stands at the beginning of a report; what follows is the mail that came back, with its pictures.
READ_BYTES = 1_000_000
# So much comes back in the field of the page, to be looked at or changed.
SHOWN_BYTES = 100_000


class Unreadable(StrEnum):
    """Why a file is no message."""

    EMPTY = "empty"
    PICTURE = "picture"
    DOCUMENT = "document"


BEGINNINGS = {
    # An old Word document, when it is no mail that Outlook saved (.msg): they begin alike.
    MAGIC: Unreadable.DOCUMENT,
    b"\x89PNG\r\n": Unreadable.PICTURE,
    b"\xff\xd8\xff": Unreadable.PICTURE,
    b"GIF8": Unreadable.PICTURE,
    b"II*\x00": Unreadable.PICTURE,
    b"MM\x00*": Unreadable.PICTURE,
    b"\x1f\x8b": Unreadable.DOCUMENT,
    b"%PDF-": Unreadable.DOCUMENT,
    b"PK\x03\x04": Unreadable.DOCUMENT,
}


def read_upload(stream: IO[bytes]) -> bytes:
    """The beginning of a file, as much as is looked at; Outlook's own files are read whole."""
    head = stream.read(READ_BYTES)
    return head + stream.read(LARGEST_OUTLOOK) if is_outlook_file(head) else head


def split_mailbox(data: bytes, name: str) -> tuple[bytes, bool]:
    """The first mail of a mailbox file (.mbox), and whether others follow: read as one, what one says would be said of all."""
    if not name.lower().endswith(SUFFIXES):
        return data, False
    mails = read_mailbox(BytesIO(data))
    return next(mails, b""), next(mails, None) is not None


def find_obstacle(data: bytes) -> Unreadable | None:
    """Why this cannot be a message; None when it may be one."""
    if not data.strip():
        return Unreadable.EMPTY
    # The photograph of a screen, as telephones keep it (HEIC), says its kind after its length.
    if data[4:8] == b"ftyp" or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return Unreadable.PICTURE
    if holds_mail(data):
        return None
    return next((kind for beginning, kind in BEGINNINGS.items() if data.startswith(beginning)), None)


def shown_text(data: bytes) -> str:
    """A file as the field of the page shows it again; empty when it is too long or written in another way."""
    if len(data) > SHOWN_BYTES:
        return ""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""
    return text.replace("\r\n", "\n").replace("\x00", "")
