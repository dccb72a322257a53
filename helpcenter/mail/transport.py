"""How mails leave the house: one interface, by SMTP or to the console."""

from email.message import EmailMessage
from typing import Protocol

from helpcenter.config import Settings
from helpcenter.db.clock import Clock
from helpcenter.mail.console import ConsoleTransport
from helpcenter.mail.smtp import SmtpTransport


class Transport(Protocol):
    """Takes a mail; raises TemporaryMailError or PermanentMailError when it cannot."""

    def send(self, email: EmailMessage, name: str) -> None:
        """Send one mail; `name` says which text it was made from."""


def make_transport(settings: Settings, clock: Clock) -> Transport:
    """What the settings ask for; SettingError for an address that is none."""
    if settings.smtp_url:
        return SmtpTransport(settings.smtp_url)
    return ConsoleTransport(settings.instance / "outbox", clock)
