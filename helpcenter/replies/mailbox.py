"""The mailbox of confirmations, read through IMAP. It is opened for reading only: no flag, folder or mail in it changes."""

import hashlib
import imaplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote, urlsplit

from helpcenter.config import LOOPBACK, SettingError
from helpcenter.replies.reading import MOST_BYTES

PORTS = {"imaps": 993, "imap+starttls": 143, "imap": 143}
TIMEOUT_SECONDS = 30.0
DEFAULT_FOLDER = "INBOX"
VARIABLE = "HELPCENTER_IMAP_URL"


class MailboxProblem(StrEnum):
    """Why a mailbox cannot be read. A word, for what servers say may name people."""

    CONNECTION = "connection"
    """No server answers there, or not over TLS."""
    LOGIN = "login"
    """User or password are refused."""
    FOLDER = "folder"
    """There is no such folder."""
    PROTOCOL = "protocol"
    """The server broke off, or said something that cannot be."""


class MailboxError(Exception):
    """The mailbox cannot be read now."""

    def __init__(self, problem: MailboxProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


@dataclass(frozen=True)
class MailboxPlan:
    """Where the mailbox is and how it is opened; its password is in no text that is shown."""

    scheme: str
    host: str
    port: int
    user: str
    password: str
    folder: str

    def __repr__(self) -> str:
        return f"MailboxPlan({self.scheme}://{self.host}:{self.port})"

    @property
    def key(self) -> str:
        """The name under which is kept how far it was read."""
        # Without the password: a new one does not make it another mailbox, to be read from the beginning.
        return hashlib.sha256(f"{self.host}\0{self.port}\0{self.user}\0{self.folder}".encode()).hexdigest()


def parse_plan(url: str) -> MailboxPlan | None:
    """The plan of the setting; None when there is none, SettingError for one that cannot work."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
        host, user, port = parts.hostname, parts.username, parts.port or PORTS.get(parts.scheme)
    except ValueError:
        host = user = port = None
    if not host or not user or not port or parts.scheme not in PORTS:
        # Without its value, which holds a password.
        raise SettingError(f"{VARIABLE} must look like imaps://user:password@host/INBOX")
    # In clear text only within this machine.
    if parts.scheme == "imap" and host not in LOOPBACK:
        raise SettingError(f"{VARIABLE} would send the password in clear text: use imaps:// or imap+starttls://")
    folder = unquote(parts.path.strip("/")) or DEFAULT_FOLDER
    return MailboxPlan(parts.scheme, host, port, unquote(user), unquote(parts.password or ""), folder)


class Mailbox:
    """An open mailbox."""

    def __init__(self, client: imaplib.IMAP4, uid_validity: int) -> None:
        self._client = client
        self.uid_validity = uid_validity

    def find_new(self, last_uid: int) -> list[int]:
        """The numbers of the mails after this one, in order."""
        found = self._ask("SEARCH", f"UID {last_uid + 1}:*")
        numbers = [int(number) for line in found if isinstance(line, bytes) for number in line.split()]
        # The star names the last mail, even when that one is older.
        return sorted(number for number in numbers if number > last_uid)

    def fetch(self, uid: int) -> bytes | None:
        """The bytes of a mail, left unread; None when it is too large for an answer, or gone."""
        # Asked first: a mail of hundreds of megabytes must not be fetched to learn that it is too large.
        sizes = self._ask("FETCH", str(uid), "(RFC822.SIZE)")
        size = next((_number_after(line, b"RFC822.SIZE") for line in sizes if isinstance(line, bytes)), 0)
        if size > MOST_BYTES:
            return None
        # PEEK: a mail that we have read stays unread for the people who look into this mailbox.
        parts = self._ask("FETCH", str(uid), "(BODY.PEEK[])")
        return next((part[1] for part in parts if isinstance(part, tuple)), None)

    def _ask(self, command: str, *arguments: str) -> list[bytes | tuple[bytes, bytes] | None]:
        try:
            status, answer = self._client.uid(command, *arguments)
        except (imaplib.IMAP4.error, OSError, ValueError) as error:
            raise MailboxError(MailboxProblem.PROTOCOL) from error
        if status != "OK":
            raise MailboxError(MailboxProblem.PROTOCOL)
        return list(answer)


@contextmanager
def open_mailbox(plan: MailboxPlan, context: ssl.SSLContext | None = None) -> Iterator[Mailbox]:
    """Connect, sign in, look into the folder; MailboxError names what failed."""
    client = _connect(plan, context or ssl.create_default_context())
    try:
        _sign_in(client, plan)
        yield Mailbox(client, _examine(client, plan))
    finally:
        # What was fetched is ours already, however the server takes the goodbye.
        with suppress(imaplib.IMAP4.error, OSError):
            client.logout()


def _connect(plan: MailboxPlan, context: ssl.SSLContext) -> imaplib.IMAP4:
    try:
        if plan.scheme == "imaps":
            return imaplib.IMAP4_SSL(plan.host, plan.port, ssl_context=context, timeout=TIMEOUT_SECONDS)
        client = imaplib.IMAP4(plan.host, plan.port, timeout=TIMEOUT_SECONDS)
        if plan.scheme == "imap+starttls":
            client.starttls(context)
    except (imaplib.IMAP4.error, OSError) as error:
        raise MailboxError(MailboxProblem.CONNECTION) from error
    return client


def _sign_in(client: imaplib.IMAP4, plan: MailboxPlan) -> None:
    try:
        client.login(plan.user, plan.password)
    except (imaplib.IMAP4.error, OSError, UnicodeError) as error:
        raise MailboxError(MailboxProblem.LOGIN) from error


def _examine(client: imaplib.IMAP4, plan: MailboxPlan) -> int:
    # A quoted string of IMAP: a quotation mark in the name must not end it.
    folder = plan.folder.replace("\\", "\\\\").replace('"', '\\"')
    try:
        status, _count = client.select(f'"{folder}"', readonly=True)
        _name, validity = client.response("UIDVALIDITY")
    except (imaplib.IMAP4.error, OSError, UnicodeError) as error:
        raise MailboxError(MailboxProblem.FOLDER) from error
    if status != "OK":
        raise MailboxError(MailboxProblem.FOLDER)
    first = validity[0] if validity else None
    return int(first) if isinstance(first, bytes) and first.isdigit() else 0


def _number_after(line: bytes, word: bytes) -> int:
    digits = line.partition(word)[2].strip().split(b")")[0].split()
    return int(digits[0]) if digits and digits[0].isdigit() else 0
