"""The mailer: written at once, sent after the commit, in the reader's language."""

from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from flask import Flask
from huey import MemoryHuey
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from helpcenter.config import SettingError, Settings
from helpcenter.db.engine import own_sessions
from helpcenter.documents.errors import ContentError
from helpcenter.jobs import Jobs
from helpcenter.mail import MailError
from helpcenter.mail.console import ConsoleTransport
from helpcenter.mail.service import make_mailer
from tests.fakes import FakeClock
from tests.mail.bench import TO, VALUES, Bench

# What the database does in a special way is tested in test_outbox.py, on both engines.
pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"])


def test_a_mail_is_written_with_its_values_and_sent_by_the_queue(app: Flask, tmp_path: Path) -> None:
    bench = Bench(app, tmp_path)
    bench.mailer.send("greeting", TO, "fr", VALUES)
    assert not bench.transport.mails
    bench.run_queue()
    mail = bench.transport.mails[0]
    assert (mail["To"], mail["Subject"]) == (TO, "Bonjour Mairie <Démo>")
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"] == "Mon, 02 Nov 2026 09:30:00 +0000"
    assert mail["Message-ID"].endswith("@ani.example>")


def test_the_plain_part_reads_like_a_letter(app: Flask, tmp_path: Path) -> None:
    text = Bench(app, tmp_path).mailer.write("greeting", TO, "fr", VALUES).text
    assert "chez ANI.\n\nOuvrir la page\nhttps://aide.example/x?a=1&b=2\n\nValable 7 jours" in text
    assert "-- \nCe mail vient du centre d’aide de ANI\xa0: https://aide.example\nIl concerne Mairie <Démo>.\n" in text


def test_the_html_part_stands_alone_and_says_its_language(app: Flask, tmp_path: Path) -> None:
    html = Bench(app, tmp_path).mailer.write("greeting", TO, "fr", VALUES).html
    assert '<html lang="fr" dir="ltr">' in html
    assert "Mairie &lt;Démo&gt;" in html
    assert 'href="https://aide.example/x?a=1&amp;b=2"' in html
    assert html.count('class="button"') == 1
    assert "<style" not in html
    assert "<link" not in html
    assert "<img" not in html


def test_each_reader_gets_their_language(app: Flask, tmp_path: Path) -> None:
    message = Bench(app, tmp_path).mailer.write("greeting", TO, "en", VALUES)
    assert message.headers["Content-Language"] == "en"
    assert "This mail comes from the help centre of ANI" in message.text


def test_mistakes_show_where_the_mail_is_asked_for(app: Flask, tmp_path: Path) -> None:
    bench = Bench(app, tmp_path)
    with pytest.raises(ContentError, match=r"fr\.md:8: uses the unknown variable \{\{ days \}\}"):
        bench.mailer.send("greeting", TO, "fr", {"organisation": "x", "link": "https://a.example"})
    with pytest.raises(ContentError, match="absent"):
        bench.mailer.send("absent", TO, "fr", {})
    with pytest.raises(MailError):
        bench.mailer.send("greeting", "no address", "fr", VALUES)
    with pytest.raises(MailError, match="line break"):
        bench.mailer.send("greeting", TO, "fr", VALUES | {"organisation": "Mairie\nBcc: x@y.example"})


def test_a_mail_waits_for_the_commit_and_dies_with_a_rollback(app: Flask, tmp_path: Path, session: Session) -> None:
    bench = Bench(app, tmp_path / "bench")
    bench.mailer.send("greeting", TO, "fr", VALUES, session=session)
    session.rollback()
    bench.mailer.send("greeting", TO, "en", VALUES, session=session)
    bench.run_queue()
    assert not bench.transport.mails
    session.commit()
    bench.run_queue()
    assert [mail["Subject"] for mail in bench.transport.mails] == ["Hello"]


def test_without_a_mail_server_mails_go_to_the_outbox(app: Flask, tmp_path: Path) -> None:
    bench = Bench(app, tmp_path)
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
def test_a_setting_that_cannot_work_is_named_at_the_start(app: Flask, tmp_path: Path, wrong: dict[str, str]) -> None:
    settings = Settings(instance=tmp_path, **wrong)  # type: ignore[arg-type]
    with pytest.raises(SettingError, match=f"HELPCENTER_{next(iter(wrong)).upper()}"):
        make_mailer(settings, Jobs(MemoryHuey(immediate=True, results=False)), own_sessions(app))
