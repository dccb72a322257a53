"""Mails of an installation without a mail server: files in the outbox, to look at with any mail program."""

from email.message import EmailMessage
from pathlib import Path

import structlog

from helpcenter.db.clock import Clock

log = structlog.get_logger("helpcenter.mail")


class ConsoleTransport:
    """Writes each mail to a file and says so, without saying whom it is for."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.folder = folder
        self._clock = clock

    def send(self, email: EmailMessage, name: str) -> None:
        """Write the mail to <time>-<name>.eml."""
        path = self._write(email, name)
        log.info("mail written", mail=name, file=f"{self.folder.name}/{path.name}")

    def _write(self, email: EmailMessage, name: str) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True)
        moment = self._clock().strftime("%Y%m%dT%H%M%S")
        number = 1
        while True:
            path = self.folder / f"{moment}-{number:03}-{name}.eml"
            try:
                # Never over another: two processes may write a mail within the same second.
                with path.open("xb") as file:
                    file.write(email.as_bytes())
            except FileExistsError:
                number += 1
            else:
                # It may hold a link that opens an account.
                path.chmod(0o600)
                return path
