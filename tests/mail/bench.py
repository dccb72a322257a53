"""A mailer on a real database, with a queue that runs only when told and a transport that fails as it is told."""

from email.message import EmailMessage
from pathlib import Path

from flask import Flask
from huey import MemoryHuey
from sqlalchemy import select

from helpcenter.config import Settings
from helpcenter.db.engine import own_sessions
from helpcenter.jobs import Jobs
from helpcenter.mail.models import OutboxMail
from helpcenter.mail.service import Mailer
from helpcenter.mail.transport import Transport
from tests.fakes import FakeClock

TO = "famille.a@mairie.example"
VALUES = {"organisation": "Mairie <Démo>", "link": "https://aide.example/x?a=1&b=2", "days": 7}
FRENCH = """---
subject: "Bonjour {{ organisation }}"
---
Votre adresse d’envoi est {{ sender_address }}, chez {{ vendor }}.

[Ouvrir la page]({{ link }})

Valable {{ days }} jours !
"""
ENGLISH = """---
subject: Hello
---
Hello {{ organisation }} of {{ vendor }}, {{ days }} days, {{ sender_address }}

[Open]({{ link }})
"""


class FakeTransport:
    """Keeps what it is given, after failing as often as it was told."""

    def __init__(self, *failures: Exception) -> None:
        self.failures = list(failures)
        self.mails: list[EmailMessage] = []
        self.tries = 0

    def send(self, email: EmailMessage, name: str) -> None:
        """Take one mail."""
        self.tries += 1
        if self.failures:
            raise self.failures.pop(0)
        self.mails.append(email)


class Bench:
    """What the tests of the mailer and of the outbox work with."""

    def __init__(self, app: Flask, folder: Path, *failures: Exception, transport: Transport | None = None) -> None:
        self.clock = FakeClock()
        self.settings = self._make_settings(folder)
        self.sessions = own_sessions(app)
        self.jobs = Jobs(MemoryHuey(immediate=False, results=False))
        self.transport = FakeTransport(*failures)
        self.mailer = Mailer(self.settings, self.jobs, transport or self.transport, self.sessions, self.clock)

    def _make_settings(self, folder: Path) -> Settings:
        texts = folder / "content" / "mails" / "greeting"
        texts.mkdir(parents=True)
        (texts / "fr.md").write_text(FRENCH, encoding="utf-8")
        (texts / "en.md").write_text(ENGLISH, encoding="utf-8")
        return Settings(instance=folder, content=folder / "content", public_url="https://aide.example")

    def send(self, to: str = TO, key: str = "") -> None:
        """Send one greeting in a transaction of its own."""
        self.mailer.send("greeting", to, "fr", VALUES, key=key)

    def run_queue(self) -> None:
        """Do all waiting jobs."""
        while task := self.jobs.huey.dequeue():
            self.jobs.huey.execute(task)

    def sweep(self, **later: float) -> int:
        """What the queue process does every minute, after some time."""
        self.clock.advance(**later)
        return self.mailer.delivery.deliver_due()

    def rows(self) -> list[OutboxMail]:
        """All that is or was in the outbox."""
        with self.sessions() as session:
            return list(session.scalars(select(OutboxMail).order_by(OutboxMail.id)))
