"""A real mail server on this machine, which takes, refuses or drops mails as the recipient's name says."""

import asyncio
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOST = "127.0.0.1"
DOMAIN = "mairie.example"
# Longer than the tests wait for an answer.
SLOW_SECONDS = 2.0
ANSWERS = {
    "unknown": f"550 5.1.1 <unknown@{DOMAIN}>: no such user",
    "full": f"452 4.2.2 <full@{DOMAIN}>: mailbox full",
    "busy": "421 4.3.2 too busy",
}


class Handler:
    """Keeps the mails that it takes."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.goodbye = "221 Bye"

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:  # noqa: N802
        """Answer for one recipient."""
        name = address.partition("@")[0]
        if name == "slow":
            await asyncio.sleep(SLOW_SECONDS)
        envelope.rcpt_tos.append(address)
        return ANSWERS.get(name, "250 OK")

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Answer to the end of a conversation."""
        return self.goodbye

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a mail, refuse it for its content, or break off."""
        if envelope.rcpt_tos[0].startswith("dropped"):
            assert server.transport
            server.transport.close()
            return "250 never heard"
        if envelope.rcpt_tos[0].startswith("spam"):
            return f"554 5.7.1 looks like spam to spam@{DOMAIN}"
        mail = message_from_bytes(envelope.original_content or b"", policy=default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 OK"


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(*, tls: Path | None = None, starttls: Path | None = None, password: str = "", port: int = 0) -> Iterator[tuple[str, Handler]]:
    """A server; gives its host and port as in a URL, and what it received."""
    handler, port = Handler(), port or free_port()
    options: dict[str, Any] = {}
    if starttls:
        options |= {"tls_context": _server_context(starttls), "require_starttls": True}
    if password:
        options |= {"authenticator": _make_authenticator(password), "auth_required": True, "auth_require_tls": bool(starttls)}
    context = _server_context(tls) if tls else None
    controller = Controller(handler, hostname=HOST, port=port, ssl_context=context, **options)
    controller.start()
    try:
        yield f"{HOST}:{port}", handler
    finally:
        controller.stop()


def _make_authenticator(password: str) -> object:
    def authenticate(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
        is_right = isinstance(data, LoginPassword) and data.password == password.encode()
        return AuthResult(success=is_right, handled=is_right)

    return authenticate


def make_certificate(folder: Path) -> Path:
    """A key and a self-signed certificate for this machine, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address(HOST))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "server.pem"
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    return file


def _server_context(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context
