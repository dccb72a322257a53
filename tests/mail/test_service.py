"""The mailer: written at once, sent after the commit, tried again when that helps."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from huey import MemoryHuey
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from helpcenter.config import SettingError, Settings
from helpcenter.documents.errors import ContentError
from helpcenter.jobs import Jobs
from helpcenter.mail import MailError
from helpcenter.mail.console import ConsoleTransport
from helpcenter.mail.errors import PermanentMailError, TemporaryMailError
from helpcenter.mail.service import Mailer, make_mailer
from helpcenter.mail.tasks import RETRIES
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

    def send(self, email: EmailMessage, name: str) -> None:
        """Take one mail."""
        if self.failures:
            raise self.failures.pop(0)
        self.mails.append(email)


class Bench:
    """A mailer with a queue that runs only when told."""

    def __init__(self, folder: Path, *failures: Exception) -> None:
        texts = folder / "content" / "mails" / "greeting"
        texts.mkdir(parents=True)
        (texts / "fr.md").write_text(FRENCH, encoding="utf-8")
        (texts / "en.md").write_text(ENGLISH, encoding="utf-8")
        settings = Settings(instance=folder, content=folder / "content", public_url="https://aide.example")
        self.jobs = Jobs(MemoryHuey(immediate=False, results=False))
        self.transport = FakeTransport(*failures)
        self.mailer = Mailer(settings, self.jobs, self.transport, FakeClock())

    def run_queue(self) -> None:
        """Do all waiting jobs."""
        while task := self.jobs.huey.dequeue():
            self.jobs.huey.execute(task)

    def run_schedule(self) -> list[int]:
        """Do what was put off, however long; the pauses in seconds."""
        waiting = self.jobs.huey.scheduled()
        self.jobs.huey.storage.flush_schedule()
        pauses = [int(task.retry_delay) for task in waiting]
        for task in waiting:
            self.jobs.huey.execute(task, task.eta)
        return pauses


def test_a_mail_is_written_with_its_values_and_sent_by_the_queue(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.mailer.send("greeting", TO, "fr", VALUES)
    assert not bench.transport.mails
    bench.run_queue()
    mail = bench.transport.mails[0]
    assert (mail["To"], mail["Subject"]) == (TO, "Bonjour Mairie <Démo>")
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"] == "Mon, 02 Nov 2026 09:30:00 +0000"
    assert mail["Message-ID"].endswith("@ani.example>")


def test_the_plain_part_reads_like_a_letter(tmp_path: Path) -> None:
    text = Bench(tmp_path).mailer.write("greeting", TO, "fr", VALUES).text
    assert "chez ANI.\n\nOuvrir la page\nhttps://aide.example/x?a=1&b=2\n\nValable 7 jours" in text
    assert "-- \nCe mail vient du centre d’aide de ANI\xa0: https://aide.example\nIl concerne Mairie <Démo>.\n" in text


def test_the_html_part_stands_alone_and_says_its_language(tmp_path: Path) -> None:
    html = Bench(tmp_path).mailer.write("greeting", TO, "fr", VALUES).html
    assert '<html lang="fr" dir="ltr">' in html
    assert "Mairie &lt;Démo&gt;" in html
    assert 'href="https://aide.example/x?a=1&amp;b=2"' in html
    assert html.count('class="button"') == 1
    assert "<style" not in html
    assert "<link" not in html
    assert "<img" not in html


def test_each_reader_gets_their_language(tmp_path: Path) -> None:
    message = Bench(tmp_path).mailer.write("greeting", TO, "en", VALUES)
    assert message.headers["Content-Language"] == "en"
    assert "This mail comes from the help centre of ANI" in message.text


def test_mistakes_show_where_the_mail_is_asked_for(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    with pytest.raises(ContentError, match=r"fr\.md:8: uses the unknown variable \{\{ days \}\}"):
        bench.mailer.send("greeting", TO, "fr", {"organisation": "x", "link": "https://a.example"})
    with pytest.raises(ContentError, match="absent"):
        bench.mailer.send("absent", TO, "fr", {})
    with pytest.raises(MailError):
        bench.mailer.send("greeting", "no address", "fr", VALUES)
    with pytest.raises(MailError, match="line break"):
        bench.mailer.send("greeting", TO, "fr", VALUES | {"organisation": "Mairie\nBcc: x@y.example"})


def test_a_mail_waits_for_the_commit_and_dies_with_a_rollback(tmp_path: Path, session: Session) -> None:
    bench = Bench(tmp_path / "bench")
    bench.mailer.send("greeting", TO, "fr", VALUES, session=session)
    session.rollback()
    bench.mailer.send("greeting", TO, "en", VALUES, session=session)
    bench.run_queue()
    assert not bench.transport.mails
    session.commit()
    bench.run_queue()
    assert [mail["Subject"] for mail in bench.transport.mails] == ["Hello"]


def test_a_temporary_refusal_is_tried_again_later_and_later_as_the_same_mail(tmp_path: Path) -> None:
    bench = Bench(tmp_path, *[TemporaryMailError("greeting: refused", 451)] * 3)
    bench.mailer.send("greeting", TO, "fr", VALUES)
    bench.run_queue()
    pauses = [pause for _ in range(3) for pause in bench.run_schedule()]
    assert pauses == sorted(set(pauses))
    assert len(bench.transport.mails) == 1


def test_trying_again_has_an_end(tmp_path: Path) -> None:
    bench = Bench(tmp_path, *[TemporaryMailError("greeting: refused", 451)] * 50)
    bench.mailer.send("greeting", TO, "fr", VALUES)
    bench.run_queue()
    tries = 0
    while bench.run_schedule():
        tries += 1
    assert tries == RETRIES


def test_a_permanent_refusal_is_logged_with_its_code_and_without_the_address(tmp_path: Path) -> None:
    bench = Bench(tmp_path, PermanentMailError("greeting: refused", 550, "550 5.1.1 <famille.a@mairie.example> unknown"))
    bench.mailer.send("greeting", TO, "fr", VALUES)
    with capture_logs() as logs:
        bench.run_queue()
    assert logs == [{"event": "mail refused for good", "mail": "greeting", "code": 550, "status": "5.1.1", "log_level": "error"}]
    assert not bench.jobs.huey.scheduled()


def test_without_a_mail_server_mails_go_to_the_outbox(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    email = bench.mailer.write("greeting", TO, "fr", VALUES).to_email(bench.mailer._sender)
    transport = ConsoleTransport(tmp_path / "outbox", FakeClock())
    with capture_logs() as logs:
        transport.send(email, "greeting")
        transport.send(email, "greeting")
    files = sorted((tmp_path / "outbox").iterdir())
    assert [file.name for file in files] == ["20261102T093000-001-greeting.eml", "20261102T093000-002-greeting.eml"]
    assert message_from_bytes(files[0].read_bytes(), policy=default)["To"] == TO
    assert files[0].stat().st_mode & 0o077 == 0
    assert TO not in str(logs)


@pytest.mark.parametrize("wrong", [{"mail_sender": "no address"}, {"smtp_url": "mail.example"}])
def test_a_setting_that_cannot_work_is_named_at_the_start(tmp_path: Path, wrong: dict[str, str]) -> None:
    settings = Settings(instance=tmp_path, **wrong)  # type: ignore[arg-type]
    with pytest.raises(SettingError, match=f"HELPCENTER_{next(iter(wrong)).upper()}"):
        make_mailer(settings, Jobs(MemoryHuey(immediate=True, results=False)))
