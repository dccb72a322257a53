"""Mails by SMTP; what the server answers is kept as its code, for that is what this product is about."""

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from helpcenter.config import SettingError, variable_of
from helpcenter.mail.errors import SIGN_IN_CODES, PermanentMailError, SmtpError, TemporaryMailError, UnreachableServerError

# 587 for handing in (RFC 6409), 465 where TLS comes first (RFC 8314).
PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
# One mail is handed over after the other: a server that keeps silent holds up all that wait behind it.
TIMEOUT_SECONDS = 20
TROUBLE = (smtplib.SMTPException, OSError)


@dataclass(frozen=True)
class Server:
    """A mail server and how to sign in there."""

    scheme: str
    host: str
    port: int
    user: str
    password: str


def parse_server(url: str) -> Server:
    """Read smtp://user:password@host:port (or smtps://, smtp+starttls://); SettingError when it is none."""
    try:
        parts = urlsplit(url)
        usual_port = PORTS[parts.scheme]
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        # Signing in is defined for ASCII only; an empty host is no host.
        if parts.hostname and (user + password).isascii():
            return Server(parts.scheme, parts.hostname, parts.port or usual_port, user, password)
    except (ValueError, KeyError):
        pass
    # The message does not repeat the value: it may hold a password.
    raise SettingError(f"{variable_of('smtp_url')} must look like smtp+starttls://user:password@mail.example:587, in ASCII")


class SmtpTransport:
    """Opens one connection for each mail."""

    def __init__(self, url: str, context: ssl.SSLContext | None = None, timeout: float = TIMEOUT_SECONDS) -> None:
        self.server = parse_server(url)
        self._context = context
        self._timeout = timeout

    def send(self, email: EmailMessage, name: str) -> None:
        """Send the mail; errors carry the server's code and never the address."""
        connection = self._open(name)
        try:
            connection.send_message(email)
        except TROUBLE as error:
            # Without its cause: smtplib's errors print the address.
            raise translate(error, name) from None
        finally:
            _leave(connection)

    def try_out(self) -> None:
        """Open a connection, sign in, and send nothing; the same errors."""
        connection = self._open("mail server")
        try:
            connection.noop()
        except TROUBLE as error:
            raise translate(error, "mail server") from None
        finally:
            _leave(connection)

    def _open(self, name: str) -> smtplib.SMTP:
        """Connect and sign in. What fails before a mail was even named is the server's trouble, or our settings': no mail is to blame."""
        try:
            connection = self._connect()
            try:
                self._enter(connection)
            except TROUBLE:
                connection.close()
                raise
        except TROUBLE as error:
            raise _unreachable(error, name) from None
        return connection

    def _enter(self, connection: smtplib.SMTP) -> None:
        if self.server.scheme == "smtp+starttls":
            connection.starttls(context=self._tls())
        if self.server.user:
            connection.login(self.server.user, self.server.password)

    def _connect(self) -> smtplib.SMTP:
        place = (self.server.host, self.server.port)
        if self.server.scheme == "smtps":
            return smtplib.SMTP_SSL(*place, timeout=self._timeout, context=self._tls())
        return smtplib.SMTP(*place, timeout=self._timeout)

    def _tls(self) -> ssl.SSLContext:
        return self._context or ssl.create_default_context()


def _leave(connection: smtplib.SMTP) -> None:
    # The mail has its answer by now: a server that stumbles over the goodbye has taken it all the same, and must not get it twice.
    with suppress(*TROUBLE):
        connection.quit()
    connection.close()


def translate(error: Exception, name: str) -> SmtpError:
    """Our error for one of smtplib's: temporary unless the server said that it will never take this mail."""
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return PermanentMailError(f"{name}: the mail server lacks what this mail needs")
    code, answer = _answer(error)
    if code is None:
        # A server that breaks off may dislike this one mail; one that is not there takes none.
        is_broken_off = isinstance(error, (smtplib.SMTPServerDisconnected, ConnectionResetError, BrokenPipeError))
        return (TemporaryMailError if is_broken_off else UnreachableServerError)(f"{name}: {type(error).__name__}")
    if isinstance(error, smtplib.SMTPHeloError) or code in SIGN_IN_CODES:
        # A sign-in that is missing or refused is our own mistake: once the settings are mended, the mail shall still leave.
        return UnreachableServerError(f"{name}: refused", code, answer)
    return (PermanentMailError if code >= 500 else TemporaryMailError)(f"{name}: refused", code, answer)


def _unreachable(error: Exception, name: str) -> UnreachableServerError:
    code, answer = _answer(error)
    return UnreachableServerError(f"{name}: {'refused' if code else type(error).__name__}", code, answer)


def _answer(error: Exception) -> tuple[int | None, str]:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, answer = next(iter(error.recipients.values()))
        return code, _as_text(answer)
    if isinstance(error, smtplib.SMTPResponseException) and error.smtp_code > 0:
        return error.smtp_code, _as_text(error.smtp_error)
    return None, ""


def _as_text(answer: bytes | str) -> str:
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
