"""A real IMAP server (pymap) on this machine, with STARTTLS and one mailbox."""

import imaplib
import socket
import ssl
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.mail.smtp_server import make_certificate

USER, PASSWORD = "accord@ani.example", "p@ss/word"


@dataclass
class ImapServer:
    """The running server."""

    port: int
    certificate: Path
    process: "subprocess.Popen[bytes]"

    @property
    def trust(self) -> ssl.SSLContext:
        """A machine that trusts this server."""
        return ssl.create_default_context(cafile=str(self.certificate))

    def url(self, user: str = "accord%40ani.example", password: str = "p%40ss%2Fword", folder: str = "INBOX") -> str:
        """The setting that leads here."""
        return f"imap+starttls://{user}:{password}@127.0.0.1:{self.port}/{folder}"

    def put(self, raw: bytes) -> None:
        """Let a mail arrive."""
        with self.connect() as client:
            status, _answer = client.append("INBOX", "", "", raw)
            assert status == "OK"

    def flags(self) -> list[bytes]:
        """What the server says about each mail."""
        with self.connect() as client:
            client.select("INBOX", readonly=True)
            return [line for line in client.uid("FETCH", "1:*", "(FLAGS)")[1] if isinstance(line, bytes)]

    def connect(self) -> imaplib.IMAP4:
        """Somebody else who is signed in."""
        client = imaplib.IMAP4("127.0.0.1", self.port, timeout=20)
        client.starttls(self.trust)
        client.login(USER, PASSWORD)
        return client

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(timeout=20)


def start_server(folder: Path) -> ImapServer:
    """A server with an empty mailbox."""
    certificate = make_certificate(folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    services = ["--no-service", "managesieve", "--no-service", "admin"]
    command = [str(Path(sys.executable).parent / "pymap"), "--host", "127.0.0.1", "--port", str(port), "--cert", str(certificate)]
    user = ["dict", "--demo-user", USER, "--demo-password", PASSWORD]
    process = subprocess.Popen(
        [*command, "--key", str(certificate), *services, *user], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _wait_for(port)
    return ImapServer(port, certificate, process)


def _wait_for(port: int) -> None:
    for _attempt in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("the IMAP server does not start")
